"""Rounds for the benchmark of matching: records as cleaning leaves them, with their truth, kept as Parquet.

The files of `kim sample` are cleaned without being written first, so that a million records take minutes.
"""

import hashlib
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from kim.cleaning.model import Received
from kim.cleaning.steps import clean
from kim.reading.model import CellError, CellValue, Column, Reading, Table
from kim.sampling.draft import File, Sheet, field_columns, lines
from kim.sampling.generate import Plan
from kim.sampling.round import ROWS_PER_KIM, Request

DATA = Path(__file__).parent / "data"
RECEIVED_AT = datetime(2026, 1, 15)
BATCH = 100_000


def kept_round(records: int, seed: int) -> Path:
    """The folder of a round of about so many records (`submission`, `record`, `contact`, `truth`), made once."""
    folder = DATA / f"matching-{records}-{seed}"
    if not (folder / "truth.parquet").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _make(folder, records, seed)
    return folder


def _make(folder: Path, records: int, seed: int) -> None:
    request = Request(kim=round(records / ROWS_PER_KIM), seed=seed)
    parts: dict[str, list[pa.Table]] = {"submission": [], "record": [], "contact": []}
    told: list[tuple[str, str, int, str, str]] = []
    for batch in _batches(request):
        cleaned = clean([(received, reading) for received, reading, _ in batch])
        parts["submission"].append(cleaned.submissions)
        parts["record"].append(cleaned.records)
        parts["contact"].append(cleaned.contacts)
        told += [line for received, _, file in batch for line in _truth(received, file)]
    for name, tables in parts.items():
        pq.write_table(pa.concat_tables(tables), folder / f"{name}.parquet")
    columns = ("submission_id", "sheet", "row_number", "community", "kase")
    truth = pa.table(dict(zip(columns, (pa.array(values) for values in zip(*told, strict=True)), strict=True)))
    with duckdb.connect() as conn:
        conn.register("told", truth)
        conn.execute(
            f"""
            copy (select r.record_id, t.community, t.kase from '{folder}/record.parquet' as r
            inner join told as t using (submission_id, sheet, row_number)) to '{folder}/truth.parquet'
            """
        )


def _batches(request: Request) -> Iterator[list[tuple[Received, Reading, File]]]:
    batch: list[tuple[Received, Reading, File]] = []
    size = 0
    for sequence, file in enumerate(Plan(request).files(), start=1):
        if file.content is not None or file.expected == "rejected":
            continue
        reading = _reading(file)
        digest = hashlib.sha256(f"{request.seed}|{file.path}".encode()).hexdigest()
        received = Received(f"s{digest[:16]}", sequence, digest, str(file.path), RECEIVED_AT, "2025", 1)
        batch.append((received, reading, file))
        size += file.row_count
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _reading(file: File) -> Reading:
    tables = tuple(_table(sheet) for sheet in file.sheets if sheet.layout)
    return Reading(str(file.path), "xlsx", tables, titles={table.sheet: table.titles for table in tables})


def _table(sheet: Sheet) -> Table:
    layout = sheet.layout
    assert layout is not None  # noqa: S101 - the caller leaves out the others
    rows = [(number, line.cells) for number, line in enumerate(lines(sheet), start=1) if line.entry is not None]
    places = field_columns(layout)
    headers = dict(layout.columns)
    # Canonical names are in small letters, columns that no form knows are not.
    columns = tuple(Column(at, headers[name], name if name[0].islower() else None) for name, at in places.items())
    values: list[list[CellValue | CellError]] = [
        [cells[at] if at < len(cells) else None for _, cells in rows] for at in places.values()
    ]
    return Table(sheet.name, columns, [number for number, _ in rows], values, layout.titles)


def _truth(received: Received, file: File) -> Iterator[tuple[str, str, int, str, str]]:
    for sheet in file.sheets:
        if sheet.layout is None:
            continue
        for number, line in enumerate(lines(sheet), start=1):
            entry = line.entry
            if entry is not None and entry.community is not None:
                case = entry.case if entry.case != "plain" else entry.community.case
                yield received.submission_id, sheet.name, number, str(entry.community.identity), case


if __name__ == "__main__":
    print(kept_round(int(sys.argv[1]), int(sys.argv[2])))
