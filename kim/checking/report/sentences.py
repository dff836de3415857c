"""The sentences of a summary: how many rows count, why others do not, what the sender should do, how it was made."""

from dataclasses import dataclass, field
from typing import Literal

from kim.checking.check import Checked, Receipt
from kim.checking.excel import address, location
from kim.checking.overview import by_rule
from kim.checking.report.lines import Line, Piece, line
from kim.checking.report.marks import Anchors
from kim.checking.wording import message, text
from kim.display import one_line

# How the sender's sheets got into the report; each is a note in `texts.toml`.
Manner = Literal["layout_kept", "rewritten", "large", "unstyled", "no_sheets"]
NOT_COUNTED = ("duplicate", "held", "withdrawn", "superseded", "skipped")


@dataclass(slots=True)
class Facts:
    """`names` maps each sheet as findings know it to its name in the report; `summary` is the summary's own."""

    manner: Manner
    summary: str
    names: dict[str, str] = field(default_factory=dict)
    formulas: int = 0
    unhidden: bool = False
    marked: int = 0
    commented: int = 0


def counts(checked: Checked, receipt: Receipt | None) -> list[Line]:
    """Rows received, counted, held back and ignored; those of the load where the file was received."""
    of = receipt or checked
    amounts = {
        "rows_received": of.row_count,
        ("rows_counted" if receipt else "rows_ready"): of.accepted_count,
        "rows_held": of.quarantined_count,
        "rows_ignored": of.ignored_count,
    }
    return [
        line(Piece(0, text("report", key), "label", 2), Piece(2, amount, "value")) for key, amount in amounts.items()
    ]


def outcome(checked: Checked, receipt: Receipt | None) -> list[str]:
    """What became of the file, in a sentence or two."""
    said = []
    if receipt is not None and receipt.status in NOT_COUNTED:
        said.append(text("report", f"say_{receipt.status}", duplicate_of=str(receipt.duplicate_of or "")))
    else:
        said.append(_became(checked, receipt))
    if receipt is not None and _assessed_otherwise(checked, receipt):
        counted = {"accepted": checked.accepted_count, "quarantined": checked.quarantined_count}
        said.append(text("report", "say_newer_rules", **counted))
    return said


def why(checked: Checked, anchors: Anchors, facts: Facts) -> list[Line]:
    """Each reason for which rows are not counted: in how many rows, in the words of the first, with a link to it."""
    grave = [tally for tally in by_rule(checked) if tally.severity == "error"]
    if not grave:
        return []
    lines = [
        line(
            Piece(0, text("report", "why_rows"), "head"),
            Piece(1, text("report", "why_first"), "head", 2),
            Piece(3, text("report", "why_reason"), "head", 5),
        )
    ]
    for tally in grave:
        name = facts.names.get(tally.first.sheet or "")
        cell = anchors.cell(tally.first)
        where = address(*cell) if cell else "A1"
        link = location(name, where) if name else None
        shown = f"{name} {where}" if name else text("report", "whole_file")
        lines.append(
            line(
                Piece(0, tally.count if tally.of else text("report", "file_alone"), "body"),
                Piece(1, shown, "link" if link else "body", 2, link),
                Piece(3, one_line(message(tally.first, "id")), "body", 5),
            )
        )
    return lines


def advice(checked: Checked, facts: Facts) -> list[str]:
    """What to do, step by step."""
    amount = {"error": 0, "warning": 0, "info": 0}
    for finding in checked.findings:
        amount[finding.severity] += 1
    if checked.status == "rejected":
        return [text("report", "do_rejected")]
    steps = [
        text("report", key, count=amount[severity])
        for severity, key in (("error", "do_errors"), ("warning", "do_warnings"), ("info", "do_infos"))
        if amount[severity]
    ]
    if amount["error"] + amount["warning"] == 0:
        return [text("report", "do_nothing"), *steps]
    return [*steps, text("report", "do_how"), text("report", "do_send", sheet=facts.summary)]


def notes(checked: Checked, facts: Facts) -> list[str]:
    """How this report was made, and how to treat it."""
    said = [text("report", f"note_{facts.manner}", format=checked.reading.format.upper(), rows=checked.row_count)]
    if facts.formulas:
        said.append(text("report", "note_formulas", count=facts.formulas))
    if facts.unhidden:
        said.append(text("report", "note_unhidden"))
    if facts.commented < facts.marked:
        said.append(text("report", "note_comments", shown=facts.commented, count=facts.marked))
    if facts.names:
        said.append(text("report", "note_privacy"))
    return [*said, text("report", "note_rules", hash=checked.rule_set_hash)]


def _became(checked: Checked, receipt: Receipt | None) -> str:
    of = receipt or checked
    judged = of.accepted_count + of.quarantined_count
    if of.status == "rejected":
        return text("report", "say_rejected")
    if judged == 0:
        return text("report", "say_empty")
    if of.accepted_count == 0:
        return text("report", "say_none", judged=judged)
    if of.quarantined_count == 0:
        return text("report", "say_all" if receipt else "say_all_ready", judged=judged)
    some = "say_some" if receipt else "say_some_ready"
    return text("report", some, judged=judged, accepted=of.accepted_count, quarantined=of.quarantined_count)


def _assessed_otherwise(checked: Checked, receipt: Receipt) -> bool:
    if receipt.status == "duplicate":
        return False
    then = (receipt.accepted_count, receipt.quarantined_count)
    return then != (checked.accepted_count, checked.quarantined_count)
