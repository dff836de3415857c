"""Publish: figures out, reconciled with the baseline."""

from pathlib import Path

from prefect import flow

from flows.retrying import as_task
from kim.clock import system_clock
from kim.publishing.model import Published, PublishRequest
from kim.running import story
from kim.settings import Settings


@flow(name="publish", persist_result=False)
def publish(home: Path, wanted: PublishRequest) -> Published | None:
    """Publish a release where something is new and no gate blocks it."""
    return story.publish(Settings(home=home), wanted, system_clock, step=as_task)
