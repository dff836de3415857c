"""`kim backup`: a consistent copy of the truth and the finished warehouse."""

from pathlib import Path
from typing import Annotated

import typer

from kim.cli.context import settings_of


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def backup(
        context: typer.Context,
        folder: Annotated[Path, typer.Argument(help="where the backup's folder is made; with --check, a backup")],
        with_key: Annotated[
            bool, typer.Option("--with-key", help="put the key in too: whoever has it reads all")
        ] = False,
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
            typer.echo(
                f"{made.waiting} files wait in raw/inbox: they are in no backup until `kim run` has received them."
            )
