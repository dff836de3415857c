"""The workbook that offices fill in: guidance, the form with what each cell takes, and the lists behind it.

A cell takes an entry of a list, or what a formula is true of; `{0}` is the row's own cell.
"""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from kim.checking.template.guidance import write_guidance
from kim.checking.template.lists import full_name, lists_of, write_lists
from kim.checking.template.prefill import FormRow
from schemas.fields import COLUMNS, Column, position

DATA_SHEET = "Data KIM"
ROOM = 2_000  # empty rows below what is prefilled
_HEADER = "#1F4E5F"
_NEEDED = "#B5472F"
FIRST_ROW = 1  # below the header, from 0
_TITLE = "Isian belum tepat"
_CHOICES = {"province": "=daftar_prov", "kind": "=daftar_jenis", "status": "=daftar_status"}
_PARENTS = {
    "regency": ("kab", "{provinsi}"),
    "district": ("kec", "{kabupaten_kota}"),
    "village": ("desa", '{kabupaten_kota}&"|"&{kecamatan}'),
}
_YEARS = '=AND(LEN({0})=9,MID({0},5,1)="-",ISNUMBER(VALUE(LEFT({0},4))),VALUE(RIGHT({0},4))>=VALUE(LEFT({0},4)))'
_FORMULAS = {
    "code": '=AND(LEN({0})<=13,ISNUMBER(VALUE(SUBSTITUTE({0},".",""))))',
    "founded": "=AND(ISNUMBER({0}),OR(AND({0}>=1980,{0}<=YEAR(TODAY())),AND({0}>=DATE(1980,1,1),{0}<=TODAY())))",
    "date": "=AND(ISNUMBER({0}),{0}>=DATE(1980,1,1),{0}<=TODAY())",
    "term": _YEARS,
    "phone": '=AND(LEN({0})>=9,LEN({0})<=40,OR(LEFT({0},1)="0",LEFT({0},3)="+62"))',
    "email": '=AND(ISNUMBER(FIND(".",{0},FIND("@",{0}))),ISERROR(FIND(" ",{0})))',
    "site": '=AND(ISNUMBER(FIND(".",{0})),ISERROR(FIND(" ",{0})))',
    "label": '=AND(LEN({0})<=63,ISERROR(FIND(" ",{0})),ISERROR(FIND(".",{0})),ISERROR(FIND("_",{0})))',
    "site_number": "=AND(LEN({0})=12,ISNUMBER(VALUE({0})))",
}


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


def validation(column: Column) -> dict[str, Any] | None:
    """The options of XlsxWriter's `data_validation` for a column, written for the first row; None for free text."""
    shown = {
        "ignore_blank": True,
        "error_type": "stop",
        "error_title": _TITLE,
        "error_message": column.message,
        "input_title": column.name,
        "input_message": column.meaning,
    }
    if column.check is None:
        return {"validate": "any", "input_title": column.name, "input_message": column.meaning}
    if column.check == "count":
        return {**shown, "validate": "integer", "criteria": "between", "minimum": 1, "maximum": 10_000}
    if column.check in _CHOICES:
        return {**shown, "validate": "list", "source": _CHOICES[column.check]}
    if column.check in _PARENTS:
        return {**shown, "validate": "list", "source": children(*_PARENTS[column.check])}
    formula = _FORMULAS[column.check].format(cell(column.name))
    return {**shown, "validate": "custom", "value": formula}


def children(level: str, parent: str) -> str:
    """The formula of the list of a parent's children on the first row."""
    key = parent.format(**{name: cell(name) for name in ("provinsi", "kabupaten_kota", "kecamatan")})
    found = [f"VLOOKUP({key},indeks_{level},{part},FALSE)" for part in (2, 3)]
    return f"=OFFSET(INDEX(daftar_{level},1),{found[0]},0,{found[1]},1)"


def cell(name: str) -> str:
    """A column's cell on the first row, its column fixed: `$C2`."""
    return f"${xl_col_to_name(position(name))}{FIRST_ROW + 1}"
