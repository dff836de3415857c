"""The simulated week, with its control totals at the end."""

import os
import subprocess
import sys

import pytest

from kim.home import PACKAGE_ROOT

pytestmark = pytest.mark.soak


def test_the_week_ends_with_every_total_holding() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    command = [sys.executable, "-m", "bench.week"]
    played = subprocess.run(
        command, cwd=PACKAGE_ROOT, env=environment, check=False, timeout=1800, capture_output=True, text=True
    )
    assert played.returncode == 0, played.stdout + played.stderr
    assert "| NO |" not in played.stdout
