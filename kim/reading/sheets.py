"""One sheet: its headers are found, the titles above and between them held apart, and the tables below them read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kim.reading.columns import Header, part
from kim.reading.grid import Grid, RawCell, is_own
from kim.reading.header_rows import continued, find_headers, names_communities
from kim.reading.implied_values import Merges
from kim.reading.markers import names_a_group, says
from kim.reading.meanings import NAME
from kim.reading.model import IgnoredRow, Note
from kim.reading.profile import is_blank
from kim.reading.tables import BelowHeader, read_below
from kim.reading.titles import TITLE_ROWS, holds_for_rows, put_over, texts_of


@dataclass(slots=True)
class SheetTables(BelowHeader):
    """What one sheet gave."""

    titles: tuple[str, ...] = ()
    last: Header | None = None
    """The header under which the sheet ends, which the next sheet may go on under."""

    def add(self, found: BelowHeader) -> None:
        """Take over what stands below one header; a table without rows only where it is the first."""
        for table in found.tables:
            if table.row_numbers or not self.tables:
                self.tables.append(table)
        self.ignored += found.ignored
        self.notes += found.notes
        self.unnamed = self.unnamed or found.unnamed


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
    titles = result.titles
    for header, end in _with_ends(grid, headers, filled):
        last = headers[headers.index(header) - 1] if header is not headers[0] else None
        if last is not None:
            titles = _between(grid, header, last, titles, result)
        for number, (start, stop) in enumerate(part(header.labels, header.meanings)):
            result.add(read_below(grid, merges, header, (start, stop, number), end, titles))
    if result.unnamed and not any(table.row_numbers for table in result.tables):
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


def _is_title(row: list[RawCell], filled: int, filled_above: int, name: int) -> bool:
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
            holds = at < header.top and any(holds_for_rows(str(text)) and text not in titles for text in texts)
            result.ignored.append(IgnoredRow(grid.sheet, grid.row_numbers[at], "section" if holds else "header"))
    own = texts_of(grid.rows[header.titles_from : header.top])
    same, other = ([each and each.field for each in one.meanings] for one in (header, last))
    base = titles if same == other or own else result.titles
    return put_over(base, own)
