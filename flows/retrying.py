"""A step as a Prefect task: watched, and retried where the disk or the network failed, never where the data did."""

from collections.abc import Callable
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task, exponential_backoff

from flows.discreet import discreetly, io_fault

RETRIES = 3


def as_task(step: Callable[..., Any]) -> Callable[..., Any]:
    """The step as a task with three retries on faults of I/O, two, four and eight seconds apart."""
    watched = task(
        name=step.__name__.replace("_", "-"),
        retries=RETRIES,
        retry_delay_seconds=exponential_backoff(backoff_factor=2),
        retry_condition_fn=is_io_fault,
        cache_policy=NO_CACHE,
        persist_result=False,
    )
    return watched(discreetly(step))


def is_io_fault(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether a failed step may succeed when it is tried again: an `OSError` is at the bottom of it."""
    fault = state.result(raise_on_failure=False)
    return io_fault(fault if isinstance(fault, BaseException) else None) is not None
