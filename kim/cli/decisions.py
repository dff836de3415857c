"""What a person decides, put on the record: `kim decide`, `kim withdraw`, `kim supersede`, `kim skip`.

A ruling on a pair is one that every later run obeys; withdrawing, superseding and skipping a file are reversible. The
register is resolved anew at once, where there is one.
"""

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, cast

import typer

from kim.cli.context import settings_of
from kim.clock import system_clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

    from kim.register.decisions import DecisionBook
    from kim.settings import Settings
    from kim.stewardship.removal import Person

By = Annotated[str, typer.Option("--by", help="your name, which goes on the record")]
Why = Annotated[str, typer.Option("--why", help="the reason, which goes on the record")]


def person(by: str, why: str) -> "Person":
    """Who decides, at this moment."""
    from kim.stewardship.removal import Person

    return Person(by, why, system_clock())


@contextmanager
def deciding(settings: "Settings") -> "Iterator[tuple[duckdb.DuckDBPyConnection, DecisionBook]]":
    """The finished warehouse and the book of decisions, with the writer's lock held."""
    from kim.register.decisions import DecisionBook
    from kim.register.lock import writer_lock
    from kim.warehouse.connect import reader

    home = settings.place
    with writer_lock(home, settings.lock_wait_seconds), reader(home) as conn:
        yield conn, DecisionBook(home.decisions)


def apply_now(settings: "Settings") -> None:
    """Let the decisions just recorded take effect, or say when they will."""
    from kim.running.deciding import apply_decisions

    if not settings.place.database.exists():
        typer.echo("It takes effect at the next `kim run`.")
        return
    typer.echo("Resolving the register with it …")
    apply_decisions(settings)
    typer.echo("Done; `kim publish` publishes the figures that follow from it.")


def decide(
    context: typer.Context,
    pair: Annotated[str, typer.Argument(metavar="PAIR", help="the pair's id, as `kim review` shows it")],
    by: By,
    why: Why,
    ruling: Annotated[str, typer.Argument(metavar="same|different", help="one community, or two")] = "",
    retract: Annotated[bool, typer.Option("--retract", help="take back the ruling that stands")] = False,
) -> None:
    """Rule that a pair is one community or two; a ruling that contradicts another is refused."""
    from kim.errors import UsageError
    from kim.matching import review

    if retract == bool(ruling) or ruling not in ("", "same", "different"):
        raise UsageError("say `same` or `different`, or --retract")
    settings = settings_of(context)
    with deciding(settings) as (conn, book):
        asked = review.question(conn, pair)
        if retract:
            line = review.retract_ruling(book, asked, at=system_clock(), by=by, why=why)
        else:
            given = cast(review.Ruling, ruling)
            line = review.record_ruling(conn, book, asked, given, at=system_clock(), by=by, why=why)
    typer.echo(f"Recorded as {line.decision_id}.")
    apply_now(settings)


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
            raise UsageError(f"{receipts[found].file_name} is loaded: take its records out with `kim withdraw {found}`")
        else:
            said = removal.skip(book, found, receipts[found].file_name, person(by, why))
    typer.echo(f"{said} It takes effect at the next `kim run`.")
