"""A prepared warehouse, and batches of obviously synthetic records to put in it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from kim.cleaning.model import CONTACT, FINDING, RECORD, ROW, SHEET_COLUMN, SUBMISSION, Cleaned
from kim.home import Home
from kim.warehouse import connect, prepare, workfile
from kim.warehouse.load import load


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty finished warehouse file, made once and copied by whoever writes."""
    home = Home(tmp_path_factory.mktemp("prepared"))
    path = workfile.start(home)
    with connect.writer(path) as conn:
        prepare(conn)
    workfile.finish(home, path)
    return home.database


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory, finished: Path) -> Path:
    """A finished warehouse with a few communities, `KIM-B` merged into `KIM-A`, `KIM-D` dissolved."""
    path = tmp_path_factory.mktemp("peopled") / "kim.duckdb"
    path.write_bytes(finished.read_bytes())
    with connect.writer(path) as opened:
        load(opened, make_batch(1, 3))
        opened.execute((Path(__file__).parent / "peopled.sql").read_text(encoding="utf-8"))
    return path


@pytest.fixture
def conn(tmp_path: Path, finished: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A writing connection to a prepared, empty warehouse."""
    path = tmp_path / "kim.duckdb"
    path.write_bytes(finished.read_bytes())
    with connect.writer(path) as opened:
        yield opened


Batch = Callable[..., Cleaned]


@pytest.fixture
def batch() -> Batch:
    """`batch(1, 3)`: submissions number 1 to 3, of two accepted rows each; more columns of the records by keyword."""
    return make_batch


def make_batch(first: int, last: int, **record_columns: Any) -> Cleaned:
    numbers = range(first, last + 1)
    keys = [(number, row) for number in numbers for row in (2, 3)]
    submissions = [
        {
            "submission_id": f"s{number:016x}",
            "sequence": number,
            "sha256": f"{number:064x}",
            "file_name": f"35.15/berkas-{number}.xlsx",
            "office_code": "35.15",
            "received_at": datetime(2026, 3, 1, 1, 0),
            "round_id": "2026-1",
            "format": "xlsx",
            "byte_count": 1000,
            "row_count": 2,
            "accepted_count": 2,
            "quarantined_count": 0,
            "ignored_count": 0,
            "status": "accepted",
        }
        for number in numbers
    ]
    rows = [
        {
            "submission_id": f"s{number:016x}",
            "sheet": "Sheet1",
            "row_number": row,
            "cells": f'{{"Nama KIM": "KIM Contoh {number}-{row}", "No HP Ketua": "•••"}}',
            "outcome": "accepted",
        }
        for number, row in keys
    ]
    findings = [
        {
            "submission_id": f"s{number:016x}",
            "sheet": "Sheet1",
            "row_number": row,
            "column_name": "kabupaten_kota",
            "cell": f"C{row}",
            "rule": "regency_respelt",
            "severity": "info",
            "value": "Kab Sidoarjo",
            "message_id": "Ejaan diperbaiki.",
            "message_en": "Spelling corrected.",
        }
        for number, row in keys
        if row == 2
    ]
    records = [
        {
            "record_id": f"r{number:012x}{row:08x}",
            "submission_id": f"s{number:016x}",
            "sequence": number,
            "sheet": "Sheet1",
            "row_number": row,
            "name": f"KIM Contoh {number}-{row}",
            "level": "regency",
            "province_code": "35",
            "regency_code": "35.15",
            "status": "aktif",
            **record_columns,
        }
        for number, row in keys
    ]
    columns = [
        {
            "submission_id": f"s{number:016x}",
            "sheet": "Sheet1",
            "first_row": 2,
            "last_row": 3,
            "field": field,
            "letters": at,
        }
        for number in numbers
        for field, at in (("nama_kim", "B"), ("kabupaten_kota", "C"), ("tanggal_berdiri", "D"))
    ]
    return Cleaned(
        submissions=table(submissions, SUBMISSION),
        rows=table(rows, ROW),
        findings=table(findings, FINDING),
        records=table(records, RECORD),
        contacts=table([], CONTACT),
        columns=table(columns, SHEET_COLUMN),
    )


def table(rows: list[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    return pa.Table.from_pylist([{name: row.get(name) for name in schema.names} for row in rows], schema=schema)
