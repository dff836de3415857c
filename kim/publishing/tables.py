"""The tables of a release: read once from the views, then written in every format from the same rows."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from kim.publishing.release_store import Previous
from kim.statements import statement
from kim.warehouse.metadata import described

CHANGES = pa.schema(
    [
        pa.field(name, pa.int64() if name == "delta" else pa.string())
        for name in ("change", "table_name", "code", "name", "province_code", "figure", "before", "after", "delta")
    ]
)


@dataclass(frozen=True)
class Described:
    """One table: where it comes from, its order, and what it and its columns mean."""

    name: str
    title_id: str
    title_en: str
    relation: str | None = None
    order: str = ""
    where: str = "true"
    key: list[str] = field(default_factory=list)
    parent: str | None = None
    comment: str = ""
    columns: dict[str, str] = field(default_factory=dict)


@cache
def catalogue() -> tuple[list[Described], dict[str, str]]:
    """Every table of a release in the order of the workbook, and the Indonesian labels of columns."""
    content = tomllib.loads((Path(__file__).parent / "tables.toml").read_text(encoding="utf-8"))
    relations = described()
    tables: list[Described] = []
    for entry in content["table"]:
        about: dict[str, Any] = dict(entry)
        if "relation" in about:
            meaning = relations[about["relation"]]
            about |= {"comment": meaning.comment, "columns": meaning.columns}
        tables.append(Described(**about))
    return tables, content["labels"]


def content(conn: duckdb.DuckDBPyConnection, round_id: str, previous: Previous | None) -> dict[str, pa.Table]:
    """The rows of every table, by its name; `previous` must be shown to `conn` already."""
    tables: dict[str, pa.Table] = {}
    for table in catalogue()[0]:
        if table.relation is None:
            tables[table.name] = _changes(conn, previous)
            continue
        columns = ", ".join(f'"{name}"' for name in table.columns)
        relation = conn.sql(
            f"select {columns} from {table.relation} where {table.where} order by {table.order}",
            params={"round_id": round_id} if "$round_id" in table.where else None,
        )
        tables[table.name] = _steady(relation.to_arrow_table())
    return tables


def _changes(conn: duckdb.DuckDBPyConnection, previous: Previous | None) -> pa.Table:
    if previous is None:
        return CHANGES.empty_table()
    moment = previous.data_time.replace(tzinfo=None)
    relation = conn.sql(statement("publishing/changes"), params={"previous_time": moment})
    changes: pa.Table = relation.to_arrow_table().cast(CHANGES)
    return changes


def _steady(table: pa.Table) -> pa.Table:
    """One column type for each kind of value, whatever the engine's width for it was."""
    fields: list[pa.Field[pa.DataType]] = []
    for column in table.schema:
        kind = pa.int64() if pa.types.is_integer(column.type) or pa.types.is_decimal(column.type) else column.type
        fields.append(pa.field(column.name, kind))
    steady: pa.Table = table.cast(pa.schema(fields)).combine_chunks()
    return steady
