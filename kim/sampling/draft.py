"""A file before it is written: sheets of entries, each of which knows what the register should make of it."""

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from kim.sampling.community import Community
from kim.sampling.rendering import Value

REVISED_STATUS = "Vakum"


@dataclass(slots=True)
class Entry:
    """One row below a header; `planted` lists (finding, canonical column or None for the row)."""

    community: Community | None
    cells: dict[str, Value]
    case: str
    outcome: str = "accepted"
    planted: list[tuple[str, str | None]] = field(default_factory=list)
    hidden: bool = False

    def copy(self, case: str) -> "Entry":
        """The same row once more, without what was planted in it."""
        return Entry(self.community, dict(self.cells), case)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet looks round its entries. `columns` pairs a canonical (or unknown) name with the header typed."""

    columns: tuple[tuple[str, str], ...]
    titles: tuple[str, ...] = ()
    header_lines: int = 1
    groups: tuple[tuple[int, int, str], ...] = ()
    numbering: bool = False
    number_row: bool = False
    subtotal_field: str | None = None
    total: bool = False
    signature: tuple[str, ...] = ()
    note: str | None = None
    blank_every: int = 0
    repeat_header_every: int = 0
    merge_field: str | None = None
    hidden_column: str | None = None
    first_column: int = 0


@dataclass(slots=True)
class Sheet:
    """A sheet; with no layout it holds `lines` of text alone (a cover, a tally without names)."""

    name: str
    layout: Layout | None = None
    entries: list[Entry] = field(default_factory=list)
    lines: list[list[Value]] = field(default_factory=list)


@dataclass(slots=True)
class File:
    """A file: where it goes, its format, its sheets, and what is expected of it as a whole."""

    path: PurePosixPath
    form: str
    sheets: list[Sheet]
    expected: str = "accepted"
    planted: str = ""
    twin: PurePosixPath | None = None
    content: bytes | None = None

    @property
    def row_count(self) -> int:
        """Entries on all sheets."""
        return sum(len(sheet.entries) for sheet in self.sheets)
