"""`kim check` as its user calls it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import xlsxwriter
from typer.testing import CliRunner

from kim.cli.app import app
from kim.errors import KimError, UsageError
from kim.home import PACKAGE_ROOT

SCHEMA = json.loads((PACKAGE_ROOT / "docs" / "check-json.schema.json").read_text(encoding="utf-8"))
HEADER = ["No", "Nama KIM", "Provinsi", "Kabupaten/Kota", "Kecamatan", "No HP Ketua", "Jml Anggota", "Status"]
ROWS = [
    ["1", "KIM Uji Satu", "Jawa Timur", "Kabupaten Sidoarjo", "Taman", "081234567890", "25", "aktif"],
    ["2", "KIM Uji Dua", "Jawa Tenggara", "Kabupaten Sidoarjo", "Taman", "081234567891", "banyak", "aktif"],
    ["3", "KIM Uji Tiga", "Jawa Timur", "Kabupaten Sidoarjo", "Taman", "0812-00", "12", "aktif"],
]


def invoke(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["check", *arguments])


@pytest.fixture
def csv_file(tmp_path: Path) -> Path:
    lines = [["DAFTAR KIM UJI"], [], HEADER, *ROWS, ["", "Jumlah", "", "", "", "", "37", ""]]
    path = tmp_path / "kiriman" / "uji.csv"
    path.parent.mkdir()
    path.write_text("\n".join(";".join(line) for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def xlsx_file(tmp_path: Path) -> Path:
    path = tmp_path / "uji.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data KIM")
        for row, line in enumerate([["DAFTAR KIM UJI"], [], HEADER, *ROWS]):
            sheet.write_row(row, 0, line)
    return path


def test_a_sheet_named_after_a_person_or_a_number_is_called_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "uji.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("Data", "Ketua 081234567890", "Siti Aminah Rekaan"):
            sheet = book.add_worksheet(name)
            for row, line in enumerate([HEADER, [*ROWS[1][:1], f"KIM {name[:4]}", *ROWS[1][2:]]]):
                sheet.write_row(row, 0, line)
    as_json, on_screen = invoke(str(path), "--json").stdout, invoke(str(path)).stdout
    assert {one["sheet"] for one in json.loads(as_json)["files"][0]["findings"]} == {"Data", "Sheet 2", "Sheet 3"}
    for said in (as_json, on_screen):
        assert "Sheet 2" in said
        assert "081234567890" not in said
        assert "Aminah" not in said


def test_what_a_file_says_steers_no_terminal(tmp_path: Path) -> None:
    path = tmp_path / "uji.csv"
    path.write_text("Nama KIM,Provinsi,Desa\nKIM \u202eMelati\x1b[2J,Jawa \x9b2JTengara,\u2067Tarik\n", "utf-8")
    for said in (invoke(str(path), "--json").stdout, invoke(str(path)).stdout):
        assert not [char for char in said if not char.isprintable() and char != "\n"]


def test_json_is_as_the_schema_says_and_masks_what_is_personal(csv_file: Path, xlsx_file: Path) -> None:
    result = invoke(str(csv_file), str(xlsx_file), "--json")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    jsonschema.validate(document, SCHEMA)
    first = document["files"][0]
    assert (first["file"], first["status"]) == (str(csv_file), "partly_accepted")
    assert (first["row_count"], first["accepted_count"], first["quarantined_count"]) == (4, 2, 1)
    found = {(one["rule"], one["sheet"], one["cell"]) for one in first["findings"]}
    assert {("province_unknown", "uji", "C5"), ("count_invalid", "uji", "G5"), ("phone_invalid", "uji", "F6")} <= found
    assert "0812-00" not in result.stdout
    assert [one["cell"] for one in document["files"][1]["findings"]] == [one["cell"] for one in first["findings"]]


def test_the_screen_has_a_summary_then_the_findings_in_order(csv_file: Path) -> None:
    shown = invoke(str(csv_file)).stdout
    assert "4 baris: 2 diterima, 1 ditahan, 1 diabaikan." in shown
    assert "1 dari 3 baris" in shown
    assert shown.index("C5") < shown.index("G5") < shown.index("F6")
    assert "Jawa Tenggara" in shown
    english = invoke(str(csv_file), "--lang", "en").stdout
    assert "4 rows: 2 accepted, 1 quarantined, 1 ignored." in english


def test_strict_tells_quarantine_by_its_exit_code(csv_file: Path, tmp_path: Path) -> None:
    assert invoke(str(csv_file)).exit_code == 0
    assert invoke(str(csv_file), "--strict").exit_code == 3
    broken = tmp_path / "rusak.xlsx"
    broken.write_bytes(b"PK\x03\x04 no workbook")
    assert invoke(str(broken)).exit_code == 0
    assert invoke(str(broken), "--strict").exit_code == 3
    clean = tmp_path / "bersih.csv"
    clean.write_text("\n".join(";".join(line) for line in [HEADER, ROWS[0]]), encoding="utf-8")
    assert invoke(str(clean), "--strict").exit_code == 0


def test_a_folder_stands_for_its_files_but_not_for_what_excel_leaves(csv_file: Path, xlsx_file: Path) -> None:
    (csv_file.parent / "~$uji.xlsx").write_bytes(b"x")
    (csv_file.parent / ".DS_Store").write_bytes(b"x")
    document = json.loads(invoke(str(csv_file.parent.parent), "--json").stdout)
    assert [one["file"] for one in document["files"]] == [str(csv_file), str(xlsx_file)]


@pytest.mark.parametrize("name", ["tidak-ada.xlsx", "kosong"])
def test_what_is_not_there_is_wrong_usage(tmp_path: Path, name: str) -> None:
    (tmp_path / "kosong").mkdir()
    result = invoke(str(tmp_path / name))
    assert isinstance(result.exception, UsageError)
    assert result.exception.exit_code == 2
    assert name in str(result.exception)


def test_reports_go_to_a_file_or_a_folder(csv_file: Path, xlsx_file: Path, tmp_path: Path) -> None:
    assert invoke(str(csv_file), "--report", str(tmp_path / "satu.xlsx")).exit_code == 0
    assert (tmp_path / "satu.xlsx").read_bytes()[:2] == b"PK"
    assert invoke(str(csv_file), str(xlsx_file), "--report", str(tmp_path / "semua")).exit_code == 0
    assert sorted(path.name for path in (tmp_path / "semua").iterdir()) == ["uji-laporan-2.xlsx", "uji-laporan.xlsx"]


def test_a_report_never_replaces_what_is_checked(xlsx_file: Path, csv_file: Path, tmp_path: Path) -> None:
    before = xlsx_file.read_bytes()
    for out in (xlsx_file, tmp_path / "tidak-ada" / "x.xlsx", tmp_path / "x.pdf"):
        result = invoke(str(xlsx_file), "--report", str(out))
        assert isinstance(result.exception, UsageError), out
    two = invoke(str(xlsx_file), str(csv_file), "--report", str(tmp_path / "x.xlsx"))
    assert isinstance(two.exception, UsageError)
    assert xlsx_file.read_bytes() == before


def test_a_file_that_may_not_be_read_is_a_sentence(xlsx_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("kim.checking.check.check_file", refuse)
    result = invoke(str(xlsx_file))
    assert isinstance(result.exception, KimError)
    assert "Permission denied" in str(result.exception)


def test_a_check_needs_none_of_the_heavy_libraries(xlsx_file: Path) -> None:
    code = (
        "import sys; from kim.cli.app import app\n"
        f"try: app(['check', {str(xlsx_file)!r}])\n"
        "except SystemExit: pass\n"
        "heavy = {'pandas', 'duckdb', 'prefect', 'pandera', 'splink', 'openpyxl', 'xlsxwriter', 'altair'}\n"
        "sys.exit(str(sorted(heavy & set(sys.modules))) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PACKAGE_ROOT, check=False)
    assert done.returncode == 0, done.stderr


def test_arrow_finds_pandas_again_afterwards() -> None:
    code = (
        "import sys\nfrom kim.checking.without_pandas import without_pandas\n"
        "with without_pandas():\n    import pyarrow as pa; pa.array(['a']); assert 'pandas' not in sys.modules\n"
        "import pandas; assert pa.array(pandas.Series(['a', None])).null_count == 1\n"
        "assert list(pa.table({'a': [1]}).to_pandas()['a']) == [1]"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=PACKAGE_ROOT)
