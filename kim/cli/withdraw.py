"""`kim withdraw`: a submission's records leave the register, on the record and reversibly."""

from typing import Annotated

import typer

from kim.cli.applying import By, Why, apply_now, deciding, person
from kim.cli.context import settings_of


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def withdraw(
        context: typer.Context,
        submission: Annotated[str, typer.Argument(help="the submission's id, as `intake.submission` has it")],
        by: By,
        why: Why,
        undo: Annotated[bool, typer.Option("--undo", help="put the records back")] = False,
    ) -> None:
        """Take a submission's records out of the register; nothing is deleted, and --undo puts them back."""
        from kim.stewardship import removal

        settings = settings_of(context)
        with deciding(settings) as (conn, book):
            if undo:
                said = removal.undo_withdrawal(book, submission, person(by, why))
            else:
                said = removal.withdraw(conn, book, submission, person(by, why))
        typer.echo(said)
        apply_now(settings)
