"""Where the headers of a sheet stand: a grid goes in, its `Header`s come out from top to bottom.

A header is the line whose cells are recognised by meaning, one of them as the community's name; a line of group
headers above it or of sub-headers below it belongs to it.
"""

from collections.abc import Iterator, Sequence

from kim.reading.addresses import Range
from kim.reading.columns import Header, group_labels, lists_persons, stack
from kim.reading.grid import Grid, RawCell
from kim.reading.markers import count_named, is_number
from kim.reading.meanings import NAME, NUMBERING, Meaning, may_name, meaning, meaning_under

SEARCHED_ROWS = 200
_LONGEST_LABEL = 60
_SUB_HEADERS = 2
_SEARCHED_BY_CELLS = 30


def _row_meanings(row: Sequence[RawCell]) -> list[Meaning | None]:
    return [meaning(cell) if cell.__class__ is str and cell else None for cell in row]


def _may_head(row: Sequence[RawCell]) -> bool:
    return any(may_name(cell) for cell in row if cell.__class__ is str and cell)


def _candidates(grid: Grid, filled: list[int], found: Sequence[Header]) -> Iterator[int]:
    """Positions that may hold a header: the first rows; later, those after a gap or with known labels in another order.

    A header repeated unchanged and without a gap begins no table: it is classified with the rows.
    """
    rows = grid.rows
    for at in range(min(SEARCHED_ROWS, len(rows))):
        if filled[at] and _may_head(rows[at]):
            yield at
    for at in range(SEARCHED_ROWS, len(rows)):
        near = filled[at - 1] <= 2 or filled[at - 2] <= 2
        again = found and len(found[-1].words.intersection(rows[at])) >= 2 and rows[at] != rows[found[-1].bottom]
        if filled[at] and (near or again) and _may_head(rows[at]):
            yield at


def _is_sub_header(grid: Grid, at: int, above: list[Meaning | None]) -> bool:
    """Whether the line continues the header above it: cells merged down over both, or sub-headers under groups."""
    row = grid.rows[at] if at < len(grid.rows) and grid.row_numbers[at] == grid.row_numbers[at - 1] + 1 else []
    texts = {index: cell for index, cell in enumerate(row) if cell != ""}
    if not texts or any(is_number(cell) or len(str(cell)) > _LONGEST_LABEL for cell in texts.values()):
        return False
    if any(area[0] < grid.row_numbers[at] <= area[2] for area in _merges_of(grid, at - 1)):
        return True
    names = [index for index, each in enumerate(above) if each and each.field == NAME]
    groups = group_labels(grid, at - 1, max(len(above), len(row)))
    known = [meaning_under(groups[index], str(cell)) for index, cell in texts.items()]
    if named := [index for index in names if index in texts]:
        # A word broken over two lines: `Nama` over `KIM`.
        whole = [meaning(f"{groups[index]} {cell}") for index, cell in texts.items()]
        meant = sum(1 for one, other in zip(whole, known, strict=True) if one or other)
        ours = [whole[list(texts).index(index)] or known[list(texts).index(index)] for index in named]
        return meant == len(texts) and all(each and each.field == NAME for each in ours)
    # With a name of its own it is a header of its own, below a title or a row.
    new = any(own and own.field == NAME and own.strong for own in _row_meanings(row))
    grouped = len(texts) >= 2 and all(index in _wide(grid, at - 1) for index in texts)
    return not new and (grouped or sum(1 for each in known if each) * 2 >= len(texts))


def _merges_of(grid: Grid, at: int) -> list[Range]:
    """The merged ranges that begin on a line."""
    return [area for area in grid.marks.merges if area[0] == grid.row_numbers[at]]


def _wide(grid: Grid, at: int) -> set[int]:
    """The columns under a group header that spans several: merged, or with blanks to its right."""
    first = grid.first_column
    if merges := [area for area in _merges_of(grid, at) if area[3] > area[1]]:
        return {index for area in merges for index in range(area[1] - first, area[3] - first + 1)}
    row = grid.rows[at]
    blank = {index for index, cell in enumerate(row) if cell == ""}
    return blank | {index - 1 for index in blank if index}


def _is_group_row(grid: Grid, at: int, below: list[Meaning | None]) -> bool:
    """Whether the line above a header belongs to it: group headers, or headers merged down over both lines."""
    if at < 0 or grid.row_numbers[at] != grid.row_numbers[at + 1] - 1:
        return False
    row, under, number, first = grid.rows[at], grid.rows[at + 1], grid.row_numbers[at], grid.first_column
    filled = [index for index, cell in enumerate(row) if cell != ""]
    if len(filled) < 2 or any(not isinstance(row[index], str) for index in filled):
        return False
    merges = [area for area in grid.marks.merges if area[0] == number]
    if any(area[2] > number and row[area[1] - first : area[1] - first + 1] not in ([], [""]) for area in merges):
        return True
    width = sum(1 for each in below if each)
    if any(area[2] == number and 0 < area[3] - area[1] < max(width, 2) - 1 for area in merges):
        return True
    return any((index >= len(under) or under[index] == "") and meaning(str(row[index])) for index in filled)


