"""What every flow that a deployment starts has in common: a time-out, alerts, and no retry of the flow itself.

A retry of a whole flow would give up its place under a concurrency limit while it waits; steps are retried one by one
instead (`retrying`), within a run that keeps its place.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from prefect import Flow, flow
from prefect.runtime import deployment

from flows.alerting import on_end_in_fault
from kim.errors import UsageError
from kim.settings import Settings

os.umask(0o077)

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


def settings_for(home: Path | None) -> Settings:
    """The settings of the installation that a flow works in; `home` is for callers in this process alone.

    Raises:
        UsageError: a run of a deployment names a home: who may start runs may not choose what they read and write.
    """
    if home is None:
        return Settings()
    if deployment.id:
        raise UsageError("a deployment works in the home of its worker (KIM_HOME): leave `home` empty")
    return Settings(home=home)
