"""Who listens to the progress of the flow run in this process; parameters of flows are plain values alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kim.progress import Progress, Silent

_LISTENER: ContextVar[Progress | None] = ContextVar("listener", default=None)


def listener() -> Progress:
    """The listener of this run, or one that hears nothing."""
    return _LISTENER.get() or Silent()


@contextmanager
def listening(progress: Progress) -> Iterator[None]:
    """Have `progress` listen for the block."""
    token = _LISTENER.set(progress)
    try:
        yield
    finally:
        _LISTENER.reset(token)
