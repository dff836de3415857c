"""A file before it is written: sheets of entries, each of which knows what the register should make of it.

A sheet is written as lines, top to bottom, so that a row's number is its position in the list.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from kim.sampling.community import Community, Value

REVISED_STATUS = "Vakum"
IGNORED = frozenset({"numbering", "subtotal", "total", "signature", "note", "repeated_header"})


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


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `kind` is `title`, `header`, `row`, `blank`, or what an ignored row is (`total`, `signature`, …)."""

    kind: str
    cells: Sequence[Value]
    entry: Entry | None = None


def lines(sheet: Sheet) -> Iterator[Line]:
    """Every line of the sheet, blank ones included."""
    if sheet.layout is None:
        yield from (Line("title", cells) for cells in sheet.lines)
        return
    layout = sheet.layout
    for text in layout.titles:
        yield Line("title", [None] * layout.first_column + [text])
    if layout.titles:
        yield Line("blank", [])
    yield from _headers(layout)
    if layout.number_row:
        yield Line("numbering", _padded(layout, list(range(1, _width(layout) + 1)), numbered=False))
    yield from _body(sheet, layout)
    yield from _foot(sheet, layout)


def field_columns(layout: Layout) -> dict[str, int]:
    """Canonical name to column, counted from 0."""
    offset = layout.first_column + layout.numbering
    return {name: offset + index for index, (name, _) in enumerate(layout.columns)}


def _width(layout: Layout) -> int:
    return len(layout.columns) + layout.numbering


def _padded(layout: Layout, values: list[Value], number: Value = None, numbered: bool = True) -> list[Value]:
    left: list[Value] = [None] * layout.first_column
    return left + ([number] if layout.numbering and numbered else []) + values


def _headers(layout: Layout) -> Iterator[Line]:
    below: list[Value] = [header for _, header in layout.columns]
    if layout.header_lines == 1:
        yield Line("header", _padded(layout, below, "No"))
        return
    above = list(below)
    grouped = {index for first, last, _ in layout.groups for index in range(first, last + 1)}
    for first, last, label in layout.groups:
        above[first : last + 1] = [label, *[None] * (last - first)]
    yield Line("header", _padded(layout, above, "No"))
    yield Line("header", _padded(layout, [text if i in grouped else None for i, text in enumerate(below)]))


def _body(sheet: Sheet, layout: Layout) -> Iterator[Line]:
    names = [name for name, _ in layout.columns]
    header: list[Value] = [text for _, text in layout.columns]
    group, in_group = None, 0
    for number, entry in enumerate(sheet.entries, start=1):
        if layout.subtotal_field:
            value = entry.cells.get(layout.subtotal_field)
            if in_group and value != group:
                yield Line("subtotal", _padded(layout, [f"Jumlah Kecamatan {group or '-'}", in_group]))
                in_group = 0
            group, in_group = value, in_group + 1
        if layout.repeat_header_every and number > 1 and number % layout.repeat_header_every == 1:
            yield Line("repeated_header", _padded(layout, header, "No"))
        if layout.blank_every and number > 1 and number % layout.blank_every == 1:
            yield Line("blank", [])
        yield Line("row", _padded(layout, [entry.cells.get(name) for name in names], number), entry)


def _foot(sheet: Sheet, layout: Layout) -> Iterator[Line]:
    if layout.total:
        total: list[Value] = [f"JUMLAH: {len(sheet.entries)} KIM"]
        yield Line("total", _padded(layout, total))
    if layout.note:
        yield Line("blank", [])
        yield Line("note", [None] * layout.first_column + [layout.note])
    if layout.signature:
        yield Line("blank", [])
        right: list[Value] = [None] * max(layout.first_column, _width(layout) - 3)
        yield from (Line("signature", [*right, text]) for text in layout.signature)
