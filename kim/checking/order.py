"""The order in which a person reads findings: the file's, then each sheet's, from top to bottom and left to right."""

from collections.abc import Iterable, Sequence

from kim.findings import Finding, Severity
from kim.reading.addresses import cell_name, parse_cell

SEVERITY_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


def position(cell: str | None) -> tuple[int, int] | None:
    """Row and column, both from 1, of a cell as Excel says it (`D7` is 7, 4); None where it is no cell."""
    place = parse_cell(cell or "")
    return (place[0], place[1] + 1) if place else None


def address(row: int, column: int) -> str:
    """The cell of a row and a column, both from 1, as Excel says it."""
    return cell_name(row, column - 1)


def in_sheet_order(findings: Iterable[Finding], sheets: Sequence[str]) -> tuple[Finding, ...]:
    """The findings as they stand in the file; sheets that `sheets` does not name come last, by name."""
    rank = {sheet: place for place, sheet in enumerate(sheets)}

    def key(finding: Finding) -> tuple[int, str, int, int, int]:
        at = position(finding.cell)
        sheet = -1 if finding.sheet is None else rank.get(finding.sheet, len(rank))
        row = finding.row_number or (at[0] if at else 0)
        return sheet, finding.sheet or "", row, at[1] if at else 0, SEVERITY_RANK[finding.severity]

    return tuple(sorted(findings, key=key))


def by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """The gravest first, each kind in the order it came in."""
    return sorted(findings, key=lambda finding: SEVERITY_RANK[finding.severity])
