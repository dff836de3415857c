"""`kim reconcile`: the reconciliation alone."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kim.cli.context import settings_of

if TYPE_CHECKING:
    from rich.table import Table


COLUMNS = {
    "baseline_count": "\nbaseline",
    "registered_count": "regis-\ntered",
    "founded_by_baseline": "founded\nby then",
    "founded_after": "founded\nafter",
    "founded_unknown": "founded\nunknown",
    "difference": "differ-\nence",
    "outstanding": "out-\nstanding",
    "surplus": "\nsurplus",
}


def reconcile(
    context: typer.Context,
    baseline: Annotated[
        str | None, typer.Option("--baseline", help="the baseline to compare with; default: the latest one")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the rows as JSON")] = False,
) -> None:
    """Compare the register with the baseline, province by province, and show the bridge between them."""
    from kim.publishing.figures import reconciliation
    from kim.warehouse.connect import reader

    with reader(settings_of(context).place) as conn:
        result = reconciliation(conn, baseline)
    if as_json:
        sys.stdout.write(
            json.dumps({"baseline_id": result.baseline_id, "provinces": result.rows, "bridge": result.bridge})
        )
        sys.stdout.write("\n")
        return
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else 130)
    console.print(_provinces(result.baseline_id, result.rows))
    console.print(_bridge(result.bridge))


def _provinces(baseline_id: str, rows: list[dict[str, object]]) -> "Table":
    from rich.box import SIMPLE
    from rich.table import Table

    table = Table(
        title=f"The register against the baseline {baseline_id}",
        title_justify="left",
        box=SIMPLE,
        collapse_padding=True,
        pad_edge=False,
    )
    table.add_column("\ncode")
    table.add_column("\nprovince", no_wrap=True)
    for head in COLUMNS.values():
        table.add_column(head, justify="right")
    table.add_column("\nstatus", no_wrap=True)
    for row in rows:
        cells = ["-" if row[name] is None else f"{row[name]:,}" for name in COLUMNS]
        style = "bold" if row["province_code"] == "ID" else None
        table.add_row(str(row["province_code"]), str(row["province_name"]), *cells, str(row["status"]), style=style)
    return table


def _bridge(lines: list[dict[str, object]]) -> "Table":
    from rich.box import SIMPLE
    from rich.table import Table

    table = Table(
        title="From the baseline to the register",
        title_justify="left",
        box=SIMPLE,
        collapse_padding=True,
        pad_edge=False,
    )
    table.add_column("line")
    table.add_column("amount", justify="right")
    for line in lines:
        last = line["line"] == "registered"
        sign = "" if last or line["line"] == "baseline" else "+"
        table.add_row(str(line["line"]).replace("_", " "), f"{line['amount']:{sign},}", style="bold" if last else None)
    return table
