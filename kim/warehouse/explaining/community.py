"""A community: the records that describe it, why they are one, and where each of its fields comes from."""

from collections.abc import Sequence
from typing import Any

import duckdb

from kim.register.decisions import Decision
from kim.warehouse.explaining.ask import Row, ask
from schemas.fields import facts

_PLACE = ("village_name", "district_name", "regency_name", "province_name", "level")
FIELDS = {fact: _PLACE if fact == "place" else tuple(attributes) for fact, (_, attributes) in facts().items()}
"""What `registry.kim_source` calls a field → the columns that it covers; of a place, its names."""


def community(conn: duckdb.DuckDBPyConnection, kim_id: str, decisions: Sequence[Decision]) -> dict[str, Any]:
    """Everything that is known of how the community `kim_id` came about."""
    kim = ask(conn, "kim", kim_id=kim_id)
    records = ask(conn, "records", kim_id=kim_id)
    record_ids = [record["record_id"] for record in records]
    found = ask(conn, "findings", record_ids=record_ids)
    for number, record in enumerate(records, start=1):
        record["number"] = number
        record["findings"] = [_without_id(row) for row in found if row["record_id"] == record["record_id"]]
    aliases = ask(conn, "aliases", kim_id=kim_id)
    names = {kim_id, *record_ids, *(row["kim_id"] for row in aliases), *(row["submission_id"] for row in records)}
    return {
        "kim_id": kim_id,
        "kim": kim[0] if kim else None,
        "records": records,
        "matches": ask(conn, "matches", record_ids=record_ids),
        "sources": [_valued(row, kim[0] if kim else {}) for row in ask(conn, "sources", kim_id=kim_id, facts=_facts())],
        "decisions": [line.model_dump(mode="json", exclude_none=True) for line in decisions if _about(line, names)],
        "reviews": ask(conn, "reviews", record_ids=record_ids),
        "aliases": aliases,
        "history": ask(conn, "history", kim_id=kim_id),
        "domain": next(iter(ask(conn, "domain", kim_id=kim_id)), None) if kim and kim[0]["domain_label"] else None,
    }


def _facts() -> list[dict[str, object]]:
    """Each fact with the columns that give it, in the order in which they are told."""
    return [{"field": fact, "columns": columns} for fact, (columns, _) in facts().items()]


def _about(line: Decision, names: set[str]) -> bool:
    return line.subject in names or line.object in names


def _without_id(row: Row) -> Row:
    return {key: value for key, value in row.items() if key != "record_id"}


def _valued(row: Row, kim: Row) -> Row:
    values = {name: kim.get(name) for name in FIELDS.get(row["field"], (row["field"],))}
    return {**row, "value": {name: value for name, value in values.items() if value is not None}}
