"""`kim explain`: how a kim, or a figure, came about."""

import json
import sys
from typing import Annotated

import typer

from kim.cli.context import settings_of


def explain(
    context: typer.Context,
    asked: Annotated[
        str,
        typer.Argument(metavar="KIM_ID|CODE", help="a kim_id, or a province (35), a regency (35.15) or ID"),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="the same as JSON")] = False,
) -> None:
    """Tell how a kim, or a figure, came about: down to file, sheet, row and cell."""
    from rich.console import Console

    from kim.cli.printing.answer import UNFOLDED
    from kim.cli.printing.community import print_community
    from kim.cli.printing.figure import print_figure
    from kim.warehouse.explain import explain as explanation_of

    explanation = explanation_of(settings_of(context).place, asked)
    if as_json:
        sys.stdout.write(json.dumps(explanation, indent=1) + "\n")
        return
    console = Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=UNFOLDED)
    (print_community if explanation["kind"] == "kim" else print_figure)(explanation, console)
