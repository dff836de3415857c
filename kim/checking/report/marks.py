"""Which cells of a sheet are coloured, and what the one comment on each says."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kim.checking.check import Checked
from kim.checking.excel import position
from kim.checking.overview import SEVERITY_RANK, by_severity
from kim.checking.wording import label, message, text
from kim.display import one_line
from kim.findings import Finding, Severity
from kim.reading.model import Table

Cell = tuple[int, int]
FILL: dict[Severity, str] = {"error": "F8B4B4", "warning": "FFE699", "info": "CFE2F3"}
COMMENT_MAXIMUM = 8_000


@dataclass(frozen=True, slots=True)
class Mark:
    """The findings at one cell, the gravest first."""

    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        """That of the gravest finding; it gives the colour."""
        return self.findings[0].severity

    @property
    def comment(self) -> str:
        """Messages and suggestions in Indonesian, a paragraph each."""
        whole = "\n\n".join(_paragraph(finding) for finding in self.findings)
        if len(whole) <= COMMENT_MAXIMUM:
            return whole
        return whole[:COMMENT_MAXIMUM] + "\n" + text("report", "comment_more")


@dataclass(slots=True)
class Anchors:
    """Where a finding about a whole row is marked: at the community's name, else in the table's first column."""

    tables: dict[str, list[Table]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, tables: Sequence[Table]) -> "Anchors":
        """Index the tables by sheet."""
        anchors = cls()
        for table in tables:
            anchors.tables[table.sheet].append(table)
        return anchors

    def cell(self, finding: Finding) -> Cell | None:
        """The cell, both numbers from 1; None for a finding about a whole sheet or file."""
        at = position(finding.cell)
        if at is not None or finding.row_number is None:
            return at
        column = 0
        for table in self.tables.get(finding.sheet or "", ()):
            if not table.row_numbers or finding.row_number <= table.row_numbers[-1]:
                column = _anchor_column(table)
                break
        return finding.row_number, column + 1

    def header(self, finding: Finding) -> str | None:
        """The column's header as the sender typed it, else the column's canonical name."""
        at = position(finding.cell)
        for table in self.tables.get(finding.sheet or "", ()):
            for column in table.columns:
                named = column.index == at[1] - 1 if at else column.field == finding.column_name
                if named and column.field == finding.column_name and column.header:
                    return column.header
        return finding.column_name


def marks_by_sheet(checked: Checked) -> dict[str, dict[Cell, Mark]]:
    """All cells to mark, sheet by sheet, in the order of the sheet."""
    anchors = Anchors.of(checked.reading.tables)
    found: dict[str, dict[Cell, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in checked.findings:
        cell = anchors.cell(finding)
        if cell is not None and finding.sheet is not None:
            found[finding.sheet][cell].append(finding)
    return {
        sheet: {cell: Mark(tuple(by_severity(findings))) for cell, findings in sorted(cells.items())}
        for sheet, cells in found.items()
    }


def gravest_first(marks: Mapping[Cell, Mark]) -> list[tuple[Cell, Mark]]:
    """The marks of a sheet by severity: where there is no room for all, the gravest are there."""
    return sorted(marks.items(), key=lambda item: SEVERITY_RANK[item[1].severity])


def _anchor_column(table: Table) -> int:
    named = [column.index for column in table.columns if column.field == "nama_kim"]
    return named[0] if named else min((column.index for column in table.columns), default=0)


def _paragraph(finding: Finding) -> str:
    said = f"{label('severity', finding.severity)}: {one_line(message(finding, 'id'))}"
    if finding.suggestion:
        said += "\n" + text("report", "comment_suggestion", text=one_line(finding.suggestion))
    return said
