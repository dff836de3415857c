"""`kim template`: the form that offices fill in."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("template")(template)


def template(
    context: typer.Context,
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="the workbook to write")],
    region: Annotated[
        str | None, typer.Option("--region", help="a region's code (35, 35.15): lists and known rows of it alone")
    ] = None,
) -> None:
    """Write an empty form with drop-downs, guidance and the canonical header.

    With --region, what the register knows of the region stands in it already, with each row's id_kim: public columns
    alone, no personal data.
    """
    from kim.checking.template import write_form
    from kim.checking.template.prefill import known_rows
    from kim.cli.context import settings_of
    from kim.errors import KimError, UsageError

    if out.suffix.casefold() != ".xlsx":
        raise UsageError(f"{out}: the form is an Excel workbook. Name a path that ends in .xlsx.")
    if out.exists():
        raise UsageError(f"{out} exists already, and somebody may have filled it in. Name a new path.")
    rows = known_rows(settings_of(context).place, region) if region else []
    try:
        write_form(out, region, rows)
    except OSError as error:
        raise KimError(f"{out} cannot be written: {error.strerror or error}") from error
    known = f", {len(rows)} known communities in it" if region else ""
    typer.echo(f"The form is at {out}{known}.")
