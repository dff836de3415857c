"""The form: filled in, it passes the check without a word."""

import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kim.checking.check import check_file
from kim.checking.template import write_form
from kim.checking.template.form import DATA_SHEET
from kim.checking.template.prefill import FormRow, form_row
from kim.errors import UsageError
from kim.reading.grid import GUIDANCE_TITLE, LISTS_TITLE
from kim.settings import Limits
from schemas.fields import COLUMNS, position

FULL: FormRow = {
    "nama_kim": "KIM Anyelir",
    "provinsi": "Jawa Timur",
    "kabupaten_kota": "Kota Madiun",
    "kecamatan": "Taman",
    "desa_kelurahan": "Kejuron",
    "kode_wilayah": "35.77.03.1006",
    "alamat": "Jl. Contoh No. 1",
    "tanggal_berdiri": date(2019, 8, 17),
    "nomor_sk": "489/07/401.403.6/2019",
    "tanggal_sk": date(2019, 9, 2),
    "masa_bakti": "2024-2029",
    "nama_ketua": "Budi Contohadi",
    "nomor_hp": "081200000001",
    "email": "kim@contoh.id",
    "jumlah_anggota": 25,
    "jenis_komunitas": "masyarakat",
    "status": "aktif",
    "situs_web": "https://anyelir.contoh.id",
    "domain_diajukan": "anyelir",
    "facebook": "https://www.facebook.com/kim.anyelir",
    "instagram": "@kim_anyelir",
    "nomor_id_kim": "357703100612",
    "keterangan": "Perlu pembinaan",
}
SHORT: FormRow = {"nama_kim": "KIM Desa Gambut", "provinsi": "Kalimantan Selatan", "kabupaten_kota": "Kabupaten Banjar"}


def _sheet(path: Path) -> Worksheet:
    sheet = openpyxl.load_workbook(path)[DATA_SHEET]
    assert isinstance(sheet, Worksheet)
    return sheet


def _fill(path: Path, rows: list[FormRow]) -> None:
    """As an officer does in a spreadsheet program: values into the cells that the form has."""
    book = openpyxl.load_workbook(path)
    for number, row in enumerate(rows, start=2):
        for name, value in row.items():
            book[DATA_SHEET].cell(number, position(name) + 1).value = value
    book.save(path)


@pytest.mark.parametrize("region", ["35", "35.77"])
def test_a_filled_form_has_no_finding(tmp_path: Path, region: str) -> None:
    path = tmp_path / "form.xlsx"
    write_form(path, region)
    _fill(path, [FULL])
    checked = check_file(path, "form.xlsx", "form.xlsx", datetime(2026, 1, 20, tzinfo=UTC), Limits())
    assert not checked.findings
    assert (checked.status, checked.accepted_count) == ("accepted", 1)


def test_the_nations_form_has_no_finding_either(tmp_path: Path) -> None:
    write_form(tmp_path / "form.xlsx", None, [FULL, SHORT])
    checked = check_file(tmp_path / "form.xlsx", "f.xlsx", "f.xlsx", datetime(2026, 1, 20, tzinfo=UTC), Limits())
    assert not checked.findings
    assert checked.accepted_count == 2


def test_an_empty_form_has_no_finding(tmp_path: Path) -> None:
    write_form(tmp_path / "form.xlsx", "11")
    checked = check_file(tmp_path / "form.xlsx", "f.xlsx", "f.xlsx", datetime(2026, 1, 20, tzinfo=UTC), Limits())
    assert not checked.findings
    assert checked.row_count == 0


def test_the_header_is_canonical_and_frozen(tmp_path: Path) -> None:
    write_form(tmp_path / "form.xlsx", "35.15")
    sheet = _sheet(tmp_path / "form.xlsx")
    assert [cell.value for cell in sheet[1]] == [column.name for column in COLUMNS.values()]
    assert sheet.freeze_panes == "B2"


def test_phones_and_codes_are_text(tmp_path: Path) -> None:
    write_form(tmp_path / "form.xlsx", "35.15")
    with zipfile.ZipFile(tmp_path / "form.xlsx") as book:
        columns_xml = book.read("xl/worksheets/sheet2.xml").decode()
        formats = re.findall(r'<xf numFmtId="(\d+)"', book.read("xl/styles.xml").decode().split("<cellXfs")[1])
    spans = re.findall(r'<col min="(\d+)" max="(\d+)" width="[\d.]+" style="(\d+)"', columns_xml)
    for name in ("nomor_hp", "kode_wilayah", "nomor_id_kim", "id_kim", "nomor_sk"):
        at = position(name) + 1
        (style,) = [style for first, last, style in spans if int(first) <= at <= int(last)]
        assert formats[int(style)] == "49"  # the number of the format @


def test_prefilled_rows_come_back_with_their_id_and_no_finding(tmp_path: Path) -> None:
    known = form_row(
        {
            "kim_id": "K1RNYY820MF7H",
            "name": "KIM Desa Arjosari",
            "province_code": "35",
            "regency_code": "35.01",
            "district_code": "35.01.06",
            "village_code": None,
            "founded_on": date(2010, 1, 1),
            "founded_precision": "year",
            "decree_number": None,
            "decree_on": None,
            "member_count": 12,
            "community_type": "umkm",
            "status": "tidak_aktif",
            "website": "arjosari.contoh.id",
            "domain_label": "arjosari",
            "channels": '{"instagram": "kim_arjosari", "whatsapp": "+6281200000001"}',
            "site_number": None,
            "partners": None,
        }
    )
    assert known["tanggal_berdiri"] == 2010
    assert "whatsapp" not in known
    write_form(tmp_path / "form.xlsx", "35.01", [known])
    checked = check_file(tmp_path / "form.xlsx", "f.xlsx", "f.xlsx", datetime(2026, 1, 20, tzinfo=UTC), Limits())
    assert not checked.findings
    assert checked.accepted_count == 1
    assert _sheet(tmp_path / "form.xlsx").cell(2, position("id_kim") + 1).value == "K1RNYY820MF7H"


def test_a_region_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no region code"):
        write_form(tmp_path / "form.xlsx", "99")
    assert not (tmp_path / "form.xlsx").exists()


def test_the_forms_own_sheets_say_what_they_are(tmp_path: Path) -> None:
    write_form(tmp_path / "form.xlsx", "35.15")
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    assert book["Petunjuk"]["A1"].value == GUIDANCE_TITLE
    assert book["Daftar"]["A1"].value == LISTS_TITLE
    assert book["Daftar"].sheet_state == "hidden"
    assert "Kabupaten Sidoarjo, Jawa Timur" in str(book["Petunjuk"]["A2"].value)
