"""The order of the main job, written once: intake, resolve, publish. A `RunRequest` goes in, an `Outcome` comes out.

The caller of `run` hands in the stages: plain functions (`kim run --direct`), or the same with each step as a task of
Prefect's. The writer lock is held from the first stage to the last.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from kim.clock import Clock, day_in_jakarta, system_clock
from kim.errors import KimError, UsageError
from kim.progress import Progress, Silent
from kim.publishing.request import Published, PublishRequest
from kim.register.lock import writer_lock
from kim.running import steps
from kim.running.inbox import recorded_name, stuck
from kim.running.request import Intake, RunRequest
from kim.running.rounds import round_for
from kim.statements import statement

if TYPE_CHECKING:
    from kim.settings import Settings


Step = Callable[[Callable[..., Any]], Callable[..., Any]]
"""Turns a step into one that is watched and retried."""


def plainly(step: Callable[..., Any]) -> Callable[..., Any]:
    """The step as it is."""
    return step


@dataclass(frozen=True)
class Stages:
    """The three stages, as whoever runs the pipeline wants them run."""

    intake: Callable[["Settings", RunRequest, Clock, Progress], Intake]
    resolve: Callable[["Settings", Intake], Any]
    publish: Callable[["Settings", PublishRequest, Clock], Published | None]


@dataclass(frozen=True)
class Outcome:
    """The end of a run. `figures` has exactly the keys of `kim run --json`."""

    figures: dict[str, int | str | None]
    created: bool
    round_id: str
    held: int = 0
    open_pairs: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def quarantined(self) -> int:
        """Rows of the round that wait for their office."""
        return int(self.figures["rows_quarantined"] or 0)


def run(
    settings: "Settings",
    request: RunRequest,
    stages: Stages,
    clock: Clock = system_clock,
    progress: Progress | None = None,
) -> Outcome:
    """Run the main job.

    Raises:
        KimError: something went wrong; what was received stays received, and the next run goes on from there.
        GateBlockedError: a gate blocks the publication.
    """
    listener = progress or Silent()
    settings.place.root.mkdir(parents=True, exist_ok=True)
    until = steps.aware(request.as_of)
    with writer_lock(settings.place, settings.lock_wait_seconds):
        _accept_drift(settings, request, clock)
        taken = stages.intake(settings, request, clock, listener)
        listener.start("resolving", None)
        stages.resolve(settings, taken)
        wanted = PublishRequest(round_id=round_for(request.round_id, until or clock()), as_of=until)
        if until is not None:
            wanted = _as_known_at(settings, wanted, until)
        listener.start("publishing", None)
        published = stages.publish(settings, wanted, clock) if request.publish else None
        outcome = _outcome(settings, wanted, published)
        left = [
            f"{recorded_name(settings.place, path)} is loaded and cannot be removed from the inbox: remove it"
            for path in stuck(settings.place)
        ]
        return replace(outcome, warnings=(*taken.warnings, *left, *outcome.warnings))


def intake(
    settings: "Settings",
    request: RunRequest,
    clock: Clock,
    progress: Progress,
    step: Step = plainly,
    load: Callable[..., int] = steps.load_files,
) -> Intake:
    """Files in: fetched where sources are set, received, then read, cleaned, guarded and loaded."""
    warnings = _fetch(settings, progress, step)
    taken: Intake = step(steps.receive_files)(settings, request, clock, progress)
    step(load)(settings, taken, progress)
    return replace(taken, warnings=(*warnings, *taken.warnings))


def resolve(settings: "Settings", taken: Intake, step: Step = plainly) -> None:
    """Records become communities; the finished warehouse is swapped in and the inbox cleared."""
    step(steps.resolve)(settings, taken.work_file)
    step(steps.commit)(settings, taken.work_file, taken.arrivals)


def publish(settings: "Settings", wanted: PublishRequest, clock: Clock, step: Step = plainly) -> Published | None:
    """Figures out: a release, or the latest one where nothing is new; None where nothing was ever received."""
    from kim.publishing.publish import publish as publish_release
    from kim.register.receipts import ReceiptBook

    if ReceiptBook(settings.place.receipts).last() is None:
        return None
    published: Published = step(publish_release)(settings, clock, wanted)
    return published


DIRECT = Stages(intake, resolve, publish)


def _fetch(settings: "Settings", progress: Progress, step: Step) -> tuple[str, ...]:
    """Fetch from the sources that are set; one that cannot be reached holds up nobody else's files."""
    from kim.fetching.sources import sources_of

    if not sources_of(settings.place):
        return ()
    from kim.fetching.fetch import fetch_files

    try:
        done = step(fetch_files)(settings, progress)
    except UsageError:
        raise
    except KimError as fault:
        return (f"{fault}. The run went on with what is in the inbox; the next one tries again",)
    return tuple(f"{name} is over the size limit and was left at its source" for name in done.too_big)


def _as_known_at(settings: "Settings", wanted: PublishRequest, until: datetime) -> PublishRequest:
    from kim.register.receipts import ReceiptBook
    from kim.running.rebuilding import build

    receipts = ReceiptBook(settings.place.receipts).all()
    if receipts and receipts[0].received_at > until:
        first, asked = day_in_jakarta(receipts[0].received_at), day_in_jakarta(until)
        raise UsageError(f"nothing had been received by {asked}: the first file came on {first}")
    return replace(wanted, database=build(settings, until=until))


def _accept_drift(settings: "Settings", request: RunRequest, clock: Clock) -> None:
    if request.accept_drift:
        from kim.running.deciding import accept_held

        accept_held(settings, clock)


def _outcome(settings: "Settings", wanted: PublishRequest, published: Published | None) -> Outcome:
    """Read the figures from the finished warehouse (or from the one made for `as_of`)."""
    from kim.publishing import figures
    from kim.warehouse import connect

    with connect.attached(wanted.database or settings.place.database) as conn:
        counted = figures.summary(conn, wanted.round_id)
        held = _count(conn, "intake.submission where status = 'held'")
        unchecked = [
            name for (name,) in conn.execute(statement("queries/files_not_judged"), [wanted.round_id]).fetchall()
        ]
        open_pairs = _count(conn, "registry.review_pair where ruling = 'open'")
    if published is not None:
        counted["release"] = published.release if wanted.as_of is None else f"as-of/{published.release}"
        counted["report"] = str(published.report)
    created = published is not None and published.created
    warnings = tuple(f"{name} could not be judged, a fault of the software: see its findings" for name in unchecked)
    of_gates = published.warnings if published else ()
    return Outcome(counted, created, wanted.round_id, held, open_pairs, (*warnings, *of_gates))


def _count(conn: object, source: str) -> int:
    row = conn.execute(f"select count(*) from {source}").fetchone()  # type: ignore[attr-defined]
    return int(row[0])
