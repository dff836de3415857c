"""Migrations run forward only, from every earlier version, and never change."""

from pathlib import Path

import duckdb
import pytest

from kim.errors import KimError
from kim.warehouse import migrate

STEPS = migrate.migrations()


def folder_of(tmp_path: Path, *, until: int, name: str = "older") -> Path:
    folder = tmp_path / name
    folder.mkdir()
    for step in STEPS[:until]:
        (folder / step.path.name).write_bytes(step.path.read_bytes())
    return folder


def schema_of(conn: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return conn.execute(
        "select schema_name, table_name, column_name, data_type, is_nullable from duckdb_columns() "
        "where not internal order by all"
    ).fetchall()


def fresh() -> duckdb.DuckDBPyConnection:
    conn = duckdb.connect()
    migrate.migrate(conn)
    return conn


@pytest.mark.parametrize("until", range(len(STEPS)))
def test_every_earlier_version_ends_in_the_same_schema_with_its_data(until: int, tmp_path: Path) -> None:
    conn = duckdb.connect()
    migrate.migrate(conn, folder_of(tmp_path, until=until))
    conn.execute("create schema if not exists kept; create table kept.row as select 35 as code")
    held = "insert into reference.province (code, name) values ('35', 'Jawa Timur')"
    if until > 1:
        conn.execute(held)
    assert migrate.migrate(conn) == len(STEPS) - until
    if until > 1:
        assert conn.execute("select name from reference.province").fetchall() == [("Jawa Timur",)]
    conn.execute("drop schema kept cascade")
    assert schema_of(conn) == schema_of(fresh())


def test_an_office_source_of_an_older_warehouse_claims_no_more_than_a_files_name(tmp_path: Path) -> None:
    conn = duckdb.connect()
    migrate.migrate(conn, folder_of(tmp_path, until=6))
    for number, basis in enumerate(("path", "title", "unknown"), start=1):
        conn.execute(
            "insert into intake.submission values (?, ?, '', 'a', null, ?, now(), 'r', null, 1, 0, 0, 0, 0, "
            "'accepted', null, null)",
            [f"s{number}", number, basis],
        )
    migrate.migrate(conn)
    found = conn.execute("select office_source from intake.submission order by sequence").fetchall()
    assert found == [("file_name",), ("title",), (None,)]


def test_nothing_is_due_twice() -> None:
    conn = fresh()
    assert migrate.migrate(conn) == 0
    applied = conn.execute("select number, sha256 from meta.migration order by number").fetchall()
    assert applied == [(step.number, step.sha256) for step in STEPS]


def test_a_changed_migration_is_refused_by_name(tmp_path: Path) -> None:
    conn = fresh()
    folder = folder_of(tmp_path, until=len(STEPS))
    changed = folder / STEPS[2].path.name
    changed.write_text(changed.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(KimError, match=rf"{STEPS[2].path.name} was changed"):
        migrate.migrate(conn, folder)


def test_a_warehouse_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KimError, match="newer version"):
        migrate.migrate(fresh(), folder_of(tmp_path, until=len(STEPS) - 1))


def test_a_gap_in_the_numbers_is_refused(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, until=2)
    (folder / "0007_later.sql").write_text("-- Later.\nselect 1;", encoding="utf-8")
    with pytest.raises(KimError, match="expected number 0002"):
        migrate.migrate(duckdb.connect(), folder)


def test_a_migration_that_fails_leaves_the_former_version(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, until=2)
    (folder / "0002_broken.sql").write_text("create schema broken; select nonsense;", encoding="utf-8")
    conn = duckdb.connect()
    migrate.migrate(conn, folder_of(tmp_path, until=2, name="former"))
    before = schema_of(conn)
    with pytest.raises(duckdb.Error):
        migrate.migrate(conn, folder)
    assert schema_of(conn) == before
    assert conn.execute("select count(*) from duckdb_schemas() where schema_name = 'broken'").fetchall() == [(0,)]
