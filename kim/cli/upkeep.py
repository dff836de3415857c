"""The upkeep of an installation: `kim doctor`, `kim backup`, `kim rebuild`, `kim rotate-key`."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kim.cli.context import settings_of

if TYPE_CHECKING:
    from kim.health import Line
    from kim.settings import Settings


def doctor(
    context: typer.Context,
    deep: Annotated[bool, typer.Option("--deep", help="decrypt every archived file, not a sample")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="for a program")] = False,
    confirm_key_backup: Annotated[
        bool, typer.Option("--confirm-key-backup", help="put on the record that the key is kept elsewhere too")
    ] = False,
    by: Annotated[str, typer.Option("--by", help="who confirms")] = "",
    why: Annotated[str, typer.Option("--why", help="where the copy is kept, in words")] = "the key is kept elsewhere",
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


def backup(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="where the backup's folder is made; with --check, a backup")],
    with_key: Annotated[bool, typer.Option("--with-key", help="put the key in too: whoever has it reads all")] = False,
    check: Annotated[bool, typer.Option("--check", help="make none; read an existing backup through")] = False,
) -> None:
    """Copy archive, registry, warehouse, contacts and releases, read the copy back, and list it with hashes."""
    from kim.clock import system_clock
    from kim.register import backup as backups
    from kim.register.lock import writer_lock

    if check:
        typer.echo(f"{folder} is whole: {backups.check(folder):,} files, as backed up.")
        return
    settings = settings_of(context)
    with writer_lock(settings.place, settings.lock_wait_seconds):
        made = backups.back_up(settings.place, folder, system_clock(), with_key=with_key)
    typer.echo(f"{made.folder}: {made.file_count:,} files, {made.byte_count:,} bytes, read back and right.")
    if made.has_key:
        typer.echo("The key is in it: keep this backup as you keep the key.")
    else:
        typer.echo(
            "The key is not in it: keep a copy of keys/contact.key apart, without it the archive cannot be read."
        )
    if made.waiting:
        typer.echo(f"{made.waiting} files wait in raw/inbox: they are in no backup until `kim run` has received them.")


def rebuild(context: typer.Context) -> None:
    """Make the warehouse and the contact store anew from archive, keys and registry: same ids, same figures."""
    from kim.cli.progress import progress_bar
    from kim.register.lock import writer_lock
    from kim.running.rebuilding import rebuild as rebuild_warehouse

    settings = settings_of(context)
    with writer_lock(settings.place, settings.lock_wait_seconds), progress_bar() as progress:
        count = rebuild_warehouse(settings, progress)
    typer.echo(f"The warehouse was rebuilt from {count} receipts: {settings.place.database}")


def rotate_key(context: typer.Context) -> None:
    """Make a new key and seal everything with it again; interrupted, the same command goes on where it stopped."""
    from rich.console import Console
    from rich.progress import Progress

    from kim.register.lock import writer_lock
    from kim.register.rotation import rotate, unfinished

    settings = settings_of(context)
    with writer_lock(settings.place, settings.lock_wait_seconds):
        if unfinished(settings.place):
            typer.echo("An earlier rotation was interrupted; going on with it.")
        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("sealing again")
            done = rotate(settings.place, progress=lambda n, total: bar.update(task, completed=n, total=total))
    typer.echo(f"{done.resealed} files sealed again, {done.done_before} were done before. New key: {done.key_file}")
    typer.echo("The old key opens nothing any more, except older backups: keep it with those.")
    if done.environment:
        typer.echo(f"KIM_CONTACT_KEY still holds the old key: set it to the content of {done.key_file}.")
    typer.echo("Back the new key up, apart from the data, then: kim doctor --confirm-key-backup --by NAME")
