"""`kim query`: a read-only query on the warehouse."""

import os
import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kim.cli.context import settings_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kim.warehouse.query import Answer


_ROWS_FOR_PROGRAMMES = 1_000_000
# Beyond DuckDB's own limit of 4 GB: what is made of the answer.
_MEMORY = 6_000_000_000
_GRACE = 1.0


class Format(StrEnum):
    """How the answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


_ROWS = {Format.TABLE: 1_000}


def query(
    context: typer.Context,
    sql: Annotated[str, typer.Argument(help="one SELECT statement; - reads it from standard input")],
    output: Annotated[Format, typer.Option("--format", help="how the answer is written")] = Format.TABLE,
    out: Annotated[Path | None, typer.Option(help="write to this file instead; Parquet needs it")] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="rows at most; default 1,000 for a table, 1,000,000 otherwise")
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.001, help="seconds after which the query is stopped")] = 60.0,
) -> None:
    """Query the warehouse, read-only: the relations are those of docs/data-dictionary.md."""
    from kim.errors import UsageError
    from kim.warehouse.query import run

    if output is Format.PARQUET and out is None:
        raise UsageError("Parquet is not for the terminal: name a file with --out.")
    asked = sys.stdin.read() if sql == "-" else sql
    with _bounded(timeout):
        most = limit or _ROWS.get(output, _ROWS_FOR_PROGRAMMES)
        answer = run(settings_of(context).place, asked, limit=most, timeout=timeout)
        _write(answer, output, out)
    if answer.cut:
        sys.stderr.write(f"kim: only the first {answer.limit:,} rows are given; more with --limit.\n")


@contextmanager
def _bounded(timeout: float) -> "Iterator[None]":
    """Memory and time of this process, which answers one query: what DuckDB cannot stop itself ends with it."""
    import resource
    import threading

    def end() -> None:
        sys.stderr.write(f"kim: The query was stopped after {timeout:g} seconds. Narrow it, or allow more time.\n")
        sys.stderr.flush()
        os._exit(1)

    before = resource.getrlimit(resource.RLIMIT_AS)
    taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + _MEMORY, before[1]))
    watch = threading.Timer(timeout + _GRACE, end)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
        resource.setrlimit(resource.RLIMIT_AS, before)


def _write(answer: "Answer", output: Format, out: Path | None) -> None:
    content = _bytes(answer, output) if out or output is not Format.TABLE else None
    if content is None:
        _show(answer)
    elif out is None:
        sys.stdout.write(content.decode())
    else:
        _replace(out, content)


def _show(answer: "Answer") -> None:
    from rich.console import Console

    from kim.cli.printing.answer import UNFOLDED, print_table

    print_table(answer, Console() if sys.stdout.isatty() else Console(width=UNFOLDED))


def _bytes(answer: "Answer", output: Format) -> bytes:
    from kim.cli.printing import answer as printing

    if output is Format.PARQUET:
        return printing.as_parquet(answer)
    writers = {Format.TABLE: printing.as_text, Format.CSV: printing.as_csv, Format.JSON: printing.as_json}
    return writers[output](answer).encode()


def _replace(out: Path, content: bytes) -> None:
    from kim.errors import UsageError

    part = out.with_name(f".{out.name}.part")
    try:
        part.write_bytes(content)
        part.replace(out)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}. Name another file with --out.") from error