def _heads(grid: Grid, at: int, meanings: list[Meaning | None], last: Header | None) -> bool:
    """Whether a line with these meanings is a header at all; `last` is the one above it."""
    fields = {each.field for each in meanings if each and each.field != NUMBERING}
    if NAME not in fields:
        return lists_persons(fields)
    if last is not None and len(fields) == 1 and _is_row_of(last, grid, at, meanings):
        return False
    strong = any(each.strong for each in meanings if each and each.field == NAME)
    if len(fields) >= 2:
        return strong or len(fields) >= 3 or all(each is None or each.strong or each.field == NAME for each in meanings)
    if not strong or at + 1 >= len(grid.rows):
        return strong and at + 1 >= len(grid.rows)
    # A form lists its labels downwards; that is no table.
    index = next(index for index, each in enumerate(meanings) if each and each.field == NAME)
    below = grid.rows[at + 1]
    under = below[index] if index < len(below) else ""
    return not (isinstance(under, str) and under and meaning(under))


def _is_row_of(last: Header, grid: Grid, at: int, meanings: list[Meaning | None]) -> bool:
    """Whether a line is a row of the table above whose name cell says only "Nama KIM"."""
    row = grid.rows[at]
    if any(not isinstance(cell, str) or is_number(cell) for cell in row):
        return True
    names = [
        [index for index, each in enumerate(one) if each and each.field == NAME] for one in (meanings, last.meanings)
    ]
    follows = grid.row_numbers[at - 1] == grid.row_numbers[at] - 1 and any(cell != "" for cell in grid.rows[at - 1])
    return follows and len(last.fields) > 1 and names[0] == names[1]


def _names_a_community(last: Header, row: Sequence[RawCell], own: Sequence[Meaning | None]) -> bool:
    """Whether a line is a row of the table above: a name stands where names stand, and elsewhere one is only possible.

    `kim` or `aktif` in a row's other cells are values there, as in the column of Facebook.
    """
    if any(each and each.field == NAME and each.strong for each in own):
        return False
    names = [index for index, each in enumerate(last.meanings) if each and each.field == NAME]
    return any(index < len(row) and isinstance(row[index], str) and row[index] and not own[index] for index in names)


def find_headers(grid: Grid, filled: list[int]) -> list[Header]:
    """The headers of a sheet from top to bottom; `filled` counts the cells of each line that are not blank."""
    return _named_headers(grid, filled) or _header_by_cells(grid, filled)


def _header_by_cells(grid: Grid, filled: list[int]) -> list[Header]:
    """A header whose own words name no community, over a column of which half the cells do: `Uraian`, a misspelling."""
    for at in range(min(_SEARCHED_BY_CELLS, len(grid.rows) - 2)):
        row = grid.rows[at]
        if filled[at] < 2 or any(is_number(cell) for cell in row if cell != ""):
            continue
        header = stack(grid, at, at)
        known = {each.field for each in header.meanings if each} - {NUMBERING}
        names = [
            column for column, each in enumerate(header.meanings) if each is None and _names_most(grid, at, column)
        ]
        if known and names:
            header.meanings[names[0]] = Meaning(NAME, strong=True)
            return [header]
    return []


def _names_most(grid: Grid, at: int, column: int) -> bool:
    """Whether at least two, and half, of the texts below a label name communities."""
    named, filled = count_named(cell for cell in grid.column(column, at + 1) if isinstance(cell, str))
    return bool(grid.rows[at][column]) and named >= 2 and named * 2 >= filled


def names_communities(grid: Grid) -> bool:
    """Whether cells of a sheet name communities: two at least, in one column."""
    width = max(map(len, grid.rows), default=0)
    return any(count_named(grid.column(column))[0] >= 2 for column in range(width))


def continued(grid: Grid, before: Header) -> Header | None:
    """The header of the sheet before, where this one goes on with its table: names stand where names stood."""
    at = next((column for column, each in enumerate(before.meanings) if each and each.field == NAME), None)
    shift = before.first_column - grid.first_column
    if at is None or at + shift < 0:
        return None
    named, filled = count_named(grid.column(at + shift))
    if filled < 2 or named * 2 < filled:
        return None
    skipped, lead = max(-shift, 0), max(shift, 0)
    labels = [*[""] * lead, *before.labels[skipped:]]
    meanings: list[Meaning | None] = [*[None] * lead, *before.meanings[skipped:]]
    return Header(-1, -1, labels, meanings, first_column=grid.first_column)


def _named_headers(grid: Grid, filled: list[int]) -> list[Header]:
    found: list[Header] = []
    for at in _candidates(grid, filled, found):
        if found and at <= found[-1].bottom:
            continue
        own = _row_meanings(grid.rows[at])
        if not any(own) or (found and _names_a_community(found[-1], grid.rows[at], own)):
            continue
        bottom = at
        while bottom < at + _SUB_HEADERS and _is_sub_header(grid, bottom + 1, own):
            bottom += 1
        top = at - 1 if _is_group_row(grid, at - 1, own) else at
        if found and top <= found[-1].bottom:
            top = at
        header = stack(grid, top, bottom)
        if _heads(grid, bottom, header.meanings, found[-1] if found else None):
            found.append(header)
    return found
