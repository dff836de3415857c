"""Prefect's own harness: one temporary server for all tests of flows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect.testing.utilities import prefect_test_harness

from flows.embedded import QUIET


@pytest.fixture(scope="session", autouse=True)
def prefect_server() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in QUIET.items():
            patch.setenv(name, value)
        with prefect_test_harness(server_startup_timeout=180):
            yield


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home that flows work in: as on a worker, the environment says which."""
    monkeypatch.setenv("KIM_HOME", str(tmp_path))
    return tmp_path
