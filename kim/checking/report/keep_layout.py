"""The report in the sender's own workbook (XLSX, XLSM): layout kept, cells marked, nothing active left."""

import re
import warnings
import zipfile
from collections.abc import Mapping
from copy import copy
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from kim.checking.check import Checked, Receipt
from kim.checking.excel import cell_text, free_name
from kim.checking.report.marks import FILL, Mark, gravest_first, marks_by_sheet
from kim.checking.report.neutral import Stored, neutralise, take_out
from kim.checking.report.paint_openpyxl import paint
from kim.checking.report.sentences import Facts
from kim.checking.report.summary import summary
from kim.checking.wording import text
from kim.reading.addresses import parse_range, range_size

SHEET_BYTES = 40_000_000  # beyond it openpyxl takes minutes and gigabytes
MERGED_CELLS = 200_000  # openpyxl makes an object of each
COMMENTS_A_SHEET = 5_000
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})[\"']")


def fits(content: bytes) -> bool:
    """Whether the workbook is small enough to be loaded cell by cell."""
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return sum(part.file_size for part in packed.infolist() if part.filename.endswith(".xml")) <= SHEET_BYTES


def is_overmerged(content: bytes) -> bool:
    """Whether merged ranges reach over more cells than can be loaded: down whole columns, say."""
    with zipfile.ZipFile(BytesIO(content)) as packed:
        parts = (part for part in packed.infolist() if part.filename.endswith(".xml"))
        return sum(_merged_cells(packed.read(part)) for part in parts) > MERGED_CELLS


def _merged_cells(xml: bytes) -> int:
    areas = [parse_range(ref.decode()) for ref in _MERGED.findall(xml)]
    return sum(range_size(area) for area in areas if area)


def write(checked: Checked, receipt: Receipt | None, content: bytes, out: Path) -> None:
    """Write the sender's workbook back, marked, with the summary first.

    Raises:
        Exception: whatever openpyxl makes of a workbook that it cannot load; the caller writes it anew instead.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that openpyxl drops; the notes on the summary say so
        book = load_workbook(BytesIO(content), keep_vba=False, keep_links=False)
        take_out(book)
        facts = Facts("layout_kept", free_name(text("report", "sheet"), book.sheetnames))
        facts.names = {sheet: sheet for sheet in book.sheetnames}
        facts.formulas = neutralise(book, _stored_values(content))
        for name, marks in marks_by_sheet(checked).items():
            if name in facts.names and isinstance(book[name], Worksheet):
                _mark(book[name], marks, facts)
        _put_first(book, checked, receipt, facts)
        book.save(out)


def _stored_values(content: bytes) -> Stored:
    values = CalamineWorkbook.from_filelike(BytesIO(content))

    @cache
    def rows(sheet: str) -> list[list[Any]]:
        return values.get_sheet_by_name(sheet).to_python(skip_empty_area=False)

    def stored(sheet: str, row: int, column: int) -> object:
        held = rows(sheet)
        return held[row - 1][column - 1] if row <= len(held) and column <= len(held[row - 1]) else None

    return stored


def _mark(sheet: Worksheet, marks: Mapping[tuple[int, int], Mark], facts: Facts) -> None:
    heads = _merged_heads(sheet, {row for row, _ in marks})
    coloured: set[str] = set()  # a merged range may be marked more than once, by the gravest first
    commented = 0
    for (row, column), mark in gravest_first(marks):
        cell = sheet.cell(*heads.get((row, column), (row, column)))
        if isinstance(cell, MergedCell):
            continue
        if cell.coordinate not in coloured:
            cell.fill = PatternFill("solid", fgColor=FILL[mark.severity])
        coloured.add(cell.coordinate)
        _show(sheet, row, column, facts)
        if commented < COMMENTS_A_SHEET:
            _comment(cell, mark)
            commented += 1
    facts.marked += len(marks)
    facts.commented += commented


def _merged_heads(sheet: Worksheet, rows: set[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """For the cells of merged ranges in these rows, the top-left cell, which alone can be seen."""
    heads = {}
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, area.max_row + 1):
            if row in rows:
                for column in range(area.min_col, area.max_col + 1):
                    heads[row, column] = (area.min_row, area.min_col)
    return heads


def _comment(cell: Cell, mark: Mark) -> None:
    """Add to what is there: the sender's own remark, or a mark of a cell merged with this one."""
    before = cell.comment.text + "\n\n" if cell.comment is not None else ""
    said = cell_text(before + mark.comment)
    lines = sum(1 + len(part) // 46 for part in said.split("\n"))
    cell.comment = Comment(said, text("report", "comment_author"), width=340, height=min(600, 24 + 17 * lines))


def _show(sheet: Worksheet, row: int, column: int, facts: Facts) -> None:
    """A fault that is hidden cannot be mended."""
    hiding: list[Any] = [held for held in sheet.column_dimensions.values() if held.hidden and _rules(held, column)]
    if row in sheet.row_dimensions and sheet.row_dimensions[row].hidden:
        hiding.append(sheet.row_dimensions[row])
    for held in hiding:
        held.hidden = False
    if hiding or sheet.sheet_state != "visible":
        facts.unhidden = True
        sheet.sheet_state = "visible"


def _rules(dimension: Any, column: int) -> bool:
    """Whether a dimension, which may stand for a group of columns, is that of this one."""
    first = dimension.min or column_index_from_string(dimension.index)
    return bool(first <= column <= (dimension.max or first))


def _put_first(book: Workbook, checked: Checked, receipt: Receipt | None, facts: Facts) -> None:
    lines, more = summary(checked, receipt, facts)
    first = book.create_sheet(facts.summary, 0)
    paint(first, lines)
    for place, overflow in enumerate(more, 1):
        paint(book.create_sheet(overflow.name, place), overflow.lines)
    for view in [view for sheet in book.worksheets for view in copy(sheet.views.sheetView)]:
        view.tabSelected = False
    book.active = 0
    first.sheet_properties.tabColor = "1F3864"
