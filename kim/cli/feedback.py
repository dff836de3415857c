"""`kim feedback`: the report of a file received, and a receipt with its number and counts."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("feedback")(feedback)


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
