"""`kim feedback`: the receipt and the report of a file received, from the encrypted archive."""

from pathlib import Path

import duckdb
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from kim.cli.app import app
from kim.errors import KimError, UsageError
from kim.home import SQL, Home
from kim.register.archive import Archive
from kim.register.vault import Vault

LINES = "nama_kim;provinsi;kabupaten_kota;tanggal_berdiri\nKIM Uji;Jawa Timur;Kabupaten Sidoarjo;17-08-2026\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home that received one file on 2 March 2026, before the date in it."""
    home = Home(tmp_path / "home")
    sent = tmp_path / "uji.csv"
    sent.write_text(LINES, encoding="utf-8")
    sha256 = Archive(home, Vault(home)).put(sent)
    home.warehouse.mkdir(exist_ok=True)
    with duckdb.connect(str(home.database)) as conn:
        conn.execute((SQL / "migrations" / "0002_intake.sql").read_text(encoding="utf-8"))
        conn.execute(
            "insert into intake.submission by name select 's0123456789abcdef' as submission_id, 12 as sequence, "
            "? as sha256, '35.15/uji.csv' as file_name, timestamp '2026-03-02 05:00' as received_at, "
            "'2026-1' as round_id, 70 as byte_count, 1 as row_count, 1 as accepted_count, 0 as quarantined_count, "
            "0 as ignored_count, 'accepted' as status",
            [sha256],
        )
    return home


@pytest.mark.parametrize("submission", ["s0123456789abcdef", "12"])
def test_a_receipt_with_number_counts_and_findings_of_its_own_day(home: Home, tmp_path: Path, submission: str) -> None:
    out = tmp_path / "tanda.xlsx"
    result = CliRunner().invoke(app, ["--home", str(home.root), "feedback", submission, str(out)])
    assert result.exit_code == 0, result.output
    assert "Receipt 12" in result.stdout
    shown = [str(cell.value) for row in load_workbook(out)["Ringkasan"].iter_rows() for cell in row if cell.value]
    assert "Tanda terima dan hasil pemeriksaan berkas pendaftaran KIM" in shown
    assert {"12", "2026-1", "2 Maret 2026 pukul 12.00 WIB"} <= set(shown)
    assert "date_future" in shown


def test_a_file_that_is_not_known_is_a_sentence(home: Home, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["--home", str(home.root), "feedback", "99", str(tmp_path / "x.xlsx")])
    assert isinstance(result.exception, UsageError)
    assert "99" in str(result.exception)


def test_without_a_key_nothing_is_opened(home: Home, tmp_path: Path) -> None:
    home.key.unlink()
    result = CliRunner().invoke(app, ["--home", str(home.root), "feedback", "12", str(tmp_path / "x.xlsx")])
    assert isinstance(result.exception, KimError)
    assert not (tmp_path / "x.xlsx").exists()
