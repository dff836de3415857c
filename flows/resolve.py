"""Resolve: records become communities with lasting ids."""

from pathlib import Path

from prefect import flow

from flows.retrying import as_task
from kim.running import story
from kim.running.request import Intake
from kim.settings import Settings


@flow(name="resolve", persist_result=False)
def resolve(home: Path, taken: Intake) -> None:
    """Match what was loaded with the register, check the control totals, and swap the finished warehouse in."""
    story.resolve(Settings(home=home), taken, step=as_task)
