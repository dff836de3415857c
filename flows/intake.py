"""Intake: files in, rows and findings out."""

from pathlib import Path

from prefect import flow

from flows.listening import listener
from flows.retrying import as_task
from kim.clock import system_clock
from kim.running import story
from kim.running.request import Intake, RunRequest
from kim.settings import Settings


@flow(name="intake", persist_result=False)
def intake(home: Path, request: RunRequest) -> Intake:
    """Receive what waits in the inbox, then read, clean, guard and load it."""
    return story.intake(Settings(home=home), request, system_clock, listener(), step=as_task)
