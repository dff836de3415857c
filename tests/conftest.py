"""What holds for every test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from kim.running.pipeline import Outcome
    from kim.running.readers import Readers
    from kim.settings import Limits

# Speed is measured in `bench/`; a busy machine must not fail a property. `make test` tries the same examples each time,
# so that what is green here is green everywhere; `make soak` draws new ones.
settings.register_profile("fixed", deadline=None, derandomize=True)
settings.register_profile("free", deadline=None)
settings.load_profile("fixed")


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


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Let one process run all tests of flows: a second would start a server of its own, at the price of many tests."""
    if config.getvalue("dist") != "load":
        return None
    from xdist.scheduler import LoadScopeScheduling

    scheduling = LoadScopeScheduling(config, log)
    scheduling._split_scope = lambda nodeid: "flows" if nodeid.startswith("tests/flows/") else nodeid
    return scheduling


@dataclass(frozen=True, slots=True)
class Told:
    """A home after the main job on the offices' files, how that ended, and what the home held then."""

    home: Path
    outcome: "Outcome"
    fingerprint: dict[str, str]


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The main job, told once for all who compare with it or go on from it: to be copied, never written to."""
    from kim.register.keys import ENVIRONMENT
    from kim.running.pipeline import DIRECT, run
    from kim.running.request import RunRequest
    from kim.settings import Settings
    from tests.kim.running.offices import fill, fingerprint

    home = tmp_path_factory.mktemp("told") / "home"
    fill(home / "raw" / "inbox")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KIM_NOW", "2026-03-01T02:00:00+00:00")
        for name in (ENVIRONMENT, "KIM_DASK_ADDRESS", "KIM_SHARE", "KIM_SOURCES"):
            patch.delenv(name, raising=False)
        outcome = run(Settings(home=home), RunRequest(), DIRECT)
    return Told(home, outcome, fingerprint(home))
