"""`make up` for real: arrival starts a run, a killed run and worker lose nothing, `make down` stops just ours."""

import itertools
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from bench.orchestration import postgres
from tests.kim.running.offices import fill, fingerprint

pytestmark = pytest.mark.soak

NOW = "2026-03-01T02:00:00+00:00"
PATIENCE_SECONDS = 240


class Standing:
    """A server, worker and watcher of their own."""

    def __init__(self, folder: Path, home: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        self.state = folder
        self.api = f"http://127.0.0.1:{port}/api"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")},
            "PREFECT_HOME": str(folder),
            "PREFECT_SERVER_API_PORT": str(port),
            "KIM_HOME": str(home),
            "KIM_NOW": NOW,
            "KIM_WATCH_QUIET_SECONDS": "2",
            "KIM_WATCH_EVERY_SECONDS": "0.5",
        }

    def __call__(self, word: str, **extra: str) -> None:
        command = [sys.executable, "-m", "flows.standing", word]
        subprocess.run(command, env={**self.environment, **extra}, check=True, timeout=PATIENCE_SECONDS)

    @property
    def auth(self) -> tuple[str, str]:
        """Name and password of the API."""
        name, _, password = (self.state / "api.auth").read_text().partition(":")
        return name, password

    def runs(self) -> list[dict[str, Any]]:
        answer = httpx.post(
            f"{self.api}/flow_runs/filter", auth=self.auth, json={"sort": "START_TIME_DESC"}, timeout=30
        )
        found: list[dict[str, Any]] = answer.json()
        return [run for run in found if not run["parent_task_run_id"] and run["start_time"]]

    def start(self, deployment: str) -> None:
        flow, _, name = deployment.partition("/")
        found = httpx.get(f"{self.api}/deployments/name/{flow}/{name}", auth=self.auth, timeout=30).json()
        started = f"{self.api}/deployments/{found['id']}/create_flow_run"
        httpx.post(started, auth=self.auth, json={}, timeout=30).raise_for_status()


@pytest.fixture
def standing(tmp_path: Path) -> Iterator[Standing]:
    made = Standing(tmp_path / "prefect", tmp_path / "home")
    (tmp_path / "home" / "raw" / "inbox").mkdir(parents=True)
    yield made
    made("down")


def until(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.3)


def undisturbed(home: Path) -> dict[str, str]:
    fill(home / "raw" / "inbox")
    command = [sys.executable, "-c", "from kim.cli.app import main; main()", "run", "--direct", "--quiet"]
    subprocess.run(command, env={**os.environ, "KIM_HOME": str(home), "KIM_NOW": NOW}, check=True, timeout=120)
    return fingerprint(home)


def files(home: Path) -> list[Path]:
    return [path for path in (home / "raw" / "inbox").rglob("*") if path.is_file()]


def test_arrival_a_killed_run_a_killed_worker_and_the_next_run(standing: Standing, tmp_path: Path) -> None:
    home = tmp_path / "home"
    # The first run dies amid its work, as by a power cut, and the worker with it.
    standing("up", KIM_TEST_KILL_AT="loaded")
    fill(home / "raw" / "inbox")
    until(lambda: [run for run in standing.runs() if run["state_name"] == "Crashed"])
    crashed = standing.runs()[0]
    assert crashed["deployment_id"]
    worker = int((standing.state / "worker.pid").read_text("utf-8"))
    os.killpg(worker, signal.SIGKILL)
    assert len(files(home)) == 4
    # What comes up in its place goes on where the killed one was.
    standing("up")
    standing.start("reregistration/manual")
    until(lambda: not files(home))
    until(lambda: standing.runs()[0]["state_name"] == "Completed")
    assert fingerprint(home) == undisturbed(tmp_path / "other")
    standing("down")
    assert not Path(f"/proc/{worker}").exists()
    assert not list(standing.state.glob("*.pid"))


def test_one_run_at_a_time_whatever_starts_it(standing: Standing, tmp_path: Path) -> None:
    standing("up")
    for deployment in ("reregistration/manual", "reregistration/nightly", "reregistration/on-arrival"):
        standing.start(deployment)
    until(lambda: len([run for run in standing.runs() if run["state_name"] == "Completed"]) == 3)
    spans = sorted((run["start_time"], run["end_time"]) for run in standing.runs())
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))
    assert (tmp_path / "home" / "warehouse" / "kim.duckdb").exists()


def test_postgresql_by_one_setting(standing: Standing, tmp_path: Path) -> None:
    if not list(Path("/usr/lib/postgresql").glob("*/bin")):
        pytest.skip("needs PostgreSQL's programs (Debian: postgresql)")
    with tempfile.TemporaryDirectory() as folder, postgres(Path(folder)) as url:
        standing("up", PREFECT_SERVER_DATABASE_CONNECTION_URL=url)
        fill(tmp_path / "home" / "raw" / "inbox")
        until(lambda: [run for run in standing.runs() if run["state_name"] == "Completed"])
        assert not files(tmp_path / "home")
        assert not (standing.state / "prefect.db").exists()
        standing("down")
