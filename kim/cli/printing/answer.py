"""An answer as a table for people, or as CSV, JSON or Parquet for programmes."""

import csv
import datetime
import io
import json
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kim.display import in_cell, on_screen
from kim.errors import UsageError
from kim.warehouse.query import Answer

_NUMBERS = ("INT", "DOUBLE", "FLOAT", "DECIMAL")
UNFOLDED = 10_000
"""Characters a line where no terminal bounds it."""


def as_csv(answer: Answer) -> str:
    """Header and rows; null is an empty field, nested values are JSON; no text runs as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(in_cell, answer.table.column_names))
    for row in _rows(answer):
        writer.writerow(["" if value is None else in_cell(_flat(value)) for value in row])
    return out.getvalue()


def as_json(answer: Answer) -> str:
    """A list of objects, one a row; JSON columns stay nested, dates are ISO 8601."""
    names = answer.table.column_names
    rows = [dict(zip(names, row, strict=True)) for row in _rows(answer)]
    return json.dumps(rows, indent=1, default=str) + "\n"


def as_parquet(answer: Answer) -> bytes:
    """The rows with their types."""
    sink = pa.BufferOutputStream()
    pq.write_table(answer.table, sink, compression="zstd")
    return bytes(sink.getvalue().to_pybytes())


def as_text(answer: Answer) -> str:
    """The table for people, unfolded, for a file."""
    out = io.StringIO()
    print_table(answer, Console(file=out, width=UNFOLDED))
    return out.getvalue()


def print_table(answer: Answer, console: Console) -> None:
    """A table for the terminal; control characters in values are shown, never obeyed."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name, kind in zip(answer.table.column_names, answer.types, strict=True):
        number = kind.startswith(_NUMBERS) or any(part in kind.split("(")[0] for part in _NUMBERS)
        table.add_column(Text(on_screen(name)), justify="right" if number else "left", overflow="fold")
    for row in _rows(answer):
        table.add_row(*(_shown(value) for value in row))
    console.print(table)


def _shown(value: Any) -> Text:
    return Text("null", style="dim") if value is None else Text(on_screen(str(_flat(value))))


def _rows(answer: Answer) -> list[list[Any]]:
    try:
        columns = [column.to_pylist() for column in answer.table.columns]
    except (OverflowError, ValueError) as error:
        raise UsageError("The answer holds a value beyond what can be written here. Cast it to varchar.") from error
    converted = [[_value(value, kind) for value in column] for column, kind in zip(columns, answer.types, strict=True)]
    return [list(row) for row in zip(*converted, strict=True)]


def _value(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "JSON":
        return json.loads(value)
    if kind.startswith("MAP"):
        return {str(key): inner for key, inner in value}
    if isinstance(value, Decimal):
        return int(value) if kind.endswith("HUGEINT") else float(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat(sep=" ") if isinstance(value, datetime.datetime) else value.isoformat()
    return value.hex() if isinstance(value, bytes) else value


def _flat(value: Any) -> Any:
    nested = isinstance(value, dict | list | bool)
    return json.dumps(value, default=str) if nested else value
