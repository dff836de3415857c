"""`kim supersede`: a newer submission takes the place of an older one, on the record and reversibly."""

from typing import Annotated

import typer

from kim.cli.applying import By, Why, apply_now, deciding, person
from kim.cli.context import settings_of


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def supersede(
        context: typer.Context,
        new: Annotated[str, typer.Argument(help="the submission that counts from now on")],
        old: Annotated[str, typer.Argument(help="the submission whose records leave the register")],
        by: By,
        why: Why,
        undo: Annotated[bool, typer.Option("--undo", help="let OLD count again beside NEW")] = False,
    ) -> None:
        """Let submission NEW take the place of OLD: OLD's records leave the register, and --undo puts them back."""
        from kim.stewardship import removal

        settings = settings_of(context)
        with deciding(settings) as (conn, book):
            if undo:
                said = removal.undo_supersession(book, new, old, person(by, why))
            else:
                said = removal.supersede(conn, book, new, old, person(by, why))
        typer.echo(said)
        apply_now(settings)
