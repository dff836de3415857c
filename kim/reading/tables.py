"""One table: the lines below a header, within its columns, become `Table`s, ignored lines and notes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kim.reading.columns import Fields, Header, assign, without_persons
from kim.reading.grid import Grid
from kim.reading.implied_values import Block, Merges, decode, fill_dittos, gather
from kim.reading.joint import divide, take_states
from kim.reading.meanings import NAME, NUMBERING, PART_OF_COUNT, PERSONS, PLACES, is_bare_name
from kim.reading.model import CellError, CellValue, Column, IgnoredRow, Note, Table
from kim.reading.persons import Grouped, Persons
from kim.reading.profile import Body, is_blank
from kim.reading.rows import Classified, classify
from kim.reading.titles import put_over

_SAMPLE = 200


@dataclass(slots=True)
class BelowHeader:
    """What the lines below one header gave: a table for each run of rows between two headings."""

    tables: list[Table] = field(default_factory=list)
    ignored: list[IgnoredRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    unnamed: bool = False
    """Whether it lists persons and names no community."""


@dataclass(frozen=True, slots=True)
class Section:
    """Positions of rows that stand under the same headings."""

    rows: list[int]
    bands: tuple[str, ...]


def read_below(
    grid: Grid, merges: Merges, header: Header, place: tuple[int, int, int], end: int, titles: tuple[str, ...]
) -> BelowHeader:
    """Read the lines from a header down to position `end`; a heading between the rows begins a table of its own.

    `place` has the first of the table's columns, the one after its last, and which table of the header it is.
    """
    reader = _TableReader(grid, merges, header, place, end)
    reader.read(titles)
    return reader.result


class _TableReader:
    def __init__(self, grid: Grid, merges: Merges, header: Header, place: tuple[int, int, int], end: int) -> None:
        self.start, stop, self.part = place
        self.grid, self.merges, self.header = grid, merges, header
        self.result = BelowHeader()
        self.joint: dict[int, int] = {}
        """Position of a column that was parted from another to that other's."""
        self.labels = header.labels[self.start : stop]
        self.meanings = header.meanings[self.start : stop]
        # The last table of a line also has what stands to the right of its header.
        stop = max(stop, max(map(len, grid.rows), default=0)) if stop == len(header.labels) else stop
        self.width = stop - self.start
        self.low = header.bottom + 1
        self.row_numbers = grid.row_numbers[self.low : end]
        rows = grid.rows[self.low : end]
        # The grid's own lines where there is nothing to cut.
        whole = self.start == 0 and stop >= max(map(len, rows), default=0)
        self.block = rows if whole else [row[self.start : stop] for row in rows]

    def read(self, titles: tuple[str, ...]) -> None:
        sample = list(zip(*_padded(self.block[:_SAMPLE], self.width), strict=True))
        filled = [sum(1 for cell in column if cell != "") for column in sample[: len(self.labels)]]
        fields, second = assign(self.labels, self.meanings, filled or [0] * len(self.labels))
        fields = without_persons(fields, self.meanings, self.block)
        people = Persons.of(fields, titles)
        body = self._body(fields, people)
        if body is None:
            return
        fill_dittos(self.block, fields)
        found = classify(body)
        self._note_second(second)
        self._fill_implied(fields, found)
        self._doubt_struck(body.name, found)
        self._part_joint(fields, body.name)
        grouped = people.group(self.block, found, body, self.row_numbers, self.grid.sheet)
        sections = [Section([at], grouped.bands[at]) for at in grouped.records] if grouped.listed else _sections(found)
        for each in sections:
            self.result.tables.append(self._table(each, fields, body.name, found, grouped, titles))
        self.result.ignored += [
            IgnoredRow(self.grid.sheet, number, reason)
            for number, reason in zip(self.row_numbers, found.reasons, strict=True)
            if reason and reason != "no_kim"  # those are rows that cleaning places
        ]
        self.result.unnamed = people.listed and not grouped.records

    def _body(self, fields: Fields, people: Persons) -> Body | None:
        at_name = next((at for at, each in fields.items() if each == NAME), people.name)
        if at_name is None:
            return None
        number = next((at for at, each in fields.items() if each == NUMBERING), None)
        places = [at for at, each in fields.items() if each in PLACES]
        across = self.merges.across(self.low, self.low + len(self.block), self.start, self.start + self.width)
        sure = not is_bare_name(self.labels[at_name])
        return Body(
            self.block, at_name, number, places, self.labels, self.meanings, across, fields, people.listed, sure
        )

    def _fill_implied(self, fields: Fields, found: Classified) -> None:
        """Write implied values into their cells."""
        gather(self.block, fields, self.meanings)
        decode(self.block, fields, found.reasons)
        is_row = [reason in {"", "no_kim"} for reason in found.reasons]
        self.merges.fill(self.block, is_row, self.low, self.start, len(self.labels))

    def _doubt_struck(self, name: int, found: Classified) -> None:
        """A name that is struck through may be meant as gone: the row counts, and is flagged."""
        column = self.grid.first_column + self.start + name
        struck = {row for row, at in self.grid.marks.struck if at == column}
        for at, reason in enumerate(found.reasons if struck else ()):
            if reason == "" and self.row_numbers[at] in struck:
                found.doubts.setdefault(at, "row_struck")

    def _part_joint(self, fields: Fields, name: int) -> None:
        """Give each half of a joint column a column of its own, in a copy: the grid keeps its lines."""
        if any(each and each.also for each in self.meanings) or _may_say_state(self.block, name):
            self.block = [[*row] for row in self.block]
            self.joint = divide(self.block, fields, self.meanings, self.width)
            self.joint |= take_states(self.block, name, fields, self.width + len(self.joint))

    def _note_second(self, second: list[int]) -> None:
        if self.header.bottom < 0:
            return  # noted on the sheet that has the header
        number = self.grid.row_numbers[self.header.bottom]
        for at in second:
            column = self.grid.first_column + self.start + at
            meant = self.meanings[at]
            value = meant.field if meant else None
            self.result.notes.append(Note("column_repeated", self.grid.sheet, number, column, self.labels[at], value))

    def _table(
        self, section: Section, fields: Fields, name: int, found: Classified, grouped: Grouped, titles: tuple[str, ...]
    ) -> Table:
        rows = [at for at in section.rows if found.reasons[at] in {"", "no_kim"}]
        columns, values = self._columns(rows, fields)
        if grouped.listed:
            columns.append(Column(grouped.index, "", NAME))
            values.append([grouped.records.get(at) for at in rows])
        if grouped.beneath and "nama_ketua" not in fields.values():
            columns.append(Column(grouped.index, "", "nama_ketua"))
            values.append([grouped.beneath[at][0] if at in grouped.beneath else None for at in rows])
        return Table(
            self.grid.sheet,
            tuple(columns),
            [self.row_numbers[at] for at in rows],
            values,
            titles,
            self.part,
            section.bands,
            {position: found.doubts[at] for position, at in enumerate(rows) if at in found.doubts},
            frozenset(position for position, at in enumerate(rows) if found.reasons[at] == "no_kim"),
            self._moved(rows, name, grouped),
        )

    def _columns(self, rows: list[int], fields: Fields) -> tuple[list[Column], list[list[CellValue | CellError]]]:
        """The columns that have a header, a field or a value, and the cells of each."""
        width = self.width + len(self.joint)
        chosen = self.block if len(rows) == len(self.block) else [self.block[at] for at in rows]
        columns: list[Column] = []
        values: list[list[CellValue | CellError]] = []
        for at, cells in enumerate(zip(*_padded(chosen, width), strict=True) if chosen else [()] * width):
            shown = self.joint.get(at, at)
            label = self.labels[shown] if shown < len(self.labels) else ""
            if label or at in fields or not all(map(is_blank, cells)):
                columns.append(self._column(at, label, fields))
                values.append([None if cell == "" else cell for cell in cells] if cells.count("") else list(cells))
        return columns, values

    def _column(self, at: int, label: str, fields: Fields) -> Column:
        meant = fields.get(at)
        known = self.meanings[at] if at < len(self.meanings) else None
        person = bool(known and known.field in PERSONS)
        index = self.grid.first_column + self.start + self.joint.get(at, at)
        silent = person or bool(known and (known.field == PART_OF_COUNT or known.choice) and meant is None)
        field = None if meant in PERSONS or meant in (NUMBERING, PART_OF_COUNT) else meant
        return Column(index, label, field, numbering=meant == NUMBERING, person=silent)

    def _moved(self, rows: list[int], name: int, grouped: Grouped) -> dict[tuple[int, int], tuple[int, int]]:
        """By position and column: the row and the column from which a chair's value was taken."""
        shift = self.grid.first_column + self.start
        moved: dict[tuple[int, int], tuple[int, int]] = {}
        for position, at in enumerate(rows if grouped.moved or grouped.beneath else ()):
            for place, taken_from in grouped.moved.get(at, {}).items():
                index = self.joint.get(place, place) + shift
                moved[position, index] = (taken_from, index)
            if chair := grouped.beneath.get(at):
                moved[position, grouped.index] = (chair[1], name + shift)
        return moved


def _padded(rows: Block, width: int) -> Block:
    if all(len(row) == width for row in rows):
        return rows
    return [row + [""] * (width - len(row)) for row in rows]


def _may_say_state(block: Block, name: int) -> bool:
    """Whether a name ends in brackets."""
    return any(name < len(row) and row[name].__class__ is str and str(row[name])[-1:] in {")", "]"} for row in block)


def _sections(found: Classified) -> Iterator[Section]:
    """The positions of rows, parted where a heading stands between them."""
    rows: list[int] = []
    bands: tuple[str, ...] = ()
    for at, reason in enumerate(found.reasons):
        if reason in {"", "no_kim"}:
            rows.append(at)
        elif reason == "section" and at in found.bands:
            if rows:
                yield Section(rows, bands)
                rows = []
            bands = put_over(bands, [found.bands[at]])
    yield Section(rows, bands)
