"""The short summary that a run ends with."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kim.running.pipeline import Outcome


def print_outcome(outcome: "Outcome") -> None:
    """Print the national figure, how it stands to the baseline, what was taken in, and where the report is."""
    from rich.console import Console
    from rich.table import Table

    figures = outcome.figures
    console = Console(highlight=False)
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    table.add_column(style="dim")
    table.add_row("[bold]KIM registered[/bold]", f"[bold]{_number(figures['registered'])}[/bold]", "in 38 provinces")
    table.add_row("baseline", _number(figures["baseline"]), "counted in 28 provinces, mid 2023")
    table.add_row("difference", _signed(figures["difference"]), "in those 28 provinces")
    table.add_row("outstanding", _number(figures["outstanding"]), "counted then, not registered yet")
    table.add_row(
        "rows received", _number(figures["rows_received"]), f"in {_number(figures['submissions'])} submissions"
    )
    table.add_row("  accepted", _number(figures["rows_accepted"]), "")
    table.add_row("  quarantined", _number(figures["rows_quarantined"]), "kept, shown, not counted")
    table.add_row("  ignored", _number(figures["rows_ignored"]), "headings, totals, footers, officers, no KIM")
    console.print(table)
    if outcome.held:
        console.print(
            f"{outcome.held} files are held: they differ too much from what their office sent before. "
            "See `kim review`; `kim run --accept-drift` lets them through.",
            soft_wrap=True,
        )
    if outcome.open_pairs:
        console.print(f"{_number(outcome.open_pairs)} pairs wait for a person's ruling: `kim review`.")
    for warning in outcome.warnings:
        console.print(f"[yellow]warning[/yellow] {warning}", soft_wrap=True)
    if figures["release"] is None:
        console.print("No release was published.")
    else:
        said = "Release" if outcome.created else "Nothing new to publish; the latest release is"
        console.print(f"{said} {figures['release']}, report: {figures['report']}", soft_wrap=True)


def _number(value: object) -> str:
    return "-" if value is None else f"{int(str(value)):,}"


def _signed(value: object) -> str:
    return "-" if value is None else f"{int(str(value)):+,}"
