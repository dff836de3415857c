"""The pieces that explanations are printed of: a heading, a line, a table, a moment, a place."""

from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kim.display import on_screen


def heading(console: Console, text: str) -> None:
    """A paragraph's title."""
    console.print()
    console.print(Text(on_screen(text), style="bold"))


def line(console: Console, *parts: str, indent: int = 2, style: str = "") -> None:
    """One line; values from files cannot steer the terminal."""
    console.print(Padding(Text(on_screen("".join(parts)), style=style), (0, 0, 0, indent), expand=False))


def table(console: Console, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """A table whose numbers stand to the right."""
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for index, name in enumerate(columns):
        number = all(isinstance(row[index], int | float | None) for row in rows)
        shown.add_column(Text(name), justify="right" if number else "left", overflow="fold")
    for row in rows:
        shown.add_row(*(Text(on_screen(amount(value))) for value in row))
    console.print(Padding(shown, (0, 0, 0, 2), expand=False))


def amount(value: Any) -> str:
    """A number with its thousands, a text as it is, nothing as a dash."""
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else str(value)


def moment(value: str | None) -> str:
    """A time as people read it: 2026-03-01 01:00 UTC."""
    return "-" if value is None else f"{value[:10]} {value[11:16]} UTC"


def where(record: dict[str, Any]) -> str:
    """File, sheet and row of a record."""
    sheet = f" › {record['sheet']}" if record["sheet"] else ""
    return f"{record['file_name']}{sheet} › row {record['row_number']}"
