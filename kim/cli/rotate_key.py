"""`kim rotate-key`: a new key for the archive and the contact store."""

import typer

from kim.cli.context import settings_of


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("rotate-key")
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
