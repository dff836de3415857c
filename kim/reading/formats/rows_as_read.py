"""The rows of a file as they were read, as a file: what stands for one of a format that cannot be written again.

Lines of JSON: the format that they stand for; then for each sheet a line of its own, and a line for each of its rows,
whose cells stand under their addresses. Only what a table is found by is kept; notes are not.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from kim.reading.addresses import Range, cell_name, parse_cell, parse_range, range_name
from kim.reading.formats.format import Cells, Contents, RawFile
from kim.reading.grid import Grid, Marks, RawCell
from kim.reading.model import CellError
from kim.reading.notes import RefusedError, over

_FIRST = b'{"rows as read": "'
_LONGEST_NAME = 20
_LONGEST_LINE = 1 << 24  # JSON takes many times its bytes in memory, so a line is measured before it is parsed.
_MOST_MARKS = 50_000


def stands_for(content: bytes) -> str:
    """The format whose rows these are; `""` where the content is nothing of the kind."""
    if not content.startswith(_FIRST):
        return ""
    return content[len(_FIRST) : len(_FIRST) + _LONGEST_NAME].partition(b'"')[0].decode("ascii", "replace")


def read(raw: RawFile) -> Contents:
    """The sheets, within the limits.

    Raises:
        RefusedError: over the limits, or no lines as `blanked` writes them.
    """
    try:
        return Contents(_grids(raw))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise RefusedError("file_unreadable", stands_for(raw.content)) from error


def blanked(kind: str, grids: Sequence[Grid], blanks: Cells) -> Iterator[bytes]:
    """Copies with these cells empty: other rows that a value was merged over keep it, then do not."""
    for spread in (True, False):
        yield _written(kind, [_blank(grid, blanks.get(grid.sheet, frozenset()), spread) for grid in grids])


def _written(kind: str, grids: Sequence[Grid]) -> bytes:
    lines = [_FIRST.decode() + kind + '"}']
    for grid in grids:
        about = {
            "sheet": grid.sheet,
            "hidden": grid.hidden,
            "first_column": grid.first_column,
            "width": max(map(len, grid.rows), default=0),
            "merged": [range_name(area) for area in grid.marks.merges],
            "struck": [cell_name(*place) for place in grid.marks.struck],
        }
        lines.append(json.dumps(about))
        for number, row in zip(grid.row_numbers, grid.rows, strict=True):
            filled = ((at, cell) for at, cell in enumerate(row, grid.first_column) if cell != "")
            cells = {cell_name(number, at): _as_json(cell) for at, cell in filled}
            lines.append(json.dumps({"row": number, "cells": cells}))
    return "\n".join([*lines, ""]).encode()


def _grids(raw: RawFile) -> list[Grid]:
    budget, grids, width = raw.budget, list[Grid](), 0
    lines = BytesIO(raw.content)
    lines.readline(_LONGEST_LINE)
    while line := lines.readline(_LONGEST_LINE):
        if not line.endswith(b"\n"):
            raise ValueError
        said = json.loads(line)
        if "sheet" in said:
            over("file_too_many_sheets", len(grids) + 1, budget.limits.sheets)
            width = int(said["width"])
            grids.append(_sheet(said, width, budget.limits.columns))
        else:
            over("file_too_many_rows", int(said["row"]), budget.limits.rows)
            budget.take_cells(width)
            _put_row(grids[-1], int(said["row"]), said["cells"], width)
    return grids


def _sheet(said: Mapping[str, Any], width: int, most: int) -> Grid:
    first = int(said["first_column"])
    if min(first, width) < 0:
        raise ValueError
    over("file_too_many_columns", first + width, most)
    merges = [area for ref in said["merged"][:_MOST_MARKS] if (area := parse_range(ref))]
    struck = [place for ref in said["struck"][:_MOST_MARKS] if (place := parse_cell(ref))]
    return Grid(str(said["sheet"]), [], [], first, bool(said["hidden"]), Marks(merges=merges, struck=struck))


def _put_row(grid: Grid, number: int, cells: Mapping[str, Any], width: int) -> None:
    if number <= max(grid.row_numbers[-1:], default=0):
        raise ValueError
    row: list[RawCell] = [""] * width
    for ref, said in cells.items():
        place = parse_cell(ref)
        if place is None or place[0] != number or not 0 <= place[1] - grid.first_column < width:
            raise ValueError
        if isinstance(said, dict) and "error" in said:
            grid.marks.errors.append((*place, str(said["error"])))
        else:
            row[place[1] - grid.first_column] = _value(said)
    grid.row_numbers.append(number)
    grid.rows.append(row)


def _as_json(cell: RawCell) -> object:
    if isinstance(cell, CellError):
        return {"error": cell.code}
    if isinstance(cell, timedelta):
        return {"seconds": cell.total_seconds()}
    return {type(cell).__name__: cell.isoformat()} if isinstance(cell, date | time) else cell


_VALUES: dict[str, Callable[[Any], RawCell]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "seconds": lambda said: timedelta(seconds=said),
}


def _value(said: Any) -> RawCell:
    if isinstance(said, str | int | float):
        return said
    ((kind, written),) = said.items()
    return _VALUES[kind](written)


def _blank(grid: Grid, cells: Set[tuple[int, int]], spread: bool) -> Grid:
    """The sheet with these cells empty, and what was merged with one of them no longer merged."""
    rows = {number: list(row) for number, row in zip(grid.row_numbers, grid.rows, strict=True)}
    merges = []
    for area in grid.marks.merges:
        top, left, bottom, right = area
        if not any(top <= row <= bottom and left <= at <= right for row, at in cells):
            merges.append(area)
        elif spread:
            _spread(rows, area, grid.first_column)
    for number, at in cells:
        if number in rows and 0 <= at - grid.first_column < len(rows[number]):
            rows[number][at - grid.first_column] = ""
    return replace(grid, rows=list(rows.values()), marks=replace(grid.marks, merges=merges))


def _spread(rows: Mapping[int, list[RawCell]], area: Range, first: int) -> None:
    """Write the value at the top left into the blank cells of a range."""
    top, left, bottom, right = area
    value = rows[top][left - first] if top in rows and 0 <= left - first < len(rows[top]) else ""
    for number, row in rows.items():
        if top <= number <= bottom:
            for at in range(max(left - first, 0), min(right - first + 1, len(row))):
                row[at] = value if row[at] == "" else row[at]
