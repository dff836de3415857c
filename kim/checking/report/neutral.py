"""What is taken out of a workbook before it is marked: an earlier report, and what it could do when it is opened again.

A report may be corrected and sent again: the earlier check's marks and summary go, the sender's own stay. Formulas,
links out, charts and queries go too; a formula gives way to the value that was stored with it. Drop-downs and colours
that a sheet's own ranges rule stay.
"""

import re
from collections.abc import Callable
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kim.checking.overview import SEVERITY_RANK
from kim.checking.report.marks import FILL
from kim.checking.report.paint_openpyxl import ACTIVE, put_text
from kim.checking.wording import label, text

Stored = Callable[[str, int, int], object]  # sheet, row and column from 1: the value saved with a formula
_CALLS = re.compile(r"([A-Za-z_][\w.]*)\s*\(")
_HARMLESS = frozenset(
    {
        "ABS", "AND", "COLUMN", "COUNT", "COUNTA", "COUNTBLANK", "COUNTIF", "COUNTIFS", "DATE", "EXACT", "FIND",
        "IF", "IFERROR", "INDEX", "INDIRECT", "ISBLANK", "ISERROR", "ISNUMBER", "ISTEXT", "LEFT", "LEN", "LOWER",
        "MATCH", "MAX", "MID", "MIN", "MOD", "MONTH", "NOT", "OFFSET", "OR", "RIGHT", "ROW", "ROUND", "SEARCH",
        "SUBSTITUTE", "SUM", "SUMPRODUCT", "TODAY", "TRIM", "UPPER", "VALUE", "VLOOKUP", "XLOOKUP", "YEAR",
    }
)  # fmt: skip
_SAFE_LINKS = ("http://", "https://", "mailto:", "#")


def neutralise(book: Workbook, stored: Stored) -> int:
    """Make a workbook inert; returns how many formulas gave way to their values."""
    for name in [name for name, held in book.defined_names.items() if not _harmless(held.attr_text)]:
        del book.defined_names[name]
    count = 0
    for sheet in book.worksheets:
        for name in [name for name, held in sheet.defined_names.items() if not _harmless(held.attr_text)]:
            del sheet.defined_names[name]
        count += _cells(sheet, stored)
        _extras(sheet)
    return count


def _cells(sheet: Worksheet, stored: Stored) -> int:
    count = 0
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f" and isinstance(cell, Cell):
                count += 1
                _replace(cell, stored(sheet.title, cell.row, cell.column))
            elif isinstance(cell.value, str) and cell.value.startswith(ACTIVE):
                cell.quotePrefix = True
            if cell.hyperlink is not None and not _safe_link(cell.hyperlink):
                cell.hyperlink = None
    return count


def _replace(cell: Cell, value: object) -> None:
    """The stored value; where there is none, the formula itself as text, so that nothing is lost."""
    if value is None or value == "":
        formula: Any = cell.value
        put_text(cell, str(getattr(formula, "text", None) or formula))
    elif isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value  # type: ignore[assignment]


def _extras(sheet: Worksheet) -> None:
    kept = [rule for rule in sheet.data_validations.dataValidation if _harmless(rule.formula1, rule.formula2)]
    sheet.data_validations.dataValidation = kept
    for held in list(sheet.conditional_formatting):
        if not all(_harmless(*rule.formula) for rule in held.rules):
            del sheet.conditional_formatting[held.sqref.ranges and str(held.sqref)]
    for name, table in list(dict(sheet.tables).items()):
        if table.tableType == "queryTable" or table.connectionId is not None:
            del sheet.tables[name]
        for column in table.tableColumns:
            column.calculatedColumnFormula = column.totalsRowFormula = None
    held_objects: Any = sheet
    held_objects._charts, held_objects._images, held_objects._pivots = [], [], []


def _safe_link(link: Any) -> bool:
    return link.target is None or str(link.target).casefold().startswith(_SAFE_LINKS)


def _harmless(*formulas: object) -> bool:
    """No other workbook, no dynamic data exchange, no function but the plain ones."""
    for formula in formulas:
        said = re.sub(r'"[^"]*"', "", str(formula or ""))
        if "[" in said or "|" in said:
            return False
        if any(call.upper() not in _HARMLESS for call in _CALLS.findall(said)):
            return False
    return True


def take_out(book: Workbook) -> None:
    """Remove what an earlier report put into the workbook."""
    titles = {text("report", "title"), text("report", "receipt_title")}
    for sheet in list(book.worksheets):
        if len(book.worksheets) > 1 and sheet["A1"].value in titles:
            book.remove(sheet)
        else:
            _unmark(sheet)


def _unmark(sheet: Worksheet) -> None:
    author = text("report", "comment_author")
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and cell.comment is not None and cell.comment.author == author:
                own = _before_ours(cell.comment.text)
                cell.comment = Comment(own, "") if own else None
                if str(cell.fill.fgColor.rgb)[-6:] in FILL.values():
                    cell.fill = PatternFill()


def _before_ours(said: str) -> str:
    """What the sender had written in the comment, above the first finding."""
    starts = tuple(f"{label('severity', severity)}: " for severity in SEVERITY_RANK)
    kept = []
    for paragraph in said.split("\n\n"):
        if paragraph.startswith(starts):
            break
        kept.append(paragraph)
    return "\n\n".join(kept)
