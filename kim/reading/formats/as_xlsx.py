"""A workbook with some cells blanked, always as XLSX; rows count from 1, columns from 0.

Cells below a merged one can hold values that Excel does not show and readers see. They count as rows' values, so both
ways of copying keep them; openpyxl alone would drop them.
"""

from collections.abc import Callable, Iterator, Set
from io import BytesIO
from typing import TYPE_CHECKING, Any

from kim.reading.formats.format import Cells

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def edited_or_copied(content: bytes, blanks: Cells) -> Iterator[bytes]:
    """The workbook edited as it stands where openpyxl can open it, then copied value by value.

    The caller reads each one back and takes the first in which just those cells are gone.
    """
    yield from _blanked(_edited, content, blanks)
    yield from copied(content, blanks)


def copied(content: bytes, blanks: Cells) -> Iterator[bytes]:
    """The workbook copied value by value: for what openpyxl cannot open."""
    yield from _blanked(_copied, content, blanks)


def _blanked(make: "Callable[[bytes], Workbook | None]", content: bytes, blanks: Cells) -> Iterator[bytes]:
    for spread in (True, False):
        book = make(content)
        if book is None:
            return
        for sheet in book.worksheets:
            _blank(sheet, blanks.get(sheet.title, frozenset()), spread=spread)
        yield _saved(book)


def _edited(content: bytes) -> "Workbook | None":
    """Keeps merged cells, hidden rows and formats. Values stand in for formulas; macros, charts and pictures go."""
    from openpyxl import load_workbook
    from python_calamine import CalamineWorkbook

    try:
        book = load_workbook(BytesIO(content), data_only=True)
    except Exception:
        return None
    with CalamineWorkbook.from_filelike(BytesIO(content)) as source:
        for sheet in book.worksheets:
            if sheet.merged_cells.ranges:
                values = source.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
                _bring_back(sheet, values)
    return book


def _bring_back(sheet: "Worksheet", values: list[list[Any]]) -> None:
    for area in sheet.merged_cells.ranges:
        for row, column in area.cells:
            held = values[row - 1][column - 1] if row <= len(values) and column <= len(values[row - 1]) else ""
            if held != "" and (row, column) != (area.min_row, area.min_col):
                _put(_free_cell(sheet, row, column), held)


def _copied(content: bytes) -> "Workbook":
    """The same values at the same addresses."""
    from openpyxl import Workbook
    from openpyxl.worksheet.cell_range import CellRange
    from python_calamine import CalamineWorkbook

    book = Workbook()
    book.remove(book.worksheets[0])
    with CalamineWorkbook.from_filelike(BytesIO(content)) as source:
        for name in source.sheet_names:
            sheet = source.get_sheet_by_name(name)
            top, left = sheet.start or (0, 0)
            target = book.create_sheet(name)
            for row, values in enumerate(sheet.to_python(), start=top + 1):
                for column, value in enumerate(values, start=left + 1):
                    if value != "":
                        _put(target.cell(row, column), value)
            for (first_row, first), (last_row, last) in sheet.merged_cell_ranges or ():
                area = CellRange(min_row=first_row + 1, min_col=first + 1, max_row=last_row + 1, max_col=last + 1)
                target.merged_cells.add(area)
    return book


def _blank(sheet: "Worksheet", cells: Set[tuple[int, int]], *, spread: bool) -> None:
    """Empty `cells`; with `spread`, the other rows that a value was merged over keep it."""
    for area in list(sheet.merged_cells.ranges):
        if any(area.min_row <= row <= area.max_row and area.min_col <= at + 1 <= area.max_col for row, at in cells):
            value = sheet.cell(area.min_row, area.min_col).value
            sheet.merged_cells.remove(area)
            for row, column in area.cells:
                cell = _free_cell(sheet, row, column)
                if spread and cell.value is None:
                    cell.value = value
    for row, column in cells:
        cell = _free_cell(sheet, row, column + 1)
        cell.value = None
        cell.hyperlink = None
    for line in sheet.iter_rows():
        for each in line:
            if each.comment is not None:
                each.comment = None


def _free_cell(sheet: "Worksheet", row: int, column: int) -> "Cell":
    """The cell as one that can be written, also where it lies below a merged one."""
    from openpyxl.cell.cell import MergedCell

    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        del sheet._cells[row, column]
        return _free_cell(sheet, row, column)
    return cell


def _put(cell: "Cell", value: Any) -> None:
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with = is no formula


def _saved(book: "Workbook") -> bytes:
    target = BytesIO()
    book.properties.creator = "kim"
    book.save(target)
    return target.getvalue()
