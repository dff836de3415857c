"""What every flow that a deployment starts has in common: a time-out, alerts, and no retry of the flow itself.

A retry of a whole flow would give up its place under a concurrency limit while it waits; steps are retried one by one
instead (`tasks`), within a run that keeps its place.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import ParamSpec, TypeVar

from prefect import Flow, flow
from prefect.runtime import deployment

from flows.alerting import on_end_in_fault
from kim.progress import Progress, Silent
from kim.settings import Settings

os.umask(0o077)

LOCK_WAIT_SECONDS = 3600.0
_HOME: ContextVar[Path | None] = ContextVar("home", default=None)
_LISTENER: ContextVar[Progress | None] = ContextVar("listener", default=None)

P = ParamSpec("P")
R = TypeVar("R")

TIMEOUT_SECONDS = float(os.environ.get("KIM_FLOW_TIMEOUT_SECONDS", 4 * 3600))
"""How long a run may take before it is ended as failed; the next run goes on from what was received."""


def parent_flow(name: str) -> Callable[[Callable[P, R]], Flow[P, R]]:
    """Turn a function into a flow that a deployment starts."""
    return flow(
        name=name,
        persist_result=False,
        validate_parameters=True,
        retries=0,
        timeout_seconds=TIMEOUT_SECONDS,
        on_failure=[on_end_in_fault],
        on_crashed=[on_end_in_fault],
    )


@contextmanager
def in_home(home: Path) -> Iterator[None]:
    """Have the flows that are called in the block work in this home; no parameter of a flow can name one."""
    token = _HOME.set(home)
    try:
        yield
    finally:
        _HOME.reset(token)


def settings_of_run() -> Settings:
    """The settings of the installation that a flow works in: its caller's, else its worker's (`KIM_HOME`).

    A deployment's run that meets `kim run` by hand waits an hour for the writer's lock, unless its worker says another
    time.
    """
    home = _HOME.get()
    settings = Settings() if home is None else Settings(home=home)
    if deployment.id and "lock_wait_seconds" not in settings.model_fields_set:
        return settings.model_copy(update={"lock_wait_seconds": LOCK_WAIT_SECONDS})
    return settings


def listener() -> Progress:
    """Who listens to the progress of the flow run in this process, or one that hears nothing."""
    return _LISTENER.get() or Silent()


@contextmanager
def listening(progress: Progress) -> Iterator[None]:
    """Have `progress` listen for the block: parameters of flows are plain values alone."""
    token = _LISTENER.set(progress)
    try:
        yield
    finally:
        _LISTENER.reset(token)
