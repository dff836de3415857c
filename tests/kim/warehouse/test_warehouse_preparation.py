"""Reference tables and views follow their files: made anew when one changed, gone when its file is gone."""

import re
import shutil
from pathlib import Path

import duckdb
import pytest

from kim.errors import KimError
from kim.home import REFERENCE, SQL
from kim.warehouse import metadata, preparation


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "reference"
    copy.mkdir()
    for name, _ in preparation.REFERENCE_TABLES.values():
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
    assert not preparation.load_reference(conn, folder)
    replace(folder / "provinces.csv", "11,Aceh,", "11,Nanggroe,")
    assert preparation.load_reference(conn, folder)
    assert not preparation.load_reference(conn, folder)
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
        preparation.load_reference(conn, folder)
    assert conn.execute("select count(*), count(name) from reference.province").fetchall() == [(38, 38)]


def test_a_missing_file_is_named(conn: duckdb.DuckDBPyConnection, folder: Path) -> None:
    (folder / "rounds.csv").unlink()
    with pytest.raises(KimError, match=r"rounds\.csv is missing"):
        preparation.load_reference(conn, folder)


def write(folder: Path, name: str, sql: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(sql, encoding="utf-8")


def names(conn: duckdb.DuckDBPyConnection) -> set[str]:
    return set(metadata.relations(conn))


def test_views_and_macros_follow_their_files(conn: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    folder = tmp_path / "views"
    write(folder, "1.sql", "-- One.\ncreate view mart.one as select 1 as a;")
    write(folder, "2.sql", "-- Two.\ncreate macro mart.two(t) as table select t + a as a from mart.one;")
    assert preparation.create_views(conn, folder)
    assert not preparation.create_views(conn, folder)
    assert conn.execute("from mart.two(2)").fetchall() == [(3,)]
    assert "registry.record" not in names(conn)
    (folder / "2.sql").unlink()
    write(folder, "1.sql", "-- One.\ncreate view mart.one as select 7 as a;")
    assert preparation.create_views(conn, folder)
    assert conn.execute("from mart.one").fetchall() == [(7,)]
    assert "mart.two" not in names(conn)


def test_views_keep_to_the_sql_of_the_oldest_version_promised() -> None:
    for path in (*preparation.VIEWS.glob("*.sql"), *(SQL / "queries" / "analyst").glob("*.sql")):
        assert re.search(r"\bif\(", path.read_text(encoding="utf-8")) is None, f"{path.name}: 1.4 has no if(…)"


def test_each_file_makes_one_relation_and_says_first_what_it_is_for() -> None:
    for path in sorted(preparation.VIEWS.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("-- "), path.name
        assert len(re.findall(r"^create (?:or replace )?(?:view|macro) ", text, re.MULTILINE)) == 1, path.name
