"""Planted against found for what concerns a file, a sheet or a header: one file a rule, made here.

`python -m bench.planted_files` prints each rule, whether it was found, how long the check took, and what else was said.
Limits are lowered to sizes that a bench can make.
"""

import io
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from kim.checking.check import check_bytes
from kim.cleaning.catalogue import rules
from kim.settings import Limits

DAY = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
HEADER = ["Nama KIM", "Provinsi", "Kabupaten/Kota", "No HP", "Jml Anggota"]
ROW = ["KIM Uji", "Jawa Timur", "Kabupaten Sidoarjo", "081234567890", "25"]
LOW = Limits(file_bytes=200_000, unzipped_bytes=3_000_000, members=20, sheets=5, rows=500, columns=40, cells=10_000)
Fill = Callable[[xlsxwriter.Workbook, Any], object]


def workbook(fill: Fill | None = None, header: list[str] = HEADER, rows: int = 3) -> bytes:
    """A workbook of one sheet with a few clean rows, changed by `fill`."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Data")
        for number, line in enumerate(
            [header, *([f"{ROW[0]} {'abcdefghij'[at % 10] * (at // 10 + 1)}", *ROW[1:]] for at in range(rows))]
        ):
            sheet.write_row(number, 0, line)
        if fill is not None:
            fill(book, sheet)
    return stream.getvalue()


def packed(**members: bytes) -> bytes:
    """A ZIP of these members; a name's double underline is a dot."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return stream.getvalue()


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A workbook with one part changed, or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, change(b""))
    return stream.getvalue()


def _hidden(_: Any, sheet: Any) -> None:
    sheet.set_row(2, None, None, {"hidden": True})


def _merged(book: Any, sheet: Any) -> None:
    sheet.merge_range("B2:B4", "Jawa Timur", book.add_format())


def _formula(_: Any, sheet: Any) -> None:
    sheet.write_formula("E2", "=1+1", None, 2)


def _without_value(xml: bytes) -> bytes:
    return xml.replace(b"<f>1+1</f><v>2</v>", b"<f>1+1</f>")


def _bomb(xml: bytes) -> bytes:
    return xml.replace(b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet', 1)


def _rows(text: str) -> bytes:
    return (";".join(HEADER) + "\n" + text).encode()


CLEAN_LINE = ";".join(ROW)
FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "file_empty": ("kosong.xlsx", lambda: b""),
    "file_too_large": ("besar.csv", lambda: _rows((CLEAN_LINE + "\n") * 8_000)),
    "file_unreadable": ("rusak.xlsx", lambda: workbook()[:-800]),
    "file_format_unknown": ("data.xlsx", lambda: b"%PDF-1.7\n%abc\n"),
    "file_unpacks_too_large": ("bom.zip", lambda: packed(a__csv=b" " * 10_000_000)),
    "file_too_many_members": ("banyak.zip", lambda: packed(**{f"a{n}__csv": _rows(CLEAN_LINE) for n in range(30)})),
    "file_nested_too_deep": ("dalam.zip", lambda: packed(a__zip=packed(b__zip=packed(c__csv=_rows(CLEAN_LINE))))),
    "file_unsafe_path": ("keluar.zip", lambda: packed(**{"../../x__csv": _rows(CLEAN_LINE)})),
    "file_entity_bomb": ("entitas.xlsx", lambda: with_part(workbook(), "xl/worksheets/sheet1.xml", _bomb)),
    "file_too_many_sheets": (
        "lembar.xlsx",
        lambda: workbook(lambda book, _: [book.add_worksheet() for _ in range(9)]),
    ),
    "file_too_many_rows": ("baris.xlsx", lambda: workbook(rows=900)),
    "file_too_many_columns": ("kolom.xlsx", lambda: workbook(header=[*HEADER, *(f"k{n}" for n in range(60))])),
    "file_too_many_cells": ("sel.xlsx", lambda: workbook(header=[*HEADER, *(f"k{n}" for n in range(30))], rows=450)),
    "file_no_table": ("tanpa.xlsx", lambda: workbook(header=["a", "b", "c", "d", "e"])),
    "file_no_place": ("nama.csv", lambda: b"Nama KIM;Jml Anggota\nKIM Uji;25\n"),
    "formula_no_value": (
        "rumus.xlsx",
        lambda: with_part(workbook(_formula), "xl/worksheets/sheet1.xml", _without_value),
    ),
    "cell_error": (
        "galat.xlsx",
        lambda: workbook(lambda _, sheet: sheet.write_formula("E2", "=A1/0", None, "#DIV/0!")),
    ),
    "quote_unclosed": (
        "kutip.csv",
        lambda: _rows('"KIM Uji;Jawa Timur;Kabupaten Sidoarjo;;\n' + (CLEAN_LINE + "\n") * 3),
    ),
    "text_damaged": ("rusak.csv", lambda: _rows(CLEAN_LINE + "\nKIM Dé").replace("é".encode(), b"\x81\x8d")),
    "sheet_no_header": (
        "petunjuk.xlsx",
        lambda: workbook(lambda book, _: book.add_worksheet("P").write(0, 0, "Petunjuk")),
    ),
    "sheet_empty": ("hampa.xlsx", lambda: workbook(lambda book, _: book.add_worksheet("Sheet2"))),
    "hidden_read": ("sembunyi.xlsx", lambda: workbook(_hidden)),
    "merged_filled": ("gabung.xlsx", lambda: workbook(_merged)),
    "column_repeated": ("ganda.xlsx", lambda: workbook(header=[*HEADER, "No. HP Ketua"])),
    "column_unknown": ("asing.xlsx", lambda: workbook(header=[*HEADER, "Warna Seragam"])),
    "macros_ignored": ("makro.xlsm", lambda: with_part(workbook(), "xl/vbaProject.bin", lambda _: b"\xd0\xcf")),
    "links_ignored": (
        "tautan.xlsx",
        lambda: with_part(workbook(), "xl/externalLinks/externalLink1.xml", lambda _: b"<a/>"),
    ),
    "format_differs": ("salah.xls", workbook),
    "member_ignored": ("campur.zip", lambda: packed(a__csv=_rows(CLEAN_LINE), foto__jpg=b"\xff\xd8\xff")),
}


def main() -> None:
    """Print the table."""
    print("| rule | planted | found | milliseconds | other findings |\n| --- | ---: | ---: | ---: | --- |")
    for rule, (name, make) in FILES.items():
        content = make()
        start = time.perf_counter()
        checked = check_bytes(content, name, name, DAY, LOW)
        spent = 1000 * (time.perf_counter() - start)
        found = [one.rule for one in checked.findings]
        others = ", ".join(sorted(set(found) - {rule})) or "none"
        print(f"| {rule} | 1 | {found.count(rule)} | {spent:.0f} | {others} |")
    covered = {code for code in rules() if code.startswith(("file_", "sheet_", "column_"))} - set(FILES)
    print(f"\nnot planted here: {', '.join(sorted(covered)) or 'none'}")


if __name__ == "__main__":
    main()
