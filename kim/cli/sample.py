"""`kim sample`: a synthetic round."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from kim.errors import UsageError


def sample(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="a new or empty folder for the round")],
    kim: Annotated[int, typer.Option("--kim", min=1, max=1_000_000, help="how many communities")] = 4_500,
    seed: Annotated[int, typer.Option(help="the same seed writes the same bytes")] = 1,
    files: Annotated[
        int | None, typer.Option(min=12, max=2_000, help="about how many files; default: one for ten communities")
    ] = None,
    records: Annotated[
        int | None, typer.Option(min=20, max=1_500_000, help="about how many rows, in place of --kim")
    ] = None,
    as_of: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="no date is later; default: 2025-12-31")
    ] = None,
) -> None:
    """Write a synthetic round of messy submissions, and truth.csv saying which row is which community.

    Nobody in it is real. Files lie in folders named after offices, as in an inbox; to try a round:
    `kim sample round --kim 4500`, move its folders to raw/inbox, `kim run`.
    """
    from kim.sampling.generate import generate
    from kim.sampling.round import DEFAULT_AS_OF, ROWS_PER_KIM, Request

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} is not an empty folder; name a new one, so that nothing is mixed up")
    if records is not None:
        kim = max(1, round(records / ROWS_PER_KIM))
    day = as_of.date() if as_of else DEFAULT_AS_OF
    written = generate(folder, Request(kim, seed, files, day))
    typer.echo(f"{written.files} files with {written.rows} rows of {written.kim} communities in {folder}")
    typer.echo(f"which row is which community: {folder / 'truth.csv'}")
