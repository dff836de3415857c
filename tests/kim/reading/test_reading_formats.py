"""Every format gives the same rows at the same addresses, and says what is special about the file."""

from datetime import date

import pytest

from kim.reading import CellError
from tests.kim.reading.reading_made import (
    DATA,
    ODS_NAMES,
    book,
    header_row,
    inline,
    ods,
    ods_row,
    packed,
    raw_sheet,
    read,
    rows_of,
    rules_of,
    worksheet,
)

PLAIN = "Nama KIM,Kecamatan,Desa\nKIM Satu,Waru,Tropodo\n"


@pytest.mark.parametrize("name", ["layout.xls", "layout.ods"])
def test_a_workbook_of_another_program(name: str) -> None:
    reading = read((DATA / name).read_bytes(), name)
    (table,) = reading.tables
    assert reading.format == name[-3:]
    assert [column.field for column in table.columns[1:5]] == [
        "nama_kim",
        "kecamatan",
        "desa_kelurahan",
        "tanggal_berdiri",
    ]
    assert rows_of(table)[8] == {
        "No": 2,
        "nama_kim": "KIM Contoh 2",
        "kecamatan": "Kecamatan Contoh",
        "desa_kelurahan": "Desa Contoh 2",
        "tanggal_berdiri": date(2019, 1, 2),
        "jumlah_anggota": 21,
        "keterangan": CellError("#DIV/0!"),
    }
    assert [(note.rule, note.sheet, note.value) for note in reading.notes] == [
        ("hidden_read", "Kab Contoh", "rows 9; columns G"),
        ("hidden_read", "Sampul", "sheet"),
        ("merged_filled", "Kab Contoh", "D7:D10"),
        ("sheet_no_header", "Sampul", None),
    ]
    assert [(each.row_number, each.reason) for each in reading.ignored] == [(11, "total")]


def test_hidden_lines_errors_and_formulas_of_an_xlsx() -> None:
    data = (
        header_row()
        + f'<row r="2" hidden="1">{inline("A2", "KIM Satu")}<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        + f'<row r="3">{inline("A3", "KIM Dua")}<c r="B3" t="str"><f>A1</f><v>Waru</v></c><c r="C3"><f>A1</f></c></row>'
    )
    sheet = worksheet(data, head='<cols><col min="2" max="3" hidden="1"/></cols>')
    for xml in (sheet, sheet.replace("<sheetData>", "<!-- x --><sheetData>")):  # searched, and parsed
        reading = read(raw_sheet(xml))
        assert rows_of(reading.tables[0]) == {
            2: {"nama_kim": "KIM Satu", "kecamatan": CellError("#DIV/0!")},
            3: {"nama_kim": "KIM Dua", "kecamatan": "Waru"},
        }
        assert [(note.rule, note.value) for note in reading.notes] == [
            ("hidden_read", "rows 2; columns B-C"),
            ("formula_no_value", "C3"),
        ]


def test_cells_without_addresses_and_prefixed_names() -> None:
    cells = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("Nama KIM", "Desa"))
    rows = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in ("KIM Satu", "Tropodo"))
    reading = read(raw_sheet(worksheet(f"<row>{cells}</row><row>{rows}</row>")))
    assert rows_of(reading.tables[0]) == {2: {"nama_kim": "KIM Satu", "desa_kelurahan": "Tropodo"}}


def test_an_ods_with_repeats_and_a_filtered_row() -> None:
    blank = '><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    body = (
        '<table:table-row table:number-rows-repeated="3"'
        + blank
        + ods_row("", "Nama KIM", "Desa")
        + ods_row("", "KIM Satu", "Tropodo", attributes='table:visibility="filter"')
        + '<table:table-row table:number-rows-repeated="1048000"'
        + blank
    )
    reading = read(ods(body), "data.ods")
    assert rows_of(reading.tables[0]) == {5: {"nama_kim": "KIM Satu", "desa_kelurahan": "Tropodo"}}
    assert [(note.rule, note.value) for note in reading.notes] == [("hidden_read", "rows 5")]


