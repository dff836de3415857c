"""The sender's workbook comes back with its layout, its faults marked, and nothing in it that acts by itself."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kim.checking.check import Checked
from kim.checking.report import keep_layout
from kim.checking.report.book import write_report
from kim.checking.report.marks import FILL
from kim.reading.model import Note, Reading
from kim.settings import Limits
from tests.kim.checking.checking_made import FIELDS, HEADER, made_checked, made_finding
from tests.kim.reading.reading_made import header_row, inline, raw_sheet, worksheet


@pytest.fixture
def book() -> Workbook:
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Data"
    sheet["A1"] = "DAFTAR KIM UJI"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.merge_cells("A1:D1")
    for column, field in enumerate(FIELDS, 1):
        sheet.cell(HEADER, column, field).fill = PatternFill("solid", fgColor="DDEBF7")
    for row in (4, 5, 6):
        sheet.append([f"KIM {row}", "Jawa Tmur", "Sidoarjo", 10])
    sheet.column_dimensions["B"].width = 33
    sheet.freeze_panes = "A4"
    return made


def report(book: Workbook, checked: Checked, tmp_path: Path) -> Workbook:
    stream = BytesIO()
    book.save(stream)
    write_report(checked, None, stream.getvalue, tmp_path / "laporan.xlsx", Limits())
    return load_workbook(tmp_path / "laporan.xlsx")


def filled(sheet: Worksheet, cell: str) -> str:
    return str(sheet[cell].fill.fgColor.rgb)[2:]


def test_layout_stays_and_faults_are_coloured_and_explained(book: Workbook, tmp_path: Path) -> None:
    checked = made_checked(made_finding("error", "B4"), made_finding("warning", "D5"), made_finding("info", "C6"))
    made = report(book, checked, tmp_path)
    assert made.sheetnames == ["Ringkasan", "Data"]
    sheet = made["Data"]
    assert (sheet["A1"].font.b, sheet.freeze_panes, sheet.column_dimensions["B"].width) == (True, "A4", 33)
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:D1"]
    assert [filled(sheet, cell) for cell in ("B4", "D5", "C6")] == [FILL["error"], FILL["warning"], FILL["info"]]
    assert sheet["B4"].comment.text.startswith("Harus diperbaiki: Isi B4 tidak dikenal.")
    assert "Saran: Jawa Timur" in sheet["B4"].comment.text
    assert sheet["A4"].comment is None
    assert sheet["D5"].value == 10


def test_every_finding_has_a_link_to_its_cell(book: Workbook, tmp_path: Path) -> None:
    checked = made_checked(made_finding("error", "B4"), made_finding("error", row_number=5), made_finding("info"))
    sheet = report(book, checked, tmp_path)["Ringkasan"]
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links[-3:] == ["'Data'!B4", "'Data'!A5", "'Data'!A1"]


def test_formulas_give_way_and_text_that_looks_like_one_stays_text(book: Workbook, tmp_path: Path) -> None:
    sheet = book["Data"]
    sheet["D4"] = "=10+1"
    sheet["A5"] = '=HYPERLINK("http://evil.example/","KIM")'
    sheet["A6"] = "=cmd|' /C calc'!A0"
    sheet["A6"].data_type = "s"
    made = report(book, made_checked(), tmp_path)["Data"]
    for cell in ("D4", "A5", "A6"):
        assert made[cell].data_type == "s"
        assert made[cell].value.startswith("=")
        assert made[cell].quotePrefix
    with zipfile.ZipFile(tmp_path / "laporan.xlsx") as parts:
        sheets = b"".join(parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name)
    assert b"<f>" not in sheets
    assert b"<f " not in sheets


def test_a_stored_value_takes_its_formulas_place() -> None:
    stream = BytesIO()
    import xlsxwriter

    with xlsxwriter.Workbook(stream) as made:
        sheet = made.add_worksheet("Data")
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(1, 0, '="="&"1+1"', None, "=1+1")
    from kim.checking.report.neutral import neutralise

    book = load_workbook(BytesIO(stream.getvalue()))
    assert neutralise(book, keep_layout._stored_values(stream.getvalue())) == 2
    assert (book["Data"]["A1"].value, book["Data"]["A1"].data_type) == (2, "n")
    assert (book["Data"]["A2"].value, book["Data"]["A2"].data_type) == ("=1+1", "s")


def test_names_rules_and_links_that_lead_out_are_dropped_and_drop_downs_stay(book: Workbook, tmp_path: Path) -> None:
    sheet = book["Data"]
    book.defined_names["luar"] = DefinedName("luar", attr_text="[1]Sheet1!$A$1")
    book.defined_names["dalam"] = DefinedName("dalam", attr_text="Data!$A$4:$A$6")
    for formula in ('"aktif,bubar"', "INDIRECT(Data!$A$4)", 'WEBSERVICE("http://evil.example/")'):
        sheet.add_data_validation(DataValidation("list", formula1=formula, sqref="H4"))
    sheet.conditional_formatting.add("A4:A6", Rule(type="expression", formula=["LEN(A4)>3"]))
    sheet.conditional_formatting.add("B4:B6", Rule(type="expression", formula=['WEBSERVICE("http://evil.example/")']))
    sheet["A4"].hyperlink = "file://server/share/x.exe"
    sheet["A5"].hyperlink = "https://kim.example/"
    made = report(book, made_checked(), tmp_path)
    assert set(made.defined_names) == {"dalam"}
    assert [rule.formula1 for rule in made["Data"].data_validations.dataValidation] == [
        '"aktif,bubar"',
        "INDIRECT(Data!$A$4)",
    ]
    assert [str(held.sqref) for held in made["Data"].conditional_formatting] == ["A4:A6"]
    assert made["Data"]["A4"].hyperlink is None
    assert made["Data"]["A5"].hyperlink.target == "https://kim.example/"


def test_merged_hidden_and_commented_cells(book: Workbook, tmp_path: Path) -> None:
    sheet = book["Data"]
    sheet.merge_cells("B4:B6")
    sheet["A5"].comment = Comment("catatan saya", "Budi Contoh")
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["D"].hidden = True
    found = [made_finding("warning", "B5"), made_finding("error", "B6"), made_finding("error", row_number=5)]
    made = report(book, made_checked(*found, made_finding("warning", "D6")), tmp_path)
    assert filled(made["Data"], "B4") == FILL["error"]
    assert "Isi B5" in made["Data"]["B4"].comment.text
    assert "Isi B6" in made["Data"]["B4"].comment.text
    assert made["Data"]["A5"].comment.text.startswith("catatan saya")
    assert not made["Data"].row_dimensions[5].hidden
    assert not made["Data"].column_dimensions["D"].hidden
    said = [str(row[0].value) for row in made["Ringkasan"].iter_rows()]
    assert any("tersembunyi" in sentence for sentence in said)


def test_a_report_sent_again_loses_the_marks_of_the_first_check(book: Workbook, tmp_path: Path) -> None:
    book["Data"]["A5"].comment = Comment("catatan saya", "Budi Contoh")
    found = [made_finding("error", "B4"), made_finding("error", row_number=5), made_finding("info", "C6")]
    again = report(report(book, made_checked(*found), tmp_path), made_checked(made_finding("warning", "B6")), tmp_path)
    assert again.sheetnames == ["Ringkasan", "Data"]
    sheet = again["Data"]
    assert [sheet[cell].comment for cell in ("B4", "C6")] == [None, None]
    assert sheet["A5"].comment.text == "catatan saya"
    assert sheet["B4"].fill.patternType is None
    assert filled(sheet, "B6") == FILL["warning"]


def test_a_sheet_named_ringkasan_keeps_its_name(book: Workbook, tmp_path: Path) -> None:
    book.create_sheet("Ringkasan")
    assert report(book, made_checked(), tmp_path).sheetnames == ["Ringkasan (2)", "Data", "Ringkasan"]


def test_a_workbook_that_cannot_be_loaded_is_written_anew(
    book: Workbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise TypeError("a style without a name")

    monkeypatch.setattr(keep_layout, "load_workbook", fail)
    made = report(book, made_checked(made_finding("error", "B4")), tmp_path)
    assert filled(made["Data"], "B4") == FILL["error"]
    assert made["Data"]["A6"].value == "KIM 6"


@pytest.mark.parametrize(("text", "kind"), [("=1+1", "s"), ("-5", "s"), ("+62812", "s"), ("@x", "s"), ("0812", "s")])
def test_text_of_a_csv_stays_text_at_its_address(tmp_path: Path, text: str, kind: str) -> None:
    content = f"DAFTAR\n\nnama_kim,provinsi\nKIM A,{text}\n".encode()
    checked = made_checked(made_finding("warning", "B4", sheet="data"), reading=Reading("data.csv", "csv"))
    write_report(checked, None, lambda: content, tmp_path / "laporan.xlsx", Limits())
    cell = load_workbook(tmp_path / "laporan.xlsx")["data"]["B4"]
    assert (cell.value, cell.data_type) == (text, kind)
    assert cell.quotePrefix
    assert cell.comment is not None


@pytest.mark.parametrize(
    "spoil", [lambda held: held.replace(b"rels", b"sler"), lambda held: b"nama;desa\n" + held[:40]]
)
def test_a_report_of_a_broken_workbook_is_still_a_report(
    book: Workbook, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    stream = BytesIO()
    book.save(stream)
    broken = spoil(stream.getvalue())
    reading = Reading("data.xlsx", "xlsx", notes=(Note("file_no_table"),), refused=True)
    checked = made_checked(status="rejected", reading=reading)
    write_report(checked, None, lambda: broken, tmp_path / "laporan.xlsx", Limits())
    assert load_workbook(tmp_path / "laporan.xlsx").sheetnames[0] == "Ringkasan"


def test_members_of_a_zip_become_sheets(book: Workbook, tmp_path: Path) -> None:
    workbook, packed = BytesIO(), BytesIO()
    book.save(workbook)
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("kab/data.xlsx", workbook.getvalue())
        archive.writestr("lain.csv", "nama_kim,provinsi\nKIM A,Bali\n")
    sheet = "kab/data.xlsx › Data"
    checked = made_checked(made_finding("error", "B4", sheet=sheet), reading=Reading("kirim.zip", "zip"))
    write_report(checked, None, packed.getvalue, tmp_path / "laporan.xlsx", Limits())
    made = load_workbook(tmp_path / "laporan.xlsx")
    assert made.sheetnames in (["Ringkasan", "data Data", "lain"], ["Ringkasan", "Data", "lain"])
    assert filled(made.worksheets[1], "B4") == FILL["error"]


def test_a_refused_file_has_a_report_that_says_why_and_is_not_opened(tmp_path: Path) -> None:
    def load() -> bytes:
        raise AssertionError("a bomb must not be opened")

    reading = Reading("bom.xlsx", "xlsx", notes=(Note("file_entity_bomb"),), refused=True)
    finding = made_finding("error", sheet=None, rule="file_entity_bomb", message_id="Berkas tidak aman.")
    checked = made_checked(finding, status="rejected", reading=reading, row_count=0)
    write_report(checked, None, load, tmp_path / "laporan.xlsx", Limits())
    made = load_workbook(tmp_path / "laporan.xlsx")
    assert made.sheetnames == ["Ringkasan"]
    assert "Berkas tidak aman." in [cell.value for row in made["Ringkasan"].iter_rows() for cell in row]


def test_a_large_file_is_written_row_by_row(book: Workbook, tmp_path: Path) -> None:
    made = report(book, made_checked(made_finding("error", "B4"), row_count=60_000), tmp_path)
    assert filled(made["Data"], "B4") == FILL["error"]
    assert any("sangat besar" in str(row[0].value) for row in made["Ringkasan"].iter_rows())


@pytest.mark.parametrize("merged", ["B4:B1048576", "A4:XFD1048576"])
def test_a_merge_down_whole_columns_is_left_out(merged: str, tmp_path: Path) -> None:
    data = header_row() + f'<row r="4">{inline("A4", "KIM Satu")}{inline("B4", "Jawa Tmur")}</row>'
    content = raw_sheet(worksheet(data, tail=f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>'))
    write_report(made_checked(made_finding("error", "B4")), None, lambda: content, tmp_path / "a.xlsx", Limits())
    made = load_workbook(tmp_path / "a.xlsx")
    assert filled(made["Data"], "B4") == FILL["error"]
    assert made["Data"].merged_cells.ranges == set()


def test_nothing_is_left_behind_where_writing_fails(
    book: Workbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keep_layout, "load_workbook", fail)
    from kim.errors import KimError

    with pytest.raises(KimError, match="No space left"):
        report(book, made_checked(), tmp_path)
    assert list(tmp_path.iterdir()) == []
