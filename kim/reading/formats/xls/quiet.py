"""A parser that panics writes to standard error by itself; an operator gets a note, not a backtrace."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_STANDARD_ERROR = 2
_one_at_a_time = threading.Lock()


@contextmanager
def quiet() -> Iterator[None]:
    """Send what native code writes to standard error nowhere, for the length of one call."""
    with _one_at_a_time:
        try:
            kept = os.dup(_STANDARD_ERROR)
        except OSError:  # There is none to keep quiet.
            yield
            return
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, _STANDARD_ERROR)
        try:
            yield
        finally:
            os.dup2(kept, _STANDARD_ERROR)
            os.close(kept)
            os.close(nowhere)
