"""What a cell of the form takes: a list, or a formula that is true. `{0}` is the row's own cell."""

from typing import Any

from xlsxwriter.utility import xl_col_to_name

from schemas.fields import Column, position

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
