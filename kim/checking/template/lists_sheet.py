"""The hidden sheet of lists, and the names by which the form's checks refer to it.

Every name is a plain range and every drop-down an OFFSET into one, found by VLOOKUP in an index: Excel and LibreOffice
both evaluate that, no name of a region has to be a legal name, and sorting the form breaks nothing.
"""

from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from kim.checking.template.regions import Level, Lists
from kim.reading.grid import LISTS_TITLE

SHEET = "Daftar"
KINDS = (
    *("masyarakat", "pelaku_usaha", "umkm", "pemuda", "perempuan"),
    *("tani_nelayan", "pendidikan", "lainnya"),
)
STATUSES = ("aktif", "tidak_aktif", "bubar")
_FIRST = 2  # below the title, from 0


def write_lists(book: xlsxwriter.Workbook, lists: Lists) -> None:
    """Write the sheet and define `daftar_…` (values) and `indeks_…` (key, first position, count)."""
    page = book.add_worksheet(SHEET)
    page.write_string(0, 0, LISTS_TITLE)
    page.hide()
    column = 0
    for name, values in (("prov", lists.provinces), ("jenis", KINDS), ("status", STATUSES)):
        _column(page, column, values)
        _define(book, f"daftar_{name}", column, column, len(values))
        column += 1
    for name, level in (("kab", lists.regencies), ("kec", lists.districts), ("desa", lists.villages)):
        _level(book, page, column, name, level)
        column += 4


def _level(book: xlsxwriter.Workbook, page: Any, column: int, name: str, level: Level) -> None:
    _column(page, column, level.names)
    _define(book, f"daftar_{name}", column, column, len(level.names))
    for row, (parent, start, count) in enumerate(level.index, start=_FIRST):
        page.write_string(row, column + 1, parent)
        page.write_number(row, column + 2, start)
        page.write_number(row, column + 3, count)
    _define(book, f"indeks_{name}", column + 1, column + 3, len(level.index))


def _column(page: Any, column: int, values: list[str] | tuple[str, ...]) -> None:
    for row, value in enumerate(values, start=_FIRST):
        page.write_string(row, column, value)


def _define(book: xlsxwriter.Workbook, name: str, first: int, last: int, count: int) -> None:
    end = _FIRST + max(count, 1)
    area = f"${xl_col_to_name(first)}${_FIRST + 1}:${xl_col_to_name(last)}${end}"
    book.define_name(name, f"={SHEET}!{area}")
