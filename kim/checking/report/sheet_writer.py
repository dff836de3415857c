"""A grid written to a sheet with XlsxWriter: text as text, dates as dates, marks as fills and comments."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.worksheet import Worksheet

from kim.checking.excel import cell_text
from kim.checking.report.marks import FILL, Mark, gravest_first
from kim.checking.report.sentences import Facts
from kim.checking.wording import text
from kim.reading.addresses import range_size
from kim.reading.grid import Grid, RawCell

Cell = tuple[int, int]
Marks = Mapping[Cell, Mark]
Area = tuple[int, int, int, int]
COMMENTS_A_SHEET = 5_000
EXACT = 10**15  # Excel rounds larger numbers
WIDTH_SAMPLE = 500  # rows that decide how wide a column is
PAGE_WIDTH = 240  # characters that can still be read on a landscape page
WIDEST_MERGE = 10_000  # cells; a larger merge is left out


class SheetWriter:
    """Writes grids into one workbook, making each format once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str | None, str | None, bool], Any] = {}
        self._bold = False

    def write(self, sheet: Worksheet, grid: Grid, marks: Marks, facts: Facts, headers: Container[int] = ()) -> None:
        """Write a grid row by row, in order, and count in `facts` what was marked; `headers` are bold, from row 0."""
        areas = [area for area in map(_from_zero, grid.marks.merges) if range_size(area) <= WIDEST_MERGE]
        heads = _merged_heads(areas)
        by_row: dict[int, dict[int, Mark]] = defaultdict(dict)
        for at, mark in _at_heads(marks, heads):
            by_row[at[0]].setdefault(at[1], mark)
        merged = {} if facts.manner == "large" else {(area[0], area[1]): area for area in areas if area[:2] != area[2:]}
        widths: dict[int, int] = {}
        for row, values in _rows(grid, by_row):
            self._bold = row in headers
            self._row(sheet, row, values, by_row.get(row, {}), merged)
            if len(widths) == 0 or row < WIDTH_SAMPLE:
                _measure(values, widths)
        broad = {column: max(9, min(45, width + 2)) for column, width in widths.items()}
        for column, width in broad.items():
            sheet.set_column(column, column, width)
        sheet.fit_to_pages(1 + sum(broad.values()) // PAGE_WIDTH, 0)
        _comments(sheet, _at_heads(marks, heads), facts)

    def _row(
        self,
        sheet: Worksheet,
        row: int,
        values: Sequence[RawCell],
        marks: Mapping[int, Mark],
        areas: Mapping[Cell, Area],
    ) -> None:
        for column in range(max(len(values), max(marks, default=-1) + 1)):
            value = values[column] if column < len(values) else ""
            mark = marks.get(column)
            fill = FILL[mark.severity] if mark else None
            area = areas.get((row, column))
            if area is not None:
                with suppress(OverlappingRange):
                    sheet.merge_range(*area, "", self._format("@", fill))
            self._cell(sheet, row, column, value, fill)

    def _cell(self, sheet: Worksheet, row: int, column: int, value: RawCell, fill: str | None) -> None:
        match value:
            case None | "":
                if fill is not None:
                    sheet.write_blank(row, column, None, self._format(None, fill))
            case bool():
                sheet.write_boolean(row, column, value, self._format(None, fill))
            case int() | float() if abs(value) < EXACT:
                sheet.write_number(row, column, value, self._format(None, fill))
            case float() if value.is_integer():
                sheet.write_string(row, column, f"{value:.0f}", self._format("@", fill))
            case datetime() | date() | time() | timedelta():
                sheet.write_datetime(row, column, value, self._format(_pattern(value), fill))
            case _:
                sheet.write_string(row, column, cell_text(str(value)), self._format("@", fill))

    def _format(self, pattern: str | None, fill: str | None) -> Any:
        key = (pattern, fill, self._bold)
        if key == (None, None, False):
            return None
        if key not in self._made:
            options: dict[str, Any] = {"valign": "top", "bold": self._bold}
            if pattern is not None:
                options |= {"num_format": pattern, "quote_prefix": pattern == "@"}
            if fill is not None:
                options |= {"bg_color": f"#{fill}", "border": 1, "border_color": "#7F7F7F"}
            self._made[key] = self._book.add_format(options)
        return self._made[key]


def _pattern(value: datetime | date | time | timedelta) -> str:
    if isinstance(value, datetime):
        return "dd/mm/yyyy hh:mm" if value.time() != time() else "dd/mm/yyyy"
    if isinstance(value, date):
        return "dd/mm/yyyy"
    return "hh:mm" if isinstance(value, time) else "[h]:mm"


def _from_zero(area: Area) -> Area:
    return area[0] - 1, area[1], area[2] - 1, area[3]


def _rows(grid: Grid, marked: Mapping[int, object]) -> Iterator[tuple[int, list[RawCell]]]:
    """The rows in order, from 0, each from column A, errors at their place; marked rows below the last value too."""
    errors: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for number, column, code in grid.marks.errors:
        errors[number].append((column, code))
    margin: list[RawCell] = [""] * grid.first_column
    held = dict(zip(grid.row_numbers, grid.rows, strict=True))
    for number in sorted({*held, *errors, *(row + 1 for row in marked)}):
        values = margin + held.get(number, [])
        for column, code in errors.get(number, ()):
            values += [""] * (column + 1 - len(values))
            values[column] = code
        yield number - 1, values


def _merged_heads(areas: Sequence[Area]) -> dict[Cell, Cell]:
    """For every cell of a merged range its top-left cell, which alone can be seen."""
    return {
        (row, column): (top, left)
        for top, left, bottom, right in areas
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }


def _at_heads(marks: Marks, heads: Mapping[Cell, Cell]) -> Iterator[tuple[Cell, Mark]]:
    """The marks at the cells that can be seen, from 0, the gravest of a merged range first."""
    for (row, column), mark in gravest_first(marks):
        yield heads.get((row - 1, column - 1), (row - 1, column - 1)), mark


def _measure(values: Sequence[RawCell], widths: dict[int, int]) -> None:
    for column, value in enumerate(values):
        if value not in (None, ""):
            widths[column] = max(widths.get(column, 0), len(value) if isinstance(value, str) else 10)


def _comments(sheet: Worksheet, marks: Iterable[tuple[Cell, Mark]], facts: Facts) -> None:
    said: dict[Cell, str] = {}
    for at, mark in marks:
        said[at] = f"{said[at]}\n\n{mark.comment}" if at in said else mark.comment
    shown = dict(list(said.items())[:COMMENTS_A_SHEET])
    for (row, column), comment in shown.items():
        lines = sum(1 + len(part) // 46 for part in comment.split("\n"))
        size = {"width": 340, "height": min(600, 24 + 17 * lines)}
        sheet.write_comment(row, column, cell_text(comment), {"author": text("report", "comment_author"), **size})
    facts.marked += len(said)
    facts.commented += len(shown)
