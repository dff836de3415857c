"""`kim rebuild`: the warehouse anew from the truth."""

import typer

from kim.cli.context import settings_of


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def rebuild(context: typer.Context) -> None:
        """Make the warehouse and the contact store anew from archive, keys and registry: same ids, same figures."""
        from kim.cli.progress import progress_bar
        from kim.register.lock import writer_lock
        from kim.running.rebuilding import rebuild as rebuild_warehouse

        settings = settings_of(context)
        with writer_lock(settings.place, settings.lock_wait_seconds), progress_bar() as progress:
            count = rebuild_warehouse(settings, progress)
        typer.echo(f"The warehouse was rebuilt from {count} receipts: {settings.place.database}")
