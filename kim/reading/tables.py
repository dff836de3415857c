"""From a sheet's grid to its tables: titles, header, rows, and the lines that are none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kim.reading.columns import Header, assign, part, same_layout, without_persons
from kim.reading.grid import Grid, RawCell, is_own
from kim.reading.header_rows import continued, find_headers, names_communities
from kim.reading.implied_values import Merges, decode, fill_dittos, gather
from kim.reading.joint import divide, take_states
from kim.reading.markers import names_a_group, says
from kim.reading.meanings import NAME, NUMBERING, PART_OF_COUNT, PERSONS, PLACES, is_bare_name
from kim.reading.model import Column, IgnoredRow, Note, Table
from kim.reading.persons import Grouped, Persons
from kim.reading.profile import Body, is_blank
from kim.reading.rows import Sorted, sort_out
from kim.reading.titles import TITLE_ROWS, holds_for_rows, put_over, texts_of

Cells = list[RawCell]


@dataclass(slots=True)
class SheetTables:
    """What one sheet gave."""

    tables: list[Table] = field(default_factory=list)
    ignored: list[IgnoredRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    titles: tuple[str, ...] = ()
    last: Header | None = None
    """The header under which the sheet ends, which the next sheet may go on under."""


def read_tables(grid: Grid, before: Header | None = None) -> SheetTables:
    """The tables of one sheet, with every line below its first header accounted for.

    `before` is the header under which the sheet before it ends: one without a header of its own may go on with it.
    """
    result = SheetTables()
    filled = [len(row) - row.count("") for row in grid.rows]
    headers = find_headers(grid, filled) if any(filled) else []
    if not headers and is_own(grid):
        return result
    if not headers and before and (going_on := continued(grid, before)):
        headers = [going_on]
    if not headers:
        rule = "sheet_unread" if names_communities(grid) else "sheet_no_header" if any(filled) else "sheet_empty"
        result.notes.append(Note(rule, grid.sheet))
        result.titles = tuple(texts_of(grid.rows[:TITLE_ROWS]))
        return result
    result.last = headers[-1]
    if headers[0].bottom >= 0:
        result.titles = tuple(texts_of(grid.rows[: headers[0].bottom], below=headers[0].top, header=headers[0].labels))
    merges = Merges(grid)
    titles, unnamed = result.titles, False
    for header, end in _with_ends(grid, headers, filled):
        last = headers[headers.index(header) - 1] if header is not headers[0] else None
        if last is not None:
            titles = _between(grid, header, last, titles, result)
        for number, (start, stop) in enumerate(part(header.labels, header.meanings)):
            reader = _TableReader(grid, merges, header, (start, stop, number), result)
            reader.read(end, titles)
            unnamed = unnamed or reader.unnamed
    if unnamed and not any(table.row_numbers for table in result.tables):
        result.notes.append(Note("sheet_of_persons", grid.sheet))
    merges.note(result.notes)
    result.ignored.sort(key=lambda each: each.row_number)
    return result


def _with_ends(grid: Grid, headers: Sequence[Header], filled: Sequence[int]) -> Iterator[tuple[Header, int]]:
    """Each header with the position where its lines end: before the titles of the next header."""
    for header, following in zip(headers, [*headers[1:], None], strict=True):
        if following is None:
            yield header, len(grid.rows)
            continue
        end = following.top
        name = next((at for at, each in enumerate(header.meanings) if each and each.field == NAME), -1)
        while end - 1 > header.bottom and _is_title(grid.rows[end - 1], filled[end - 1], filled[end - 2], name):
            end -= 1
        following.titles_from = end
        yield header, end


def _is_title(row: Cells, filled: int, filled_above: int, name: int) -> bool:
    """Whether a line right above a header is its title: blank, or one text that names no community."""
    texts = [cell for cell in row if not is_blank(cell)]
    if filled == 0 or not texts:
        return True
    if filled > 2 or any(not isinstance(text, str) for text in texts):
        return False
    if filled == 2 and not says("title", str(texts[0])) and not says("section", str(texts[0])):
        return False
    named = 0 <= name < len(row) and not is_blank(row[name])
    if named and names_a_group(row[name]) and not says("title", str(row[name])):
        return False
    return not named or filled_above == 0 or says("title", str(texts[0])) or says("section", str(texts[0]))


def _between(grid: Grid, header: Header, last: Header, titles: tuple[str, ...], result: SheetTables) -> tuple[str, ...]:
    """Account for a later header's own lines and titles; gives the titles that hold for its table."""
    for at in range(header.titles_from, header.bottom + 1):
        texts = [cell for cell in grid.rows[at] if not is_blank(cell)]
        if texts:
            speaks = at < header.top and any(holds_for_rows(str(text)) and text not in titles for text in texts)
            result.ignored.append(IgnoredRow(grid.sheet, grid.row_numbers[at], "section" if speaks else "header"))
    own = texts_of(grid.rows[header.titles_from : header.top])
    base = titles if same_layout(header.meanings, last.meanings) or own else result.titles
    return put_over(base, own)


