"""`kim review`: the pairs that the matcher is unsure of, side by side; in a terminal one key rules."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kim.cli.context import settings_of

if TYPE_CHECKING:
    from kim.matching.review import Question
    from kim.settings import Settings


def review(
    context: typer.Context,
    limit: Annotated[int, typer.Option("--limit", min=1, help="how many pairs to show")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="all of them as JSON")] = False,
    listed: Annotated[bool, typer.Option("--list", help="show them without asking")] = False,
    by: Annotated[str, typer.Option("--by", help="your name, which goes on the record")] = "",
) -> None:
    """Show the pairs that wait for a ruling, most valuable first; in a terminal, rule with one key."""
    from kim.matching.review import open_questions, suggestions
    from kim.warehouse.connect import reader

    settings = settings_of(context)
    with reader(settings.place) as conn:
        asked = open_questions(conn)
        suggested = suggestions(conn)
    if as_json:
        document = {"pairs": [pair.plain() for pair in asked], "supersede": [vars(each) for each in suggested]}
        sys.stdout.write(json.dumps(document, indent=1) + "\n")
        return
    typer.echo(f"{len(asked)} pairs wait for a ruling.")
    for each in suggested:
        typer.echo(
            f"{each.new_file} calls itself a revision and repeats {each.shared} communities of {each.old_file}; "
            f"if it replaces it: kim supersede {each.new} {each.old} --by NAME --why TEXT"
        )
    if listed or not (sys.stdin.isatty() and sys.stdout.isatty()):
        _show(asked[:limit])
    elif asked:
        _ask(settings, asked, by)


def _show(asked: "list[Question]") -> None:
    from rich.console import Console

    from kim.cli.printing.pair import side_by_side

    console = Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=140)
    for number, pair in enumerate(asked, start=1):
        console.print(side_by_side(pair, number))
    if asked:
        console.print("Rule on one: kim decide PAIR same|different --by NAME --why TEXT")


def _ask(settings: "Settings", asked: "list[Question]", by: str) -> None:
    from rich.console import Console

    from kim.cli.decisions import apply_now
    from kim.cli.printing.pair import side_by_side

    console = Console(highlight=False)
    by = by or typer.prompt("Your name, which goes on the record")
    ruled = 0
    for number, pair in enumerate(asked, start=1):
        console.print(side_by_side(pair, number))
        console.print("[bold]s[/]ame  [bold]d[/]ifferent  [bold]n[/]ext  [bold]q[/]uit: ", end="")
        key = typer.getchar().lower()
        console.print(key)
        if key == "q":
            break
        if key in ("s", "d"):
            ruled += _rule(settings, pair, key, by)
    if ruled:
        apply_now(settings)


def _rule(settings: "Settings", pair: "Question", key: str, by: str) -> int:
    from kim.cli.decisions import deciding
    from kim.clock import system_clock
    from kim.errors import KimError
    from kim.matching.review import Ruling, record_ruling

    why = typer.prompt("Why", default="seen side by side")
    try:
        with deciding(settings) as (conn, book):
            ruling: Ruling = "same" if key == "s" else "different"
            record_ruling(conn, book, pair, ruling, at=system_clock(), by=by, why=why)
    except KimError as refused:
        typer.echo(str(refused))
        return 0
    return 1
