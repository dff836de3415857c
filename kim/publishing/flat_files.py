"""CSV (RFC 4180, UTF-8, safe to open in a spreadsheet) and Parquet, the same bytes for the same rows."""

import csv
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kim.publishing.state import moment

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(table: pa.Table, path: Path) -> None:
    """Write a header and a line a row. Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(table.column_names)
        writer.writerows(rows(table))


def rows(table: pa.Table) -> Iterator[tuple[object, ...]]:
    """The rows as a CSV shows them: null is empty, truth is `true`, moments are ISO 8601 in UTC."""
    for batch in table.to_batches(max_chunksize=50_000):
        columns = [[shown(value) for value in column.to_pylist()] for column in batch.columns]
        yield from zip(*columns, strict=True)


def shown(value: object) -> object:
    """One value as a CSV shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, str):
        return safe(value)
    return value


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def write_parquet(table: pa.Table, path: Path, comment: str) -> None:
    """Write one row group a hundred thousand rows, with the table's meaning in its metadata."""
    with_meaning = table.replace_schema_metadata({"comment": comment})
    pq.write_table(with_meaning, path, compression="zstd", row_group_size=100_000, store_schema=True)
