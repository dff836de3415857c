"""Runs the SQL of matching, which lives in `warehouse/matching/`, with its parameters as variables."""

from typing import TYPE_CHECKING, Any

from kim.errors import StepError
from kim.statements import statement

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


def run(conn: "duckdb.DuckDBPyConnection", name: str, **variables: object) -> list[tuple[Any, ...]]:
    """Run the statements of one step, which read `variables` with `getvariable`; returns what the last one selects.

    Raises:
        StepError: DuckDB refuses one of them.
    """
    import duckdb

    try:
        for key, value in variables.items():
            conn.execute(f"set variable {key} = $value", {"value": value})
        return conn.execute(text(name)).fetchall()
    except duckdb.Error as error:
        raise StepError(f"matching/{name}", type(error).__name__) from error


def text(name: str) -> str:
    """The SQL of one step, by the name of its file without the ending."""
    return statement(f"matching/{name}")


def drop(conn: "duckdb.DuckDBPyConnection", *tables: str) -> None:
    """Drop temporary tables, so that what they hold in memory can be used again."""
    for name in tables:
        conn.execute(f"drop table if exists {name}")


def count(conn: "duckdb.DuckDBPyConnection", relation: str) -> int:
    """The rows of a relation that this package names."""
    return int(conn.execute(f"select count(*) from {relation}").fetchall()[0][0])


def found(conn: "duckdb.DuckDBPyConnection", sql: str) -> Any:
    """The first value of the first row, None where there is none; leaves no result unread."""
    rows = conn.execute(sql).fetchall()
    return rows[0][0] if rows else None


def keep(conn: "duckdb.DuckDBPyConnection", name: str, table: "pa.Table") -> None:
    """Make `table` a temporary table, which lives in memory alone."""
    conn.register("handed_over", table)
    conn.execute(f"create or replace temp table {name} as select * from handed_over")
    conn.unregister("handed_over")
