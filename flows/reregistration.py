"""The re-registration of all KIM, told in the order it happens: intake, resolve, publish."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

from prefect import flow
from pydantic import Field

from flows.intake import intake
from flows.listening import listener
from flows.publish import publish as publish_release
from flows.resolve import resolve
from flows.watching import show
from kim.clock import Clock
from kim.publishing.model import Published, PublishRequest
from kim.running import story
from kim.running.outcome import Outcome
from kim.running.progress import Progress
from kim.running.request import Intake, RunRequest
from kim.settings import Settings


@flow(name="reregistration", persist_result=False, validate_parameters=True)
def reregistration(
    home: Annotated[Path | None, Field(description="folder of the installation; default: KIM_HOME")] = None,
    round_id: Annotated[str | None, Field(description="round; default: the one open on the day of receipt")] = None,
    as_of: Annotated[datetime | None, Field(description="show the register as known then")] = None,
    provinces: Annotated[tuple[str, ...], Field(description="take in only these provinces' files (codes)")] = (),
    dry_run: Annotated[bool, Field(description="judge what waits in the inbox and change nothing")] = False,
    publish: Annotated[bool, Field(description="publish a release at the end")] = True,
    accept_drift: Annotated[bool, Field(description="let held files through, on the record")] = False,
) -> Outcome | None:
    """Take in what waits in the inbox, resolve it into communities, reconcile with the baseline and publish."""
    settings = Settings() if home is None else Settings(home=home)
    request = RunRequest(
        round_id=round_id,
        as_of=as_of,
        provinces=provinces,
        dry_run=dry_run,
        publish=publish,
        accept_drift=accept_drift,
    )
    if dry_run:
        from kim.running.rehearsal import rehearse

        rehearse(settings, request)
        return None
    outcome = story.tell(settings, request, WATCHED, progress=listener())
    show(settings, outcome)
    return outcome


def _intake(settings: Settings, request: RunRequest, _clock: Clock, _progress: Progress) -> Intake:
    return intake(settings.place.root, request)


def _resolve(settings: Settings, taken: Intake) -> None:
    resolve(settings.place.root, taken)


def _publish(settings: Settings, wanted: PublishRequest, _clock: Clock) -> Published | None:
    return publish_release(settings.place.root, wanted)


WATCHED = story.Stages(_intake, _resolve, _publish)
