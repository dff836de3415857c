"""`kim erase`: a community's personal data destroyed everywhere, its count and id kept."""

import sys
from typing import Annotated

import typer

from kim.cli.context import settings_of
from kim.cli.decisions import By, Why, apply_now, person


def at_a_terminal() -> bool:
    """Whether a person can be asked; a script that gives name and reason has said enough."""
    return sys.stdin.isatty()


def erase(
    context: typer.Context,
    kim_id: Annotated[str, typer.Argument(help="the community")],
    by: By,
    why: Why,
    yes: Annotated[bool, typer.Option("--yes", help="do not ask")] = False,
) -> None:
    """Destroy a community's personal data in contacts and archive, for good; its count, id and records stay."""
    from kim.reading import read_bytes
    from kim.register.lock import writer_lock
    from kim.register.vault import Vault
    from kim.settings import Limits
    from kim.stewardship.erasure import Eraser
    from kim.warehouse.connect import reader

    settings = settings_of(context)
    home, limits = settings.place, Limits()
    with writer_lock(home, settings.lock_wait_seconds), reader(home) as conn:
        eraser = Eraser(home, conn, Vault(home), lambda content, name: read_bytes(content, name, limits))
        members = eraser.members(kim_id)
        if not yes and at_a_terminal():
            files = len({member.submission_id for member in members})
            reach = f"{len(members)} records of {files} files"
            typer.confirm(f"Destroy the personal data of {kim_id} in {reach}? There is no undo", abort=True)
        done = eraser.erase(kim_id, person(by, why))
    typer.echo(f"{kim_id}: {done.record_count} contacts and their cells in {done.file_count} archived files are gone.")
    typer.echo(f"On the record as {done.decision_id}. Backups made before still hold them: destroy or replace those.")
    apply_now(settings)
