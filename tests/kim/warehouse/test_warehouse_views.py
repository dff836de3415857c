"""Views follow their files: made anew when one changed, gone when its file is gone."""

import re
from pathlib import Path

import duckdb

from kim.home import SQL
from kim.warehouse import metadata, views


def write(folder: Path, name: str, sql: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(sql, encoding="utf-8")


def names(conn: duckdb.DuckDBPyConnection) -> set[str]:
    return set(metadata.relations(conn))


def test_views_and_macros_follow_their_files(conn: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    folder = tmp_path / "views"
    write(folder, "1.sql", "-- One.\ncreate view mart.one as select 1 as a;")
    write(folder, "2.sql", "-- Two.\ncreate macro mart.two(t) as table select t + a as a from mart.one;")
    assert views.create(conn, folder)
    assert not views.create(conn, folder)
    assert conn.execute("from mart.two(2)").fetchall() == [(3,)]
    assert "registry.record" not in names(conn)
    (folder / "2.sql").unlink()
    write(folder, "1.sql", "-- One.\ncreate view mart.one as select 7 as a;")
    assert views.create(conn, folder)
    assert conn.execute("from mart.one").fetchall() == [(7,)]
    assert "mart.two" not in names(conn)


def test_views_keep_to_the_sql_of_the_oldest_version_promised() -> None:
    for path in (*views.FOLDER.glob("*.sql"), *(SQL / "queries" / "analyst").glob("*.sql")):
        assert re.search(r"\bif\(", path.read_text(encoding="utf-8")) is None, f"{path.name}: 1.4 has no if(…)"


def test_each_file_makes_one_relation_and_says_first_what_it_is_for() -> None:
    for path in sorted(views.FOLDER.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("-- "), path.name
        assert len(re.findall(r"^create (?:or replace )?(?:view|macro) ", text, re.MULTILINE)) == 1, path.name
