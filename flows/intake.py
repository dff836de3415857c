"""Intake: files in, rows and findings out."""

from pathlib import Path

from prefect import flow

from flows import journal
from flows.alerting import alert
from flows.credentials import use_credentials
from flows.listening import listener
from flows.retrying import as_task
from kim.clock import system_clock
from kim.running import story
from kim.running.request import Intake, RunRequest
from kim.settings import Settings


@flow(name="intake", persist_result=False)
def intake(home: Path, request: RunRequest) -> Intake:
    """Fetch from the sources that are set, receive what waits in the inbox, then read, clean, guard and load it."""
    settings = Settings(home=home)
    use_credentials(settings)
    taken = story.intake(settings, request, system_clock, listener(), step=as_task)
    journal.received(settings, taken)
    if taken.warnings:
        alert("KIM register: a source was not fetched whole", "\n".join(taken.warnings))
    return taken
