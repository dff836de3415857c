"""The result of reading: tables in which each cell has the address that Excel shows for it.

Cells are held by column, never as objects of their own: a round has tens of millions of them. `text_of` gives the
text of one.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

CellValue = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value in a cell (`#REF!`), kept so that a finding can point at it."""

    code: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: where it stands, its header as typed, and its canonical name where recognised.

    `index` counts from 0 (column `A`). `header` is on one line, a sub-header after its group header, and `""` for a
    column of values without one. `numbering` marks the column that counts the rows (`No.`): it has no field, and is not
    unknown either.
    """

    index: int
    header: str
    field: str | None
    numbering: bool = False
    person: bool = False
    """A person's column (jabatan, sex …): known, and never shown."""


@dataclass(frozen=True, slots=True)
class Note:
    """One observation on a file, a sheet, a row or a cell; cleaning turns it into a finding by its rule's code."""

    rule: str
    sheet: str | None = None
    row_number: int | None = None
    column_index: int | None = None
    column_name: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class IgnoredRow:
    """A non-blank row below a header that is no community, and why (`kim.reading.notes.REASONS`)."""

    sheet: str
    row_number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a sheet. `values[c][i]` is the cell of `columns[c]` in row `row_numbers[i]`.

    Blank cells are None. Numbers of an XLSX or ODS are floats, also where they are whole (`25.0`); those of an XLS may
    be ints; cells of a CSV are text. Date cells are dates or datetimes. `part` counts the tables that stand side by
    side on the same lines: from 1 on, a row number alone does not identify a row.
    """

    sheet: str
    columns: tuple[Column, ...]
    row_numbers: list[int]
    values: list[list[CellValue | CellError]]
    titles: tuple[str, ...] = ()
    part: int = 0
    bands: tuple[str, ...] = ()
    """The texts of the headings between the rows that hold for these rows, from the outermost in."""
    doubts: dict[int, str] = field(default_factory=dict)
    """Row position to the rule by which reading holds the row back or flags it."""
    no_kim: frozenset[int] = frozenset()
    """Positions of rows that say that there is no community: placed, counted apart, and ignored otherwise."""
    moved: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """Row position and column index to the row number and the column from which the value was taken (the chair's)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file read: its tables in order, the ignored rows with their reasons, and the notes.

    `refused` is true where the file as a whole is rejected; one of `notes` then says why (`kim.reading.notes`).
    `titles` has the texts above the first header of each sheet, and under `""` those of sheets without one (covers).
    A sheet of a ZIP's member is named `member.xlsx › Sheet1`.
    """

    file_name: str
    format: str
    tables: tuple[Table, ...] = ()
    ignored: tuple[IgnoredRow, ...] = ()
    notes: tuple[Note, ...] = ()
    refused: bool = False
    titles: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def not_judged(cls, file_name: str, kind: str, fault: str) -> "Reading":
        """What stands for a file on which the software failed; `fault` says where, and quotes no value."""
        return cls(file_name, kind, notes=(Note("file_not_judged", value=fault),), refused=True)


def text_of(value: CellValue | CellError) -> str:
    """The text that Excel would show for a cell, near enough to be recognised; empty for an empty cell."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, CellError):
        return value.code
    return "" if value is None else _number_text(value)


def _number_text(value: float | bool | timedelta) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and not (value.is_integer() and abs(value) < 1e18):
        return repr(value)
    return str(value) if isinstance(value, timedelta) else str(int(value))
