"""`kim skip`: a received file is left out of loading, on the record and reversibly."""

from typing import Annotated

import typer

from kim.cli.applying import By, Why, person
from kim.cli.context import settings_of


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def skip(
        context: typer.Context,
        submission: Annotated[str, typer.Argument(help="the submission's id, or the number of its receipt")],
        by: By,
        why: Why,
        undo: Annotated[bool, typer.Option("--undo", help="let it be loaded again")] = False,
    ) -> None:
        """Leave a received file out of loading, where no run gets past it; --undo lets the next run load it."""
        from kim.errors import UsageError
        from kim.register.decisions import DecisionBook
        from kim.register.lock import writer_lock
        from kim.register.receipts import ReceiptBook
        from kim.running.loading import is_loaded
        from kim.running.submissions import submission_id
        from kim.stewardship import removal

        settings = settings_of(context)
        home = settings.place
        with writer_lock(home, settings.lock_wait_seconds):
            receipts = {submission_id(line): line for line in ReceiptBook(home.receipts).all()}
            found = next((each for each, line in receipts.items() if submission in (each, str(line.sequence))), None)
            if found is None:
                raise UsageError(f"no file was received as {submission!r}: registry/receipts.jsonl lists what was")
            book = DecisionBook(home.decisions)
            if undo:
                said = removal.undo_skip(book, found, person(by, why))
            elif is_loaded(home, found):
                raise UsageError(
                    f"{receipts[found].file_name} is loaded: take its records out with `kim withdraw {found}`"
                )
            else:
                said = removal.skip(book, found, receipts[found].file_name, person(by, why))
        typer.echo(f"{said} It takes effect at the next `kim run`.")
