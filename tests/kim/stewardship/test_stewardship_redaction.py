"""A redacted copy reads as before, the blanked cells alone empty, whatever the format."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from kim.cli.app import app
from kim.errors import KimError
from kim.reading import Reading, read_bytes
from kim.settings import Limits
from kim.stewardship.redaction import redact_file

HEADER = ["nama_kim", "provinsi", "kabupaten_kota", "nama_ketua", "nomor_hp", "catatan khusus"]
ROWS = [
    ["KIM Rekaan Satu", "Jawa Timur", "Kabupaten Malang", "Ketua Rahasia", "081100000001", "rumah Rahasia"],
    ["KIM Rekaan Dua", "Jawa Timur", "Kabupaten Malang", "Ketua Tetap", "081100000002", "tetap"],
    ["KIM Rekaan Tiga", "Jawa Timur", "Kota Malang", "Ketua Juga", "081100000003", ""],
]
SECRET = {(2, 3), (2, 4), (2, 5)}


def _read(content: bytes, name: str) -> Reading:
    return read_bytes(content, name, Limits())


def _xlsx() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Data"
    for row in [HEADER, *ROWS]:
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _csv(separator: str = ",", ending: str = "\r\n") -> str:
    return "".join(separator.join(f'"{cell}"' for cell in row) + ending for row in [HEADER, *ROWS])


def _ods() -> bytes:
    lines = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in [HEADER, *ROWS]
    )
    names = "office", "table", "text"
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    table = f'<table:table table:name="Data">{lines}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml", f'<?xml version="1.0"?><office:document-content {spaces}>{body}</office:document-content>'
        )
    return target.getvalue()


def _zip() -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("kab/satu.xlsx", _xlsx())
        archive.writestr("kab/dua.csv", _csv(";"))
    return target.getvalue()


FILES: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "xlsx": ("a.xlsx", _xlsx, "Data"),
    "ods": ("a.ods", _ods, "Data"),
    "comma": ("a.csv", lambda: _csv(",").encode(), "a"),
    "semicolon with mark": ("a.csv", lambda: _csv(";", "\n").encode("utf-8-sig"), "a"),
    "tab, utf-16": ("a.tsv", lambda: _csv("\t").encode("utf-16"), "a"),
    "windows-1252": ("a.csv", lambda: _csv("|").replace("Dua", "Dué").encode("cp1252"), "a"),
}


def _cells(reading: Reading) -> dict[tuple[str, int, int], object]:
    return {
        (table.sheet, row, column.index): value
        for table in reading.tables
        for column, values in zip(table.columns, table.values, strict=True)
        for row, value in zip(table.row_numbers, values, strict=True)
        if value not in (None, "")
    }


@pytest.mark.parametrize("kind", FILES)
def test_the_cells_go_and_all_others_stay(kind: str) -> None:
    name, make, sheet = FILES[kind]
    content = make()
    before = _cells(_read(content, name))
    assert (sheet, 2, 3) in before
    copy = redact_file(content, name, {sheet: SECRET}, _read)
    after = _cells(_read(copy, name))
    assert after == {place: value for place, value in before.items() if place[1:] not in SECRET}
    assert not _holds(copy, "Rahasia")


def test_inside_a_zip_only_the_member_meant_is_touched() -> None:
    content = _zip()
    name = "kiriman.zip"
    sheets = {table.sheet for table in _read(content, name).tables}
    meant = next(sheet for sheet in sheets if "dua" in sheet)
    copy = redact_file(content, name, {meant: SECRET}, _read)
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(BytesIO(copy)) as new:
        assert old.namelist() == new.namelist()
        assert old.read("kab/satu.xlsx") == new.read("kab/satu.xlsx")
        assert b"Rahasia" not in new.read("kab/dua.csv")


def test_a_value_merged_over_several_rows_stays_with_the_others() -> None:
    book = load_workbook(BytesIO(_xlsx()))
    book["Data"].merge_cells("E2:E4")
    target = BytesIO()
    book.save(target)
    before = _cells(_read(target.getvalue(), "a.xlsx"))
    copy = redact_file(target.getvalue(), "a.xlsx", {"Data": SECRET}, _read)
    assert _cells(_read(copy, "a.xlsx")) == {place: v for place, v in before.items() if place[1:] not in SECRET}


def test_hidden_rows_stay_hidden_and_comments_go() -> None:
    book = load_workbook(BytesIO(_xlsx()))
    from openpyxl.comments import Comment

    book["Data"]["A3"].comment = Comment("Rahasia", "x")
    target = BytesIO()
    book.save(target)
    copy = redact_file(target.getvalue(), "a.xlsx", {"Data": SECRET}, _read)
    assert load_workbook(BytesIO(copy))["Data"].row_dimensions[3].hidden
    assert not _holds(copy, "Rahasia")


def test_a_cell_of_many_lines_keeps_the_rows_below_at_their_numbers() -> None:
    text = _csv().replace("rumah Rahasia", "rumah\r\nRahasia\r\nbelakang")
    copy = redact_file(text.encode(), "a.csv", {"a": SECRET}, _read).decode()
    assert "Rahasia" not in copy
    assert copy.splitlines()[4] == text.splitlines()[4]


def test_redacting_twice_is_redacting_once() -> None:
    once = redact_file(_csv().encode(), "a.csv", {"a": SECRET}, _read)
    assert redact_file(once, "a.csv", {"a": SECRET}, _read) == once


def test_what_cannot_be_redacted_safely_is_refused() -> None:
    def confused(content: bytes, name: str) -> Reading:
        return _read(content, name if b"Rahasia" in content else "other.csv")

    with pytest.raises(KimError, match=r"a.csv cannot be redacted"):
        redact_file(_csv().encode(), "a.csv", {"a": SECRET}, confused)


_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\n"), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_TEXT, _TEXT), min_size=1, max_size=6), st.sampled_from(",;\t|"), st.data())
def test_any_text_in_the_cells_is_survived(cells: list[tuple[str, str]], separator: str, data: st.DataObject) -> None:
    import csv
    from io import StringIO

    target = StringIO(newline="")
    writer = csv.writer(target, delimiter=separator)
    writer.writerow(HEADER)
    for number, (leader, phone) in enumerate(cells):
        writer.writerow([f"KIM Rekaan {number}", "Jawa Timur", "Kabupaten Malang", leader, phone, ""])
    row = data.draw(st.integers(2, len(cells) + 1))
    content = target.getvalue().encode()
    before = _cells(_read(content, "a.csv"))
    copy = redact_file(content, "a.csv", {"a": {(row, 3), (row, 4)}}, _read)
    after = _cells(_read(copy, "a.csv"))
    gone = {("a", row, 3), ("a", row, 4)}
    kept = {place for place, value in before.items() if str(value).strip()} - gone
    assert {place for place, value in after.items() if str(value).strip()} == kept


def _holds(content: bytes, text: str) -> bool:
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return any(_holds(archive.read(member), text) for member in archive.namelist())
    return text.encode() in content or text.encode("utf-16-le") in content


def test_every_kind_of_file_that_offices_send_can_be_redacted(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["sample", str(tmp_path / "round"), "--kim", "150", "--seed", "9"]).exit_code == 0
    kinds = set()
    for path in sorted(p for p in (tmp_path / "round").rglob("*") if p.is_file() and p.name != "truth.csv"):
        content = path.read_bytes()
        reading = _read(content, path.name)
        for table in reading.tables[-1:]:
            place = len(table.row_numbers) // 2
            cells = {
                (table.row_numbers[place], column.index)
                for column, values in zip(table.columns, table.values, strict=True)
                if column.field in (None, "nama_ketua", "nomor_hp") and values[place] is not None
            }
            copy = redact_file(content, path.name, {table.sheet: cells}, _read)
            gone = {(table.sheet, *cell) for cell in cells}
            assert gone.isdisjoint(_cells(_read(copy, path.name)))
            kinds.add(path.suffix)
    assert kinds >= {".xlsx", ".csv"}
