"""Where one transaction of a load ends changes nothing in what is loaded."""

from contextlib import AbstractContextManager
from pathlib import Path

import duckdb
import pytest

from kim.running import loading
from kim.running.pipeline import DIRECT, run
from kim.running.request import RunRequest
from kim.settings import Settings
from kim.warehouse.connect import attached, transaction
from tests.kim.running.offices import fill

TABLES = ("submission", "row", "finding", "record", "sheet_column")


def loaded(home: Path, monkeypatch: pytest.MonkeyPatch, rows: int) -> dict[str, list[tuple[object, ...]]]:
    monkeypatch.setenv("KIM_NOW", "2026-03-01T02:00:00+00:00")
    monkeypatch.setenv("KIM_BATCH_ROWS", "1")
    monkeypatch.setattr(loading, "ROWS_A_TRANSACTION", rows)
    settings = Settings(home=home)
    fill(settings.place.inbox)
    run(settings, RunRequest(), DIRECT)
    with attached(settings.place.database) as conn:
        return {table: conn.execute(f"from intake.{table} order by all").fetchall() for table in TABLES}


def test_many_transactions_load_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []

    def counted(conn: duckdb.DuckDBPyConnection) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        ended.append(1)
        return transaction(conn)

    monkeypatch.setattr("kim.running.loading.transaction", counted)
    together = loaded(tmp_path / "together", monkeypatch, 1_000_000)
    assert len(ended) == 1
    for rows in (1, 3):
        ended.clear()
        assert loaded(tmp_path / str(rows), monkeypatch, rows) == together
        assert len(ended) > 1
    assert len(together["row"]) > 3