@pytest.mark.parametrize(
    ("content", "name", "kind", "value"),
    [
        (PLAIN.encode(), "data.xlsx", "csv", ".xlsx > csv"),
        (book([["Nama KIM"], ["KIM Satu"]]), "data.xls", "xlsx", ".xls > xlsx"),
        ((DATA / "layout.xls").read_bytes(), "data.xlsx", "xls", ".xlsx > xls"),
    ],
)
def test_the_content_says_what_a_file_is(content: bytes, name: str, kind: str, value: str) -> None:
    reading = read(content, name)
    assert (reading.format, reading.refused) == (kind, False)
    assert [note.value for note in reading.notes if note.rule == "format_differs"] == [value]


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b"%PDF-1.7 x", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"<html><table><tr><td>Nama KIM</td></tr></table></html>", "html"),
        (b'<?xml version="1.0"?><Workbook/>', "xml"),
        (packed({"word/document.xml": "<x/>"}), "docx"),
        (packed({"xl/workbook.bin": "x"}), "xlsb"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "odt"),
    ],
)
def test_what_is_no_spreadsheet_is_named(content: bytes, value: str) -> None:
    reading = read(content, "data.xlsx")
    assert reading.refused
    assert [(note.rule, note.value) for note in reading.notes] == [("file_format_unknown", value)]


def test_macros_and_links_are_named() -> None:
    others = {"xl__vbaProject.bin": "x", "xl__externalLinks__externalLink1.xml": "<externalLink/>"}
    data = header_row() + f'<row r="2">{inline("A2", "KIM Satu")}</row>'
    reading = read(raw_sheet(worksheet(data), **others), "data.xlsm")
    assert reading.format == "xlsm"
    assert rules_of(reading) == ["macros_ignored", "links_ignored"]


def test_a_zip_gives_the_sheets_of_its_members() -> None:
    workbook = book([["Nama KIM", "Desa"], ["KIM Satu", "Tropodo"]])
    content = packed(
        {
            "jatim/gresik.xlsx": workbook,
            "jatim/sidoarjo.csv": PLAIN,
            "foto.jpg": b"\xff\xd8\xff",
            "__MACOSX/._x.csv": "x",
            "rusak.xlsx": workbook[:200],
            "dalam.zip": packed({"a.csv": PLAIN}),
        }
    )
    reading = read(content, "kiriman.zip")
    assert (reading.format, reading.refused) == ("zip", False)
    assert [table.sheet for table in reading.tables] == [
        "dalam.zip › a.csv › a",
        "jatim/gresik.xlsx › Data",
        "jatim/sidoarjo.csv › sidoarjo",
    ]
    assert [(note.rule, note.sheet) for note in reading.notes] == [
        ("member_ignored", "foto.jpg"),
        ("file_unreadable", "rusak.xlsx"),
    ]


def test_a_zip_keeps_what_reading_doubts_of_its_members() -> None:
    listed = 'No,Nama KIM,Desa\n1,KIM Satu,Tarik\n2,Belum terbentuk,Waru\n3,"KIM Dua, KIM Tiga",Janti\n'
    alone, packed_in = read(listed.encode(), "a.csv"), read(packed({"a.csv": listed}), "kiriman.zip")
    (table,), (member,) = alone.tables, packed_in.tables
    assert table.doubts
    assert table.no_kim
    assert (member.doubts, member.no_kim, member.bands) == (table.doubts, table.no_kim, table.bands)


def test_a_name_that_an_ods_strikes_through_is_doubted() -> None:
    struck = (
        '<style:style style:name="ce2"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    rows = ods_row("Nama KIM", "Desa") + ods_row("KIM Satu", "Tropodo") + ods_row("KIM Dua", "Waru")
    rows = rows.replace(
        '<table:table-cell office:value-type="string"><text:p>KIM Dua',
        '<table:table-cell table:style-name="ce2" office:value-type="string"><text:p>KIM Dua',
    )
    content = f"<office:document-content {ODS_NAMES}><office:automatic-styles>{struck}</office:automatic-styles>"
    content += f'<office:body><office:spreadsheet><table:table table:name="Data">{rows}</table:table>'
    content += "</office:spreadsheet></office:body></office:document-content>"
    (table,) = read(ods("", **{"content.xml": content}), "data.ods").tables
    assert table.doubts == {1: "row_struck"}
