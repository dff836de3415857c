"""Named statements of `warehouse/explain`, with their rows as plain values."""

import json
from datetime import date, datetime
from typing import Any

import duckdb

from kim.statements import statement

Row = dict[str, Any]


def ask(conn: duckdb.DuckDBPyConnection, name: str, **values: Any) -> list[Row]:
    """The rows of `warehouse/explain/<name>.sql`: JSON is decoded, times are ISO 8601 in UTC (`…Z`)."""
    return rows(conn, statement(f"explain/{name}"), values)


def rows(conn: duckdb.DuckDBPyConnection, sql: str, values: Row) -> list[Row]:
    """The rows of any query."""
    result = conn.execute(sql, values)
    description = result.description or []
    names = [column[0] for column in description]
    kinds = [str(column[1]) for column in description]
    return [
        {name: _plain(value, kind) for name, value, kind in zip(names, row, kinds, strict=True)}
        for row in result.fetchall()
    ]


def _plain(value: Any, kind: str) -> Any:
    if isinstance(value, datetime):
        return value.isoformat() + "Z"
    if isinstance(value, date):
        return value.isoformat()
    return json.loads(value) if kind == "JSON" and value is not None else value
