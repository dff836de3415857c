"""The long lists of a report, findings and ignored rows: cut over several sheets where one cannot hold them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kim.checking.excel import address, free_name, location
from kim.checking.report.lines import Line, Piece, line
from kim.checking.report.marks import Anchors
from kim.checking.report.sentences import Facts
from kim.checking.wording import label, message, text
from kim.display import one_line
from kim.findings import Finding
from kim.reading.meanings import NAME, meaning
from kim.reading.model import IgnoredRow

SUMMARY_FINDINGS = 5_000
SUMMARY_IGNORED = 25
LINKS_A_SHEET = 60_000  # Excel holds 65,530
HEADS = ("severity", "sheet", "cell", "column", "value", "message", "suggestion", "rule")


@dataclass(frozen=True, slots=True)
class Overflow:
    """A further sheet: its name and the lines on it, the first of them a header."""

    name: str
    lines: list[Line]


def finding_head() -> Line:
    """The header of a table of findings."""
    pieces = (Piece(place, text("report", f"column_{head}"), "head") for place, head in enumerate(HEADS))
    return Line(tuple(pieces), header=True)


def finding_line(finding: Finding, anchors: Anchors, facts: Facts) -> Line:
    """One finding, with a link to its cell, or to the top of its sheet."""
    name = facts.names.get(finding.sheet or "")
    cell = anchors.cell(finding)
    link = location(name, address(*cell) if cell else "A1") if name else None
    return line(
        Piece(0, label("severity", finding.severity), finding.severity),
        Piece(1, remark("sheet", name or finding.sheet) or text("report", "whole_file"), "body"),
        Piece(2, _place(finding), "link" if link else "body", link=link),
        Piece(3, remark("column", anchors.header(finding)), "body"),
        Piece(4, remark("value", finding.value), "body"),
        Piece(5, one_line(message(finding, "id")), "body"),
        Piece(6, remark("value", finding.suggestion), "body"),
        Piece(7, finding.rule, "small"),
    )


def ignored_head() -> Line:
    """The header of the list of ignored rows."""
    return line(
        Piece(0, text("report", "column_sheet"), "head", 2),
        Piece(2, text("report", "column_cell"), "head"),
        Piece(3, text("report", "ignored_reason"), "head", 5),
    )


def ignored_line(row: IgnoredRow, facts: Facts) -> Line:
    """One ignored row, with a link to it and the reason."""
    name = facts.names.get(row.sheet)
    cell = address(row.row_number, 1)
    link = location(name, cell) if name else None
    return line(
        Piece(0, remark("sheet", name or row.sheet), "body", 2),
        Piece(2, cell, "link" if link else "body", link=link),
        Piece(3, one_line(label("reason", row.reason)), "body", 5),
    )


def remark(kind: str, said: str | None) -> str:
    """What a file says, as it can stand here: never so that a reader of this sheet takes it for a header of KIM."""
    shown = one_line(said)
    found = meaning(shown)
    return text("report", f"as_{kind}", text=shown) if found is not None and found.field == NAME else shown


def overflow(key: str, head: Line, lines: Sequence[Line], facts: Facts) -> list[Overflow]:
    """Sheets for the lines that the summary has no room for, as many as it takes."""
    sheets: list[Overflow] = []
    for part in _parts(lines):
        wanted = text("report", key, number=str(len(sheets) + 1))
        taken = [facts.summary, *facts.names.values(), *(sheet.name for sheet in sheets)]
        sheets.append(Overflow(free_name(wanted, taken), [head, *part]))
    return sheets


def _parts(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    for start in range(0, len(lines), LINKS_A_SHEET):
        yield lines[start : start + LINKS_A_SHEET]


def _place(finding: Finding) -> str:
    if finding.cell:
        return one_line(finding.cell)
    if finding.row_number is not None:
        return text("report", "row_cell", row=str(finding.row_number))
    return text("report", "whole")
