"""What commands that record a decision share: who decides, and the register resolved anew at once."""

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

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
