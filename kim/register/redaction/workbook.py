"""A workbook with some cells blanked, always as XLSX; rows count from 1, columns from 0."""

from collections.abc import Iterator, Mapping, Set
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Cells = Mapping[str, Set[tuple[int, int]]]


def candidates(content: bytes, blanks: Cells) -> Iterator[bytes]:
    """The workbook edited as it stands where that is possible, then copied value by value.

    The caller reads each one back and takes the first in which just those cells are gone.
    """
    for spread in (True, False):
        if content.startswith(b"PK"):
            edited = _edited(content, blanks, spread=spread)
            if edited is not None:
                yield edited
    for spread in (True, False):
        yield _copied(content, blanks, spread=spread)


def _edited(content: bytes, blanks: Cells, *, spread: bool) -> bytes | None:
    """Keeps merged cells, hidden rows and formats. Values stand in for formulas; macros, charts and notes go."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(content), data_only=True)
    except Exception:
        return None
    for sheet in book.worksheets:
        _blank(sheet, blanks.get(sheet.title, frozenset()), spread=spread)
    return _saved(book)


def _blank(sheet: "Worksheet", cells: Set[tuple[int, int]], *, spread: bool) -> None:
    """Empty `cells`; with `spread`, the other rows that a value was merged over keep it."""
    for area in list(sheet.merged_cells.ranges):
        if any(area.min_row <= row <= area.max_row and area.min_col <= at + 1 <= area.max_col for row, at in cells):
            value = sheet.cell(area.min_row, area.min_col).value
            sheet.unmerge_cells(area.coord)
            for row, column in area.cells if spread else ():
                sheet.cell(row, column).value = value
    for row, column in cells:
        cell = sheet.cell(row, column + 1)
        cell.value = None
        cell.hyperlink = None
    for line in sheet.iter_rows():
        for cell in line:
            if cell.comment is not None:
                cell.comment = None


def _copied(content: bytes, blanks: Cells, *, spread: bool) -> bytes:
    """For XLS, ODS and what openpyxl cannot open: the same values at the same addresses."""
    from openpyxl import Workbook
    from python_calamine import CalamineWorkbook

    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    with CalamineWorkbook.from_filelike(BytesIO(content)) as source:
        for name in source.sheet_names:
            sheet = source.get_sheet_by_name(name)
            top, left = sheet.start or (0, 0)
            target = book.create_sheet(name)
            for row, values in enumerate(sheet.to_python(), start=top + 1):
                _write(target, row, left, values)
            for (first_row, first), (last_row, last) in sheet.merged_cell_ranges or ():
                target.merge_cells(
                    start_row=first_row + 1, start_column=first + 1, end_row=last_row + 1, end_column=last + 1
                )
            _blank(target, blanks.get(name, frozenset()), spread=spread)
    return _saved(book)


def _write(target: "Worksheet", row: int, left: int, values: list[Any]) -> None:
    for column, value in enumerate(values, start=left + 1):
        if value != "":
            cell = target.cell(row, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with = is no formula


def _saved(book: "Workbook") -> bytes:
    target = BytesIO()
    book.properties.creator = "kim"
    book.save(target)
    return target.getvalue()
