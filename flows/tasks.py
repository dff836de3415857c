"""A step as a Prefect task: retried where the disk or the network failed, never where the data did.

What Prefect records of a fault is our own sentences and faults of I/O, never a value of the data.
"""

import functools
import os
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.tasks import Task, exponential_backoff

from kim.errors import KimError, fault_of
from kim.home import PACKAGE_ROOT

P = ParamSpec("P")
R = TypeVar("R")

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


def discreetly(step: Callable[P, R]) -> Callable[P, R]:
    """The step, with every fault cut down to what may be shown; `KIM_DEBUG=1` shows it whole."""

    @functools.wraps(step)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return step(*args, **kwargs)
        except OSError:
            raise
        except KimError as fault:
            fault.__cause__ = _bare(io_fault(fault))
            raise
        except Exception as fault:
            if os.environ.get("KIM_DEBUG"):
                raise
            raise KimError(f"a fault of the software ({fault_of(fault, PACKAGE_ROOT)})") from None

    return guarded


def io_fault(fault: BaseException | None) -> OSError | None:
    """The `OSError` at the bottom of a fault, if one is."""
    while fault is not None:
        if isinstance(fault, OSError):
            return fault
        fault = fault.__cause__
    return None


def _bare(fault: OSError | None) -> OSError | None:
    """The kind of a fault of I/O without its traceback, which may hold addresses with passwords in them."""
    return None if fault is None else OSError(fault.errno, fault.strerror or type(fault).__name__)
