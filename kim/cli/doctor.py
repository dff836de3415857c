"""`kim doctor`: the health of installation, key, books, archive, warehouse and releases."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from kim.cli.context import settings_of

if TYPE_CHECKING:
    from kim.health import Line
    from kim.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def doctor(
        context: typer.Context,
        deep: Annotated[bool, typer.Option("--deep", help="decrypt every archived file, not a sample")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="for a program")] = False,
        confirm_key_backup: Annotated[
            bool, typer.Option("--confirm-key-backup", help="put on the record that the key is kept elsewhere too")
        ] = False,
        by: Annotated[str, typer.Option("--by", help="who confirms")] = "",
        why: Annotated[
            str, typer.Option("--why", help="where the copy is kept, in words")
        ] = "the key is kept elsewhere",
    ) -> None:
        """Look at everything and change nothing; exit 1 if something is broken. Each line says what to do."""
        from kim.health import Status, examine

        settings = settings_of(context)
        if confirm_key_backup:
            _confirm(settings, by, why)
        lines = examine(settings, deep=deep)
        if as_json:
            typer.echo(json.dumps([_plain(line) for line in lines], indent=1))
        else:
            _show(lines)
        if any(line.status is Status.BROKEN for line in lines):
            raise typer.Exit(1)


def _confirm(settings: "Settings", by: str, why: str) -> None:
    from kim.clock import system_clock
    from kim.errors import KimError, UsageError
    from kim.register.decisions import DecisionBook
    from kim.register.lock import writer_lock
    from kim.register.vault import Vault

    if not by.strip():
        raise UsageError("--confirm-key-backup goes on the record: give your name with --by")
    home = settings.place
    vault = Vault(home)
    if not vault.has_key():
        raise KimError("there is no key here whose backup could be confirmed")
    with writer_lock(home, settings.lock_wait_seconds):
        DecisionBook(home.decisions).record(
            "key_backup", at=system_clock(), by=by, why=why, detail={"fingerprint": vault.fingerprint}
        )


def _show(lines: "list[Line]") -> None:
    from rich.console import Console
    from rich.table import Table

    from kim.health import Status

    colours = {Status.OK: "green", Status.WARNING: "yellow", Status.BROKEN: "bold red"}
    table = Table(show_header=True, header_style="bold", expand=False)
    for heading in ("check", "state", "finding", "what to do"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("check", "state"))
    from rich.text import Text

    for line in lines:
        table.add_row(Text(line.check), Text(line.status, colours[line.status]), Text(line.said), Text(line.todo))
    console = Console(width=None if sys.stdout.isatty() else 160)
    console.print(table)
    count = sum(line.status is Status.BROKEN for line in lines)
    warned = sum(line.status is Status.WARNING for line in lines)
    console.print(f"{count} broken, {warned} warnings, {len(lines) - count - warned} in order", highlight=False)


def _plain(line: "Line") -> dict[str, str]:
    return {"check": line.check, "verdict": line.status.value, "said": line.said, "todo": line.todo}
