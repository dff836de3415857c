"""Readings made by hand, so that cleaning is tested without a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from kim.cleaning import Cleaned, Received, clean
from kim.cleaning.wordlists import read
from kim.reading.model import CellError, CellValue, Column, IgnoredRow, Note, Reading, Table

Cells = Mapping[str, CellValue | CellError]
FIELDS = frozenset(line["field"] for line in read("header_aliases"))
GOOD: Cells = {
    "nama_kim": "KIM Anyelir",
    "provinsi": "Jawa Timur",
    "kabupaten_kota": "Kota Madiun",
    "kecamatan": "Taman",
    "desa_kelurahan": "Kejuron",
}


def table(
    rows: Sequence[Cells], *, sheet: str = "KIM", titles: tuple[str, ...] = (), first_row: int = 5, part: int = 0
) -> Table:
    """A table whose headers are the canonical names, or unknown ones; column A holds a numbering."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = [Column(i + 1, name, name if name in FIELDS else None) for i, name in enumerate(names)]
    values = [[row.get(name) for row in rows] for name in names]
    numbers = list(range(first_row, first_row + len(rows)))
    return Table(sheet, tuple(columns), numbers, values, titles, part)


def reading(
    *tables: Table,
    name: str = "data.xlsx",
    ignored: tuple[IgnoredRow, ...] = (),
    notes: tuple[Note, ...] = (),
    refused: bool = False,
) -> Reading:
    return Reading(name, "xlsx", tables, ignored, notes, refused)


def received(number: int = 1, name: str = "data.xlsx", at: datetime | None = None) -> Received:
    moment = at or datetime(2026, 5, 1, 3, tzinfo=UTC)
    return Received(f"s{number:016x}", number, f"{number:064x}", name, moment, "2026-1", 1000)


@dataclass(frozen=True)
class Said:
    """Findings without what does not matter here: (cell, rule), and the batch."""

    cleaned: Cleaned

    @property
    def rules(self) -> list[tuple[str | None, str]]:
        findings = self.cleaned.findings.to_pylist()
        return [(one["cell"], one["rule"]) for one in findings]

    @property
    def record(self) -> dict[str, object]:
        (only,) = self.cleaned.records.to_pylist()
        return dict(only)

    @property
    def contact(self) -> dict[str, object]:
        (only,) = self.cleaned.contacts.to_pylist()
        return dict(only)


def said_of(*changes: Cells, name: str = "data.xlsx", titles: tuple[str, ...] = ()) -> Said:
    """Clean one file of one sheet, each row the good one with the cells given."""
    rows = [{**GOOD, **change} for change in changes]
    return Said(clean([(received(name=name), reading(table(rows, titles=titles), name=name))]))
