"""The re-registration of all KIM, in the order it happens: intake, resolve, publish."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from flows.alerting import alert
from flows.credentials import use_credentials
from flows.parents import listener, parent_flow, settings_of_run
from flows.reporting import log_outcome, log_received, show_dry_run, show_outcome
from flows.tasks import as_task
from kim.clock import Clock
from kim.progress import Progress
from kim.running import pipeline, steps
from kim.running.pipeline import Outcome
from kim.running.request import Intake, RunRequest
from kim.settings import Settings


@parent_flow("reregistration")
def reregistration(
    round_id: str | None = None,
    as_of: datetime | None = None,
    provinces: tuple[str, ...] = (),
    dry_run: bool = False,
    publish: bool = True,
    accept_drift: bool = False,
) -> Outcome | None:
    """Take in what waits in the inbox, resolve it into communities, reconcile with the baseline and publish.

    Args:
        round_id: round of what is received now, such as 2026-1; default: the one open on the day of receipt
        as_of: show the register as it was known then; receipts and decisions after it are ignored
        provinces: take in only files of these provinces, by code (35 is Jawa Timur); default: all
        dry_run: read and judge what waits in the inbox, and change nothing
        publish: publish a release at the end, where something is new
        accept_drift: let held files through (they do not resemble what their office sent before), on the record
    """
    settings = settings_of_run()
    request = RunRequest(
        round_id=round_id,
        as_of=as_of,
        provinces=provinces,
        dry_run=dry_run,
        publish=publish,
        accept_drift=accept_drift,
    )
    if dry_run:
        from kim.running.dry_run import check_waiting

        show_dry_run(check_waiting(settings, request).describe())
        return None
    outcome = pipeline.run(settings, request, AS_TASKS, progress=listener())
    show_outcome(settings, outcome)
    log_outcome(outcome)
    return outcome


def _intake(settings: Settings, request: RunRequest, clock: Clock, progress: Progress) -> Intake:
    use_credentials(settings)
    taken = pipeline.intake(settings, request, clock, progress, step=as_task, load=_loader(settings))
    log_received(settings, taken)
    if taken.warnings:
        alert("KIM register: not every file was taken in", "\n".join(taken.warnings))
    return taken


def _loader(settings: Settings) -> Callable[[Settings, Intake, Progress], int]:
    """The step that loads: on this machine, or with the cluster that `KIM_DASK_ADDRESS` names."""
    if not settings.dask_address:
        return steps.load_files
    from flows.cluster import load_files

    return load_files


# Tasks of one flow, not flows of their own: each flow costs six calls and up to a second at its end.
AS_TASKS = pipeline.Stages(_intake, partial(pipeline.resolve, step=as_task), partial(pipeline.publish, step=as_task))
