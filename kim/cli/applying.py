"""What commands that record a decision share: who decides, and the register resolved anew at once."""

from typing import TYPE_CHECKING, Annotated

import typer

from kim.clock import system_clock

if TYPE_CHECKING:
    from kim.register.removal import Person
    from kim.settings import Settings

By = Annotated[str, typer.Option("--by", help="your name, which goes on the record")]
Why = Annotated[str, typer.Option("--why", help="the reason, which goes on the record")]


def person(by: str, why: str) -> "Person":
    """Who decides, at this moment."""
    from kim.register.removal import Person

    return Person(by, why, system_clock())


def apply_now(settings: "Settings") -> None:
    """Let the decisions just recorded take effect, or say when they will."""
    from kim.running.deciding import apply_decisions

    if not settings.place.database.exists():
        typer.echo("It takes effect at the next `kim run`.")
        return
    typer.echo("Resolving the register with it …")
    apply_decisions(settings)
    typer.echo("Done; `kim publish` publishes the figures that follow from it.")
