"""Every table, view and column is described once, and what is described exists."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from kim.errors import KimError
from kim.statements import statement
from kim.warehouse import metadata, prepare
from kim.warehouse.dictionary import LAYERS, PAGE, page


@pytest.fixture(scope="module")
def conn() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        prepare(opened)
        yield opened


def columns(conn: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {name: set() for name in metadata.relations(conn)}
    for relation, column, _ in conn.execute(statement("catalogue/columns")).fetchall():
        found[relation].add(column)
    return found


def test_what_is_described_is_what_there_is(conn: duckdb.DuckDBPyConnection) -> None:
    about = {relation: set(entry.columns) for relation, entry in metadata.described().items()}
    present = columns(conn)
    missing = {name: sorted(cols - about.get(name, set())) for name, cols in present.items()}
    stale = {name: sorted(cols - present.get(name, set())) for name, cols in about.items()}
    assert set(about) == set(present)
    assert {name: cols for name, cols in missing.items() if cols} == {}
    assert {name: cols for name, cols in stale.items() if cols} == {}


def test_every_table_view_and_column_carries_its_comment(conn: duckdb.DuckDBPyConnection) -> None:
    for relation, entry in metadata.described().items():
        schema, name = relation.split(".")
        found = conn.execute(
            "select comment from duckdb_tables() where schema_name = $1 and table_name = $2 union all "
            "select comment from duckdb_views() where schema_name = $1 and view_name = $2 union all "
            "select comment from duckdb_functions() where schema_name = $1 and function_name = $2",
            [schema, name],
        ).fetchall()
        assert found == [(entry.comment,)], relation
        commented = conn.execute(
            "select column_name, comment from duckdb_columns() where schema_name = ? and table_name = ?", [schema, name]
        ).fetchall()
        assert dict(commented) == entry.columns, relation


def test_every_schema_is_a_layer_that_the_dictionary_knows(conn: duckdb.DuckDBPyConnection) -> None:
    assert {name.split(".")[0] for name in metadata.relations(conn)} == set(LAYERS)


def test_the_data_dictionary_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m kim.warehouse.dictionary"


def test_a_relation_described_twice_is_refused(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text('["mart.x"]\ncomment = "X"\n', encoding="utf-8")
    with pytest.raises(KimError, match="described twice"):
        metadata.described(tmp_path)
