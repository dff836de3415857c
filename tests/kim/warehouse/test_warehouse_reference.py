"""Reference tables hold what the CSV files hold, and are loaded anew only when a file changed."""

import shutil
from pathlib import Path

import duckdb
import pytest

from kim.errors import KimError
from kim.home import REFERENCE
from kim.warehouse import reference


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "reference"
    copy.mkdir()
    for name, _ in reference.SOURCES.values():
        shutil.copy(REFERENCE / name, copy / name)
    return copy


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_regions_are_all_there(conn: duckdb.DuckDBPyConnection) -> None:
    counts = [
        conn.execute(f"select count(*) from reference.{table}").fetchall()[0][0]
        for table in ("province", "regency", "district", "village")
    ]
    assert counts == [38, 514, 7285, 83762]


def test_unchanged_files_are_not_loaded_again(conn: duckdb.DuckDBPyConnection, folder: Path) -> None:
    assert not reference.refresh(conn, folder)
    replace(folder / "provinces.csv", "11,Aceh,", "11,Nanggroe,")
    assert reference.refresh(conn, folder)
    assert not reference.refresh(conn, folder)
    assert conn.execute("select name from reference.province where code = '11'").fetchall() == [("Nanggroe",)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("12,Sumatera Utara", "11,Sumatera Utara", "holds the key 11 twice"),
        ("11,Aceh,,", "11,Aceh,kemarin,", "does not fit reference.province"),
        ("code,name", "code,nama", "does not fit reference.province"),
    ],
)
def test_a_file_that_does_not_fit_is_named_and_changes_nothing(
    conn: duckdb.DuckDBPyConnection, folder: Path, old: str, new: str, message: str
) -> None:
    replace(folder / "provinces.csv", old, new)
    with pytest.raises(KimError, match=rf"provinces\.csv.*{message}"):
        reference.refresh(conn, folder)
    assert conn.execute("select count(*), count(name) from reference.province").fetchall() == [(38, 38)]


def test_a_missing_file_is_named(conn: duckdb.DuckDBPyConnection, folder: Path) -> None:
    (folder / "rounds.csv").unlink()
    with pytest.raises(KimError, match=r"rounds\.csv is missing"):
        reference.refresh(conn, folder)
