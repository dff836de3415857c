"""`kim query`: a read-only query on the warehouse."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kim.cli.context import settings_of

if TYPE_CHECKING:
    from kim.warehouse.query import Answer


class Format(StrEnum):
    """How the answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


_ROWS = {Format.TABLE: 1_000}
_ROWS_FOR_PROGRAMMES = 1_000_000


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
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
        answer = run(
            settings_of(context).place,
            sys.stdin.read() if sql == "-" else sql,
            limit=limit or _ROWS.get(output, _ROWS_FOR_PROGRAMMES),
            timeout=timeout,
        )
        _write(answer, output, out)
        if answer.cut:
            sys.stderr.write(f"kim: only the first {answer.limit:,} rows are given; more with --limit.\n")


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

    from kim.warehouse.rendering import UNFOLDED, print_table

    print_table(answer, Console() if sys.stdout.isatty() else Console(width=UNFOLDED))


def _bytes(answer: "Answer", output: Format) -> bytes:
    from kim.warehouse import rendering

    if output is Format.PARQUET:
        return rendering.as_parquet(answer)
    writers = {Format.TABLE: rendering.as_text, Format.CSV: rendering.as_csv, Format.JSON: rendering.as_json}
    return writers[output](answer).encode()


def _replace(out: Path, content: bytes) -> None:
    from kim.errors import UsageError

    part = out.with_name(f".{out.name}.part")
    try:
        part.write_bytes(content)
        part.replace(out)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}. Name another file with --out.") from error
