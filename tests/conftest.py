"""What holds for every test."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from kim.running.readers import Readers
    from kim.settings import Limits

# Speed is measured in `bench/`; a busy machine must not fail a property.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def _kept_readers() -> "Iterator[None]":
    """Runs in this process share the servers that read files: to start them takes longer than most of these tests."""
    from kim.running import preparing
    from kim.running.readers import Readers

    idle: dict[Limits, list[Readers]] = {}

    @contextmanager
    def kept(limits: "Limits", batch_rows: int) -> "Iterator[Readers]":
        waiting = idle.setdefault(limits, [])
        readers = waiting.pop() if waiting else Readers(limits, batch_rows)
        readers._batch_rows = batch_rows
        with readers if limits.memory_bytes < _USUAL_MEMORY else _closed_in_fault(readers):
            yield readers
        if limits.memory_bytes >= _USUAL_MEMORY:
            waiting.append(readers)

    patched = pytest.MonkeyPatch()
    patched.setattr(preparing, "Readers", kept)
    yield
    patched.undo()
    for each in idle.values():
        for readers in each:
            readers.__exit__(None, None, None)


_USUAL_MEMORY = 1_000_000_000


@contextmanager
def _closed_in_fault(readers: "Readers") -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        readers.__exit__(type(error), error, None)
        raise
