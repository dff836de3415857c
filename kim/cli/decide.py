"""`kim decide`: a person's ruling on one pair, which every later run obeys."""

from typing import Annotated, cast

import typer

from kim.cli.applying import By, Why, apply_now
from kim.cli.context import settings_of


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def decide(
        context: typer.Context,
        pair: Annotated[str, typer.Argument(metavar="PAIR", help="the pair's id, as `kim review` shows it")],
        by: By,
        why: Why,
        ruling: Annotated[str, typer.Argument(metavar="same|different", help="one community, or two")] = "",
        retract: Annotated[bool, typer.Option("--retract", help="take back the ruling that stands")] = False,
    ) -> None:
        """Rule that a pair is one community or two; a ruling that contradicts another is refused."""
        from kim.clock import system_clock
        from kim.errors import UsageError
        from kim.matching import review
        from kim.register.decisions import DecisionBook
        from kim.register.lock import writer_lock
        from kim.warehouse.connect import reader

        if retract == bool(ruling) or ruling not in ("", "same", "different"):
            raise UsageError("say `same` or `different`, or --retract")
        settings = settings_of(context)
        home = settings.place
        book = DecisionBook(home.decisions)
        with writer_lock(home, settings.lock_wait_seconds), reader(home) as conn:
            asked = review.question(conn, pair)
            if not retract:
                line = review.record_ruling(
                    conn, book, asked, cast(review.Ruling, ruling), at=system_clock(), by=by, why=why
                )
            else:
                line = review.retract_ruling(book, asked, at=system_clock(), by=by, why=why)
        typer.echo(f"Recorded as {line.decision_id}.")
        apply_now(settings)
