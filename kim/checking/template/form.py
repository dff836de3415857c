"""The workbook: guidance, the form itself, and the lists behind it."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from kim.checking.template.guidance import write_guidance
from kim.checking.template.lists_sheet import write_lists
from kim.checking.template.prefill import FormRow
from kim.checking.template.regions import full_name, lists_of
from kim.checking.template.validations import FIRST_ROW, validation
from schemas.fields import COLUMNS, position

DATA_SHEET = "Data KIM"
ROOM = 2_000  # empty rows below what is prefilled
_HEADER = "#1F4E5F"
_NEEDED = "#B5472F"


def write_form(out: Path, region: str | None = None, rows: Sequence[FormRow] = ()) -> None:
    """Write the form.

    Args:
        out: the workbook to write.
        region: a region's code; its lists hold that region alone. None: the nation.
        rows: what the register knows already, by canonical column.

    Raises:
        UsageError: no region has this code.
        OSError: the file cannot be written.
    """
    lists = lists_of(region)
    with xlsxwriter.Workbook(str(out), {"strings_to_urls": False, "strings_to_formulas": False}) as book:
        book.set_properties({"title": "Formulir pendaftaran ulang KIM", "created": datetime(2026, 1, 1)})
        write_guidance(book, full_name(region) if region else None, len(rows))
        _write_data(book, rows)
        write_lists(book, lists)


def _write_data(book: xlsxwriter.Workbook, rows: Sequence[FormRow]) -> None:
    page = book.add_worksheet(DATA_SHEET)
    head = {"bold": True, "font_color": "white", "border": 1, "valign": "vcenter", "text_wrap": True}
    usual, needed = book.add_format({**head, "bg_color": _HEADER}), book.add_format({**head, "bg_color": _NEEDED})
    formats = {
        "text": book.add_format({"num_format": 49}),
        "date": book.add_format({"num_format": "dd-mm-yyyy"}),
        "id": book.add_format({"num_format": 49, "bg_color": "#EDEDED", "font_color": "#555555"}),
    }
    page.freeze_panes(FIRST_ROW, 1)
    page.set_row(0, 30)
    last = FIRST_ROW + len(rows) + ROOM - 1
    for index, column in enumerate(COLUMNS.values()):
        manner = "id" if column.name == "id_kim" else "text" if column.text else None
        manner = "date" if column.check == "date" else manner
        page.set_column(index, index, column.width, formats[manner] if manner else None)
        page.write_string(0, index, column.name, needed if column.needed else usual)
        if options := validation(column):
            page.data_validation(FIRST_ROW, index, last, index, options)
    for number, row in enumerate(rows, start=FIRST_ROW):
        _write_row(page, number, row, formats)
    _mark_missing(book, page, last)
    page.autofilter(0, 0, last, len(COLUMNS) - 1)
    page.set_landscape()
    page.repeat_rows(0)


def _write_row(page: Any, number: int, row: FormRow, formats: dict[str, Any]) -> None:
    for name, value in row.items():
        at = position(name)
        if isinstance(value, date):
            page.write_datetime(number, at, datetime(value.year, value.month, value.day), formats["date"])
        elif isinstance(value, int):
            page.write_number(number, at, value)
        else:
            text = COLUMNS[name].text
            page.write_string(number, at, value, formats["id" if name == "id_kim" else "text"] if text else None)


def _mark_missing(book: xlsxwriter.Workbook, page: Any, last: int) -> None:
    """Colour the needed cells of a row that was begun without them."""
    red = book.add_format({"bg_color": "#F8D7CF"})
    end = xl_col_to_name(len(COLUMNS) - 1)
    for index, column in enumerate(COLUMNS.values()):
        if column.needed:
            own = f"${xl_col_to_name(index)}{FIRST_ROW + 1}"
            formula = f'=AND(COUNTA($A{FIRST_ROW + 1}:${end}{FIRST_ROW + 1})>0,{own}="")'
            page.conditional_format(
                FIRST_ROW, index, last, index, {"type": "formula", "criteria": formula, "format": red}
            )
