"""How a community came about, printed: who it is, its records, why they are one, where each field comes from."""

from typing import Any

from rich.console import Console

from kim.cli.printing.lines import heading, line, moment, table, where
from kim.warehouse.explain import Row

_METHODS = {
    "exact": "same name and place as another of its records",
    "model": "the model found it probable",
    "decision": "a person ruled it",
    "declared": "the office wrote this id in the row",
    "single": "no other record describes this community",
}


def print_community(explanation: dict[str, Any], console: Console) -> None:
    """Print who it is, which records describe it, why they are one, and where each field comes from."""
    _introduce(explanation, console)
    numbers = {record["record_id"]: record["number"] for record in explanation["records"]}
    _records(explanation["records"], console)
    _matches(explanation["matches"], numbers, console)
    _sources(explanation["sources"], numbers, console)
    _rulings(explanation, numbers, console)
    _past(explanation, console)


def _introduce(explanation: dict[str, Any], console: Console) -> None:
    kim = explanation["kim"]
    if explanation["asked"] != explanation["kim_id"]:
        merged = next((row for row in explanation["aliases"] if row["kim_id"] == explanation["asked"]), None)
        at = moment(merged["at"] if merged else None)
        line(console, f"{explanation['asked']} was merged into {explanation['kim_id']} on {at}.", indent=0)
    if kim is None:
        heading(console, explanation["kim_id"])
        line(console, "No state of it is known; its records are below.")
        return
    heading(console, f"{kim['name']} · {explanation['kim_id']}")
    line(console, f"{_place(kim)} (sits at the {kim['level']})")
    line(console, "; ".join(_facts(kim)))
    if not kim["in_register"]:
        line(console, "It is not in the register now: no record of a submission in force describes it.", style="bold")
    elif kim["status"] == "bubar":
        line(console, "It is dissolved, and therefore not counted.", style="bold")


def _place(kim: Row) -> str:
    names = (kim["village_name"], kim["district_name"] and f"Kecamatan {kim['district_name']}", kim["regency_name"])
    return ", ".join(name for name in (*names, kim["province_name"] or kim["province_code"]) if name)


def _facts(kim: Row) -> list[str]:
    facts = [kim["status"]]
    if kim["founded_on"]:
        length = {"year": 4, "month": 7}.get(kim["founded_precision"], 10)
        facts.append(f"founded {kim['founded_on'][:length]}")
    if kim["member_count"] is not None:
        facts.append(f"{kim['member_count']} members")
    if kim["decree_number"]:
        facts.append(f"decree {kim['decree_number']}")
    return facts


def _records(records: list[Row], console: Console) -> None:
    live = sum(record["live"] for record in records)
    heading(console, f"{live} record{'' if live == 1 else 's'} in force describe{'s' if live == 1 else ''} it")
    for record in records:
        _record(record, console)


def _record(record: Row, console: Console) -> None:
    out = "" if record["live"] else f" [out of the register: {record['submission_status']}]"
    line(console, f"{record['number']}. {where(record)}{out}")
    office = f"{record['office_name']} ({record['office_code']})" if record["office_code"] else "an unknown office"
    line(console, f"sent by {office}, received {moment(record['received_at'])}, round {record['round_id']}", indent=5)
    cells = record["cells"]
    if isinstance(cells, dict):
        typed = " | ".join(f"{header}: {text}" for header, text in cells.items() if text not in (None, ""))
        line(console, f"typed  {typed}", indent=5)
    sure = "" if record["probability"] is None else f", probability {record['probability']:.4f}"
    line(console, f"joined {record['method']}: {_METHODS.get(record['method'], 'see below')}{sure}", indent=5)
    for found in record["findings"]:
        line(console, _finding(found), indent=5)


def _finding(found: Row) -> str:
    at = " ".join(part for part in (found["cell"], found["column_name"]) if part)
    change = "" if found["value"] is None else f" “{found['value']}”"
    if found["suggestion"]:
        change += f" → {found['suggestion']}"
    return f"{found['severity']:<8}{at}{change}: {found['message_en']} [{found['rule']}]"


def _matches(matches: list[Row], numbers: dict[str, int], console: Console) -> None:
    if not matches:
        return
    heading(console, "Why they are one")
    for match in matches:
        pair = f"{numbers[match['record_id_l']]} = {numbers[match['record_id_r']]}"
        held = f"; held back from merging by itself: {match['held_back']}" if match["held_back"] else ""
        line(console, f"{pair}  {match['step']}, probability {match['probability']:.4f}{held}")
        for comparison, outcome in (match["evidence"] or {}).items():
            line(console, f"{comparison}: {_outcome(outcome)}", indent=9)


def _outcome(outcome: Any) -> str:
    if isinstance(outcome, dict):
        return ", ".join(f"{key} {_outcome(value)}" for key, value in outcome.items())
    return f"{outcome:+.2f}" if isinstance(outcome, float) else str(outcome)


def _sources(sources: list[Row], numbers: dict[str, int], console: Console) -> None:
    if not sources:
        return
    heading(console, "Where each field comes from")
    table(
        console,
        ("field", "value", "record", "cells"),
        [
            (row["field"], _value(row["value"]), numbers.get(row["record_id"]), ", ".join(row["cells"]) or "-")
            for row in sources
        ],
    )


def _value(value: Row) -> str:
    return ", ".join(
        "; ".join(f"{key} {inner}" for key, inner in part.items()) if isinstance(part, dict) else str(part)
        for part in value.values()
    )


def _rulings(explanation: dict[str, Any], numbers: dict[str, int], console: Console) -> None:
    if explanation["decisions"]:
        heading(console, "What people decided")
    for decision in explanation["decisions"]:
        things = [numbers.get(thing, thing) for thing in (decision.get("subject"), decision.get("object")) if thing]
        about = " and ".join(f"record {thing}" if isinstance(thing, int) else str(thing) for thing in things)
        line(console, f"{moment(decision['at'])}  {decision['kind']}: {about}, by {decision['by']}: {decision['why']}")
    open_pairs = [pair for pair in explanation["reviews"] if pair["ruling"] == "open"]
    if open_pairs:
        heading(console, "What the matcher is unsure of")
    for pair in open_pairs:
        line(console, f"{pair['pair_id']}, probability {pair['probability']:.4f}: rule on it with kim decide")


def _past(explanation: dict[str, Any], console: Console) -> None:
    if explanation["aliases"]:
        heading(console, "Ids that were merged into it")
    for alias in explanation["aliases"]:
        line(console, f"{alias['kim_id']} on {moment(alias['at'])}")
    if explanation["history"]:
        heading(console, "What was known of it, and when")
        table(
            console,
            ("from", "until", "name", "status", "records", "members"),
            [
                (moment(state["valid_from"]), moment(state["valid_to"]), state["name"], state["status"],
                 state["record_count"], state["member_count"])
                for state in explanation["history"]
            ],
        )  # fmt: skip
    if explanation["domain"]:
        asked = explanation["domain"]
        heading(console, f"The domain it asks for: {asked['label']}.kim.id")
        proposal = f" Free instead: {asked['proposal']}" if asked["proposal"] else ""
        line(console, f"{asked['verdict']}: {asked['reason']}.{proposal}")
