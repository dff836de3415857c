"""`kim explain`: how a kim, or a figure, came about."""

import json
import sys
from typing import Annotated

import typer

from kim.cli.context import settings_of


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
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

        from kim.warehouse import explaining
        from kim.warehouse.rendering import UNFOLDED

        explanation = explaining.explain(settings_of(context).place, asked)
        if as_json:
            sys.stdout.write(json.dumps(explanation, indent=1) + "\n")
        else:
            console = Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=UNFOLDED)
            explaining.tell(explanation, console)
