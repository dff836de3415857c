"""A pair side by side, as a person in a terminal sees it."""

from typing import TYPE_CHECKING

from kim.display import on_screen
from kim.matching.review import Question, Side

if TYPE_CHECKING:
    from rich.console import RenderableType

_SHOWN = 60


def side_by_side(pair: Question, number: int) -> "RenderableType":
    """Both rows, cell by cell, and what each field weighs (in bits: 1 doubles the odds)."""
    from rich import box
    from rich.console import Group
    from rich.table import Table

    rows = Table(box=box.SIMPLE, show_edge=False)
    for header in ("", pair.left.kim_id or "not in the register", pair.right.kim_id or "not in the register"):
        rows.add_column(header, overflow="fold")
    rows.add_row("file", _plain(pair.left.file_name), _plain(pair.right.file_name))
    rows.add_row("sheet, row", _where(pair.left), _where(pair.right))
    rows.add_row("name", _plain(pair.left.name), _plain(pair.right.name))
    rows.add_row("place", _plain(pair.left.place), _plain(pair.right.place))
    for header in dict.fromkeys([*pair.left.cells, *pair.right.cells]):
        left, right = (_cell(side, header) for side in (pair.left, pair.right))
        if left or right:
            style = "" if left.casefold() == right.casefold() else "yellow"
            rows.add_row(_plain(header), _plain(left), _plain(right), style=style)
    weights = Table(box=box.SIMPLE, show_edge=False)
    for header in ("agrees or differs", "outcome", "bits"):
        weights.add_column(header, justify="right" if header == "bits" else "left")
    agrees = pair.agrees
    for field, (outcome, bits) in pair.evidence.items():
        if outcome != "missing":
            style = "green" if field in agrees else "red"
            weights.add_row(field.replace("_", " "), outcome.replace("_", " "), f"{bits:+.1f}", style=style)
    chance = "" if pair.probability is None else f"  probability {pair.probability:.3f}"
    return Group(f"\n[bold]{number}. {pair.pair_id}[/]{chance}: {_plain(pair.reason)}", rows, weights)


def _where(side: Side) -> str:
    return _plain(f"{side.sheet or '-'}, {side.row_number}")


def _cell(side: Side, header: str) -> str:
    return str(side.cells.get(header) or "")[:_SHOWN]


def _plain(text: str) -> str:
    from rich.markup import escape

    return escape(on_screen(text))
