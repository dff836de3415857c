"""A prepared, empty warehouse in memory, and rows to put in it."""

from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pytest

from kim.warehouse import prepare

Put = Callable[..., None]

SUBMISSION = {
    "sha256": "0" * 64,
    "file_name": "berkas.xlsx",
    "received_at": "2026-03-01 01:00",
    "round_id": "2026-1",
    "byte_count": 1,
    "row_count": 1,
    "accepted_count": 1,
    "quarantined_count": 0,
    "ignored_count": 0,
    "status": "accepted",
}
RECORD = {"name": "KIM Contoh", "level": "regency", "province_code": "35", "status": "aktif", "row_number": 2}
KIM = {
    "name": "KIM Contoh",
    "level": "regency",
    "province_code": "35",
    "status": "aktif",
    "record_count": 1,
    "first_seen_at": "2026-03-01 01:00",
    "last_seen_at": "2026-03-01 01:00",
}
USUAL = {
    "intake.submission": SUBMISSION,
    "intake.record": RECORD,
    "registry.kim": KIM,
    "registry.kim_history": {**KIM, "valid_from": "2026-03-01 01:00"},
}


@pytest.fixture(scope="session")
def prepared() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        prepare(opened)
        yield opened


@pytest.fixture
def conn(prepared: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """What a test puts in is taken out after it."""
    prepared.execute("begin")
    yield prepared
    prepared.execute("rollback")


@pytest.fixture
def put(conn: duckdb.DuckDBPyConnection) -> Put:
    """`put("registry.kim", kim_id="KIM-A")`: a row, with usual values where none are given."""

    def insert(relation: str, **values: Any) -> None:
        row = {**USUAL.get(relation, {}), **values}
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" for _ in row)
        conn.execute(f"insert into {relation} ({names}) values ({marks})", list(row.values()))

    return insert
