"""What offices get: `kim feedback`, the report of a file received, and `kim template`, the form that they fill in."""

from pathlib import Path
from typing import Annotated

import typer


def feedback(
    context: typer.Context,
    submission: Annotated[str, typer.Argument(help="the submission's id, or the number of its receipt")],
    out: Annotated[Path, typer.Argument(metavar="OUT.xlsx", help="the workbook to write")],
) -> None:
    """Write a received file back with its faults explained, and its receipt; needs the archive's key."""
    from kim.checking.feedback import give_feedback
    from kim.checking.without_pandas import without_pandas
    from kim.cli.context import settings_of
    from kim.errors import UsageError
    from kim.settings import Limits

    if out.suffix.casefold() != ".xlsx":
        raise UsageError(f"{out}: the report is an Excel workbook. Name a path that ends in .xlsx.")
    with without_pandas():
        checked, receipt = give_feedback(settings_of(context).place, submission, out, Limits())
    typer.echo(
        f"Receipt {receipt.sequence} ({receipt.submission_id}), round {receipt.round_id}, {receipt.status}: "
        f"{receipt.row_count} rows, {receipt.accepted_count} accepted, {receipt.quarantined_count} quarantined, "
        f"{receipt.ignored_count} ignored; {len(checked.findings)} findings."
    )
    typer.echo(f"The workbook holds personal data; it is at {out}.")


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