@dataclass(frozen=True, slots=True)
class Section:
    """Positions of rows that stand under the same headings."""

    rows: list[int]
    bands: tuple[str, ...]


class _TableReader:
    """Reads the lines below one header, within one table's columns."""

    def __init__(
        self, grid: Grid, merges: Merges, header: Header, place: tuple[int, int, int], result: SheetTables
    ) -> None:
        start, stop, self.part = place
        self.grid, self.merges, self.header, self.result = grid, merges, header, result
        self.start = start
        self.unnamed = False
        self.joint: dict[int, int] = {}
        """Position of a column that was parted from another to that other's."""
        self.labels = header.labels[start:stop]
        self.meanings = header.meanings[start:stop]
        width = max(map(len, grid.rows), default=0)
        # The last table of a line also has what stands to the right of its header.
        self.stop = max(stop, width) if stop == len(header.labels) else stop

    def read(self, end: int, titles: tuple[str, ...]) -> None:
        """Read the lines down to `end`; a heading between the rows begins a table of its own."""
        low = self.header.bottom + 1
        block = self._block(low, end)
        sample = list(zip(*_padded(block[:200], self.stop - self.start), strict=True))
        filled = [sum(1 for cell in column if cell != "") for column in sample[: len(self.labels)]]
        fields, second = assign(self.labels, self.meanings, filled or [0] * len(self.labels))
        fields = without_persons(fields, self.meanings, block)
        people = Persons.of(fields, titles)
        body = self._body(block, fields, people, self.merges.across(low, end, self.start, self.stop))
        if body is None:
            return
        fill_dittos(block, fields)
        found = sort_out(body)
        self._note_second(second)
        gather(block, fields, self.meanings)
        decode(block, fields, found.reasons)
        self.merges.fill(
            block, [reason in {"", "no_kim"} for reason in found.reasons], low, self.start, len(self.labels)
        )
        self._doubt_struck(low, body.name, found)
        if any(each and each.also for each in self.meanings) or _may_say_state(block, body.name):
            block = [[*row] for row in block]
            width = self.stop - self.start
            self.joint = divide(block, fields, self.meanings, width)
            self.joint |= take_states(block, body.name, fields, width + len(self.joint))
        grouped = people.group(block, found, body, self.grid.row_numbers[low:], self.grid.sheet)
        each = [Section([at], grouped.bands[at]) for at in grouped.records] if grouped.listed else _sections(found)
        for section in each:
            self._add(low, block, section, fields, body.name, found, grouped, titles)
        self._ignore(low, found)
        if people.listed and not grouped.records:
            self.unnamed = True

    def _doubt_struck(self, low: int, name: int, found: Sorted) -> None:
        """A name that is struck through may be meant as gone: the row counts, and is flagged."""
        column = self.grid.first_column + self.start + name
        struck = {row for row, at in self.grid.marks.struck if at == column}
        for at, reason in enumerate(found.reasons if struck else ()):
            if reason == "" and self.grid.row_numbers[low + at] in struck:
                found.doubts.setdefault(at, "row_struck")

    def _body(
        self, block: list[Cells], fields: dict[int, str], people: Persons, across: dict[int, list[tuple[int, int]]]
    ) -> Body | None:
        at_name = next((at for at, each in fields.items() if each == NAME), None)
        if at_name is None:
            at_name = people.name
        if at_name is None:
            return None
        number = next((at for at, each in fields.items() if each == NUMBERING), None)
        places = [at for at, each in fields.items() if each in PLACES]
        sure = not is_bare_name(self.labels[at_name])
        return Body(block, at_name, number, places, self.labels, self.meanings, across, fields, people.listed, sure)

    def _ignore(self, low: int, found: Sorted) -> None:
        self.result.ignored += [
            IgnoredRow(self.grid.sheet, self.grid.row_numbers[low + at], reason)
            for at, reason in enumerate(found.reasons)
            if reason and reason != "no_kim"  # those are rows that cleaning places
        ]

    def _block(self, low: int, end: int) -> list[Cells]:
        """The lines cut to this table's columns; the grid's own lines where there is nothing to cut."""
        rows = self.grid.rows[low:end]
        if self.start == 0 and self.stop >= max(map(len, rows), default=0):
            return rows
        return [row[self.start : self.stop] for row in rows]

    def _note_second(self, second: list[int]) -> None:
        if self.header.bottom < 0:
            return  # said on the sheet that has the header
        number = self.grid.row_numbers[self.header.bottom]
        for at in second:
            column = self.grid.first_column + self.start + at
            meant = self.meanings[at]
            value = meant.field if meant else None
            self.result.notes.append(Note("column_repeated", self.grid.sheet, number, column, self.labels[at], value))

    def _add(
        self,
        low: int,
        block: list[Cells],
        section: Section,
        fields: dict[int, str],
        name: int,
        found: Sorted,
        grouped: Grouped,
        titles: tuple[str, ...],
    ) -> None:
        rows = [at for at in section.rows if found.reasons[at] in {"", "no_kim"}]
        if not rows and self.result.tables and self.result.tables[-1].sheet == self.grid.sheet:
            return
        width = self.stop - self.start + len(self.joint)
        chosen = block if len(rows) == len(block) else [block[at] for at in rows]
        columns = zip(*_padded(chosen, width), strict=True) if chosen else [()] * width
        heads: list[Column] = []
        values = []
        for at, column in enumerate(columns):
            shown = self.joint.get(at, at)
            text = self.labels[shown] if shown < len(self.labels) else ""
            blanks = column.count("")
            cells = [None if cell == "" else cell for cell in column] if blanks else list(column)
            if not text and at not in fields and not any(not is_blank(cell) for cell in column):
                continue
            heads.append(self._column(at, text, fields))
            values.append(cells)
        if grouped.listed:
            heads.append(Column(grouped.index, "", NAME))
            values.append([grouped.records.get(at) for at in rows])
        if grouped.beneath and "nama_ketua" not in fields.values():
            heads.append(Column(grouped.index, "", "nama_ketua"))
            values.append([grouped.beneath[at][0] if at in grouped.beneath else None for at in rows])
        numbers = [self.grid.row_numbers[low + at] for at in rows]
        shift = self.grid.first_column + self.start
        moved: dict[tuple[int, int], tuple[int, int]] = {}
        for position, at in enumerate(rows if grouped.moved or grouped.beneath else ()):
            chair = grouped.beneath.get(at)
            for place, taken_from in grouped.moved.get(at, {}).items():
                index = self.joint.get(place, place) + shift
                moved[position, index] = (taken_from, index)
            if chair:
                moved[position, grouped.index] = (chair[1], name + shift)
        doubts = {position: found.doubts[at] for position, at in enumerate(rows) if at in found.doubts}
        none = [position for position, at in enumerate(rows) if found.reasons[at] == "no_kim"]
        self.result.tables.append(
            Table(
                self.grid.sheet,
                tuple(heads),
                numbers,
                values,
                titles,
                self.part,
                section.bands,
                doubts,
                frozenset(none),
                moved,
            )
        )

    def _column(self, at: int, text: str, fields: dict[int, str]) -> Column:
        meant = fields.get(at)
        known = self.meanings[at] if at < len(self.meanings) else None
        person = bool(known and known.field in PERSONS)
        index = self.grid.first_column + self.start + self.joint.get(at, at)
        silent = person or bool(known and (known.field == PART_OF_COUNT or known.choice) and meant is None)
        field = None if meant in PERSONS or meant in (NUMBERING, PART_OF_COUNT) else meant
        return Column(index, text, field, numbering=meant == NUMBERING, person=silent)


def _padded(rows: list[Cells], width: int) -> list[Cells]:
    if all(len(row) == width for row in rows):
        return rows
    return [row + [""] * (width - len(row)) for row in rows]


def _may_say_state(block: list[Cells], name: int) -> bool:
    """Whether a name ends in brackets."""
    return any(name < len(row) and row[name].__class__ is str and str(row[name])[-1:] in {")", "]"} for row in block)


def _sections(found: Sorted) -> Iterator[Section]:
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
