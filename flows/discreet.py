"""Faults as Prefect may record them: our own sentences and faults of I/O, never a value of the data."""

import functools
import os
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from kim.errors import KimError, fault_of
from kim.home import PACKAGE_ROOT

P = ParamSpec("P")
R = TypeVar("R")


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
    """The kind of a fault of I/O without its trail: that may hold addresses with passwords in them."""
    return None if fault is None else OSError(fault.errno, fault.strerror or type(fault).__name__)
