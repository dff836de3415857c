"""`kim run`: the main job."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from kim.cli.context import settings_of

if TYPE_CHECKING:
    from kim.running.pipeline import Outcome
    from kim.running.request import RunRequest
    from kim.settings import Settings

QUARANTINED = 3


def run(
    context: typer.Context,
    round_id: Annotated[str | None, typer.Option("--round", help="round; default: the one open today")] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            help="the register as known then; receipts and decisions after it are ignored",
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S"],
        ),
    ] = None,
    provinces: Annotated[
        list[str] | None, typer.Option("--province", help="take in only files of this province (code; repeatable)")
    ] = None,
    direct: Annotated[bool, typer.Option("--direct", help="without an orchestrator")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="exit 3 if a row or file was quarantined")] = False,
    accept_drift: Annotated[bool, typer.Option(help="let held files through, on the record")] = False,
    dry_run: Annotated[bool, typer.Option(help="judge what is in the inbox and change nothing")] = False,
    publish: Annotated[bool, typer.Option(help="publish a release at the end")] = True,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="print nothing but errors")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="print the figures as JSON")] = False,
) -> None:
    """Take in everything in raw/inbox, resolve, reconcile with the baseline, and publish.

    A date without a time (--as-of 2026-06-30) means the end of that day, and a time without a zone is Jakarta's.
    Exit codes: 0 done, 1 failed,
    2 wrong usage, 3 done but something was quarantined (--strict), 4 a gate blocked the publication.
    """
    from kim.running.request import RunRequest

    settings = settings_of(context)
    request = RunRequest(
        round_id=round_id,
        as_of=_end_of_day(as_of),
        provinces=tuple(provinces or ()),
        dry_run=dry_run,
        publish=publish,
        accept_drift=accept_drift,
    )
    if dry_run:
        _dry_run(settings, request, as_json=as_json)
        return
    outcome = _direct(settings, request, quiet or as_json) if direct else _orchestrated(settings, request)
    if as_json:
        typer.echo(json.dumps(outcome.figures))
    elif not quiet:
        from kim.cli.printing.run import print_outcome

        print_outcome(outcome)
        if not outcome.figures["submissions"]:
            typer.echo(f"Nothing was received yet in this home: put files into {settings.place.inbox}.")
    if strict and outcome.quarantined:
        raise typer.Exit(QUARANTINED)


def _direct(settings: "Settings", request: "RunRequest", quiet: bool) -> "Outcome":
    from kim.cli.progress import progress_bar
    from kim.running.pipeline import DIRECT, run

    with progress_bar(quiet) as progress:
        return run(settings, request, DIRECT, progress=progress)


def _orchestrated(settings: "Settings", request: "RunRequest") -> "Outcome":
    from importlib.metadata import distribution

    from kim.cli.progress import progress_bar

    # An entry point and no import: `flows` stands above `kim` and imports it.
    (orchestrator,) = distribution("kim-register").entry_points.select(group="kim.orchestrator")
    outcome: Outcome = orchestrator.load()(settings, request, progress_bar())
    return outcome


def _dry_run(settings: "Settings", request: "RunRequest", *, as_json: bool) -> None:
    from kim.running.dry_run import check_waiting

    counts = check_waiting(settings, request)
    typer.echo(json.dumps(asdict(counts)) if as_json else counts.describe())


def _end_of_day(moment: datetime | None) -> datetime | None:
    if moment is None or moment.tzinfo or (moment.hour, moment.minute, moment.second) != (0, 0, 0):
        return moment
    return moment.replace(hour=23, minute=59, second=59)
