"""What each section of the report shows, worked out from the tables of the release and nothing else."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from kim.cleaning.catalogue import message, rules

Rows = list[dict[str, Any]]
_SENDING = ("expected", "sent", "sent_not_accepted", "empty", "silent", "on_time", "rows", "no_kim")
KIM_CHANGES = ("new", "split", "returned", "merged", "dissolved", "withdrawn", "moved", "renamed", "status")


def reconciliation(tables: Mapping[str, pa.Table], baseline_id: str, families: Mapping[str, Sequence[str]]) -> Rows:
    """The rows of one baseline with the active communities of today's provinces in each; the nation is last.

    `families` has today's provinces of each of the baseline's.
    """
    counts = {row["province_code"]: row for row in tables["province_count"].to_pylist()}
    rows = [row for row in tables["reconciliation"].to_pylist() if row["baseline_id"] == baseline_id]
    for row in rows:
        nation = row["province_code"] == "ID"
        row["today"] = list(counts) if nation else list(families.get(row["province_code"], [row["province_code"]]))
        family = [counts[code] for code in row["today"] if code in counts]
        row["active_count"] = sum(one["active_count"] for one in family)
        row["inactive_count"] = sum(one["inactive_count"] for one in family)
        row["members"] = [] if nation or len(family) < 2 else family
    return rows


def bridge(tables: Mapping[str, pa.Table], section: str, key: str) -> Rows:
    """The lines of one walk."""
    name = "baseline_id" if section == "baseline" else "round_id"
    return [row for row in tables["bridge"].to_pylist() if row["section"] == section and row[name] == key]


def all_rounds(tables: Mapping[str, pa.Table]) -> dict[str, int]:
    """The intake lines of every round together."""
    total: Counter[str] = Counter()
    for row in tables["bridge"].to_pylist():
        if row["section"] == "intake":
            total[row["line"]] += row["amount"]
    return dict(total)


def completeness(tables: Mapping[str, pa.Table]) -> tuple[dict[str, int], Rows, list[str]]:
    """The round's totals, a row a province, and the codes of the regencies that have not sent."""
    names = {row["province_code"]: row["province_name"] for row in tables["province_count"].to_pylist()}
    provinces: dict[str, dict[str, Any]] = {}
    silent: list[str] = []
    for row in tables["completeness"].to_pylist():
        code = row["province_code"]
        blank = {"code": code, "name": names.get(code, code), **dict.fromkeys(_SENDING, 0)}
        one = provinces.setdefault(code, blank)
        sent = row["state"] == "sent"
        one["expected"] += 1
        one[row["state"]] += 1
        one["on_time"] += sent and row["on_time"]
        one["rows"] += row["accepted_count"]
        one["no_kim"] += row["no_kim_count"]
        if not sent:
            silent.append(row["regency_code"])
    rows = sorted(provinces.values(), key=lambda one: str(one["code"]))
    return {name: sum(one[name] for one in rows) for name in _SENDING}, rows, silent


def reach(tables: Mapping[str, pa.Table]) -> tuple[dict[str, int], Rows, list[str]]:
    """The nation's reach, a row a province, and the names of regencies without an active community."""
    names = {row["province_code"]: row["province_name"] for row in tables["province_count"].to_pylist()}
    fields = ("district_count", "districts_with_active_kim", "active_kim", "active_kim_with_channel")
    provinces: dict[str, dict[str, Any]] = {}
    blank: list[str] = []
    for row in tables["reach"].to_pylist():
        code = row["province_code"]
        one = provinces.setdefault(code, {"code": code, "name": names.get(code, code), **dict.fromkeys(fields, 0)})
        for name in fields:
            one[name] += row[name]
        if row["active_kim"] == 0:
            blank.append(row["regency_code"])
    rows = sorted(provinces.values(), key=lambda one: str(one["code"]))
    return {name: sum(one[name] for one in rows) for name in fields}, rows, blank


def quality(tables: Mapping[str, pa.Table]) -> tuple[Rows, Rows]:
    """The most frequent findings, and each office with its own; the offices with most errors first."""
    found = tables["finding_count"].to_pylist()
    by_rule: Counter[tuple[str, str]] = Counter()
    files: Counter[tuple[str, str]] = Counter()
    offices: dict[str | None, dict[str, Any]] = {}
    for row in found:
        key = (row["rule"], row["severity"])
        by_rule[key] += row["finding_count"]
        files[key] += row["submission_count"]
        blank = {
            "code": row["office_code"],
            "name": row["office_name"],
            "error": 0,
            "warning": 0,
            "info": 0,
            "most": ("", 0),
        }
        office = offices.setdefault(row["office_code"], blank)
        office[row["severity"]] += row["finding_count"]
        if row["finding_count"] > office["most"][1]:
            office["most"] = (row["rule"], row["finding_count"])
    top = [
        {
            "rule": rule,
            "severity": severity,
            "count": count,
            "files": files[rule, severity],
            "sentence": sentence_of(rule),
        }
        for (rule, severity), count in sorted(by_rule.items(), key=lambda item: (-item[1], item[0]))
    ]
    ranked = sorted(offices.values(), key=lambda one: (-one["error"], -one["warning"], str(one["code"])))
    for office in ranked:
        office["sentence"] = sentence_of(office["most"][0])
    return top, ranked


def sentence_of(rule: str) -> tuple[str, str]:
    """The first sentence of a rule's messages, without the value that was found."""
    known = rules().get(rule)
    if known is None:
        return rule, rule
    sentences = [message(text, "…", "…").split(". ")[0].rstrip(".") for text in (known.message_id, known.message_en)]
    return sentences[0], sentences[1]


def changes(tables: Mapping[str, pa.Table]) -> tuple[dict[str, int], Rows, Rows]:
    """How many communities changed in which way, those that are not simply new, and each province's change."""
    rows = tables["changes"].to_pylist()
    counts = Counter(row["change"] for row in rows if row["table_name"] == "kim")
    listed = [row for row in rows if row["table_name"] == "kim" and row["change"] != "new"]
    figures = [row for row in rows if row["table_name"] == "province_count" and row["figure"] == "kim_count"]
    return {name: counts[name] for name in KIM_CHANGES if counts[name]}, listed, figures
