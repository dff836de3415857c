"""A run that is killed loses nothing, and the next one ends in the data of a run left alone."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Told
from tests.kim.running.offices import fill, fingerprint

STEPS = ("received", "loaded", "resolved", "committed", "dismissed")
NOW = "2026-03-01T02:00:00+00:00"
COMMAND = [sys.executable, "-c", "from kim.cli.app import main; main()", "run", "--direct", "--quiet"]


def run_once(home: Path, **extra: str) -> int:
    environment = {**os.environ, "KIM_HOME": str(home), "KIM_NOW": NOW, **extra}
    return subprocess.run(COMMAND, env=environment, check=False, timeout=120).returncode


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_step(step: str, tmp_path: Path, told: Told) -> None:
    fill(tmp_path / "raw" / "inbox")
    assert run_once(tmp_path, KIM_TEST_KILL_AT=step) == -9
    assert run_once(tmp_path) == 0
    assert fingerprint(tmp_path) == told.fingerprint
    assert not [path for path in (tmp_path / "raw" / "inbox").rglob("*") if path.is_file()]


@pytest.mark.soak
def test_killed_at_random_moments(tmp_path: Path, told: Told) -> None:
    chance = random.Random(2023)  # noqa: S311 - moments, no secrets
    kills = 0
    for attempt in range(100):
        home = tmp_path / str(attempt)
        fill(home / "raw" / "inbox")
        environment = {**os.environ, "KIM_HOME": str(home), "KIM_NOW": NOW}
        process = subprocess.Popen(COMMAND, env=environment)
        time.sleep(chance.uniform(0.3, 4.5))
        kills += process.poll() is None
        process.kill()
        process.wait()
        assert run_once(home) == 0
        assert fingerprint(home) == told.fingerprint, f"attempt {attempt}"
    sys.stdout.write(f"{kills} of 100 runs were killed before their end\n")
    assert kills > 50
