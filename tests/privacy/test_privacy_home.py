"""After whole runs nothing personal can be read anywhere but through the key."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kim.cli.app import app
from kim.home import Home
from tests.privacy import planted
from tests.privacy.scanner import scan

WHO = ("--by", "Petugas Contoh", "--why", "uji")
NOW = "2026-03-01T02:00:00+00:00"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """A home with planted files; what is logged, at every level, goes to a file in it."""
    monkeypatch.setenv("KIM_NOW", NOW)
    monkeypatch.delenv("KIM_CONTACT_KEY", raising=False)
    made = Home(tmp_path / "home")
    planted.fill(made.inbox)
    assert {hit.word for hit in scan(made.inbox, planted.WORDS)} == {word.lower() for word in planted.WORDS}
    log = logging.FileHandler(made.root / "debug.log")
    logging.getLogger().addHandler(log)
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    yield made
    logging.getLogger().setLevel(level)
    logging.getLogger().removeHandler(log)
    log.close()


def _kim(home: Home, *words: str) -> str:
    """Run a command and keep what it says in the home, to be scanned too."""
    done = CliRunner().invoke(app, ["--home", str(home.root), *words])
    with (home.root / "said.log").open("a") as said:
        said.write(done.output + str(done.exception or ""))
    assert done.exit_code == 0, done.exception
    return done.stdout


def _hits(home: Home) -> list[str]:
    return [f"{hit.word} in {hit.place}" for hit in scan(home.root, planted.WORDS)]


def test_nothing_personal_can_be_read_after_runs_questions_and_repairs(home: Home) -> None:
    _kim(home, "run", "--direct")
    assert not list(home.inbox.rglob("*.xlsx"))
    _kim(home, "query", "select * from intake.finding limit 1000")
    _kim(home, "query", "select cells from intake.row limit 1000", "--format", "json")
    _kim(home, "explain", "35")
    _kim(home, "explain", _kim(home, "query", "select min(kim_id) from registry.kim", "--format", "csv").split()[1])
    _kim(home, "review")
    _kim(home, "reconcile")
    _kim(home, "doctor", "--json")
    assert _hits(home) == []
    listed = _kim(
        home, "query", "select submission_id from intake.submission where accepted_count > 0", "--format", "csv"
    )
    _kim(home, "withdraw", listed.split()[1], *WHO)
    _kim(home, "rotate-key")
    _kim(home, "rebuild")
    _kim(home, "publish", *("--sign", "Petugas Contoh", "--why", "uji"))
    _kim(home, "backup", str(home.root / "backups"))
    assert _hits(home) == []
    told = CliRunner().invoke(app, ["--home", str(home.root), "contacts", "35.15", *WHO, "--format", "json"]).stdout
    assert "Siti Rahasiawati" in told  # the store has them: what was found nowhere else is not simply lost
    assert _hits(home) == []


@pytest.mark.soak
def test_nothing_personal_is_in_the_orchestrators_database_or_logs(home: Home) -> None:
    environ = os.environ | {"PREFECT_HOME": str(home.root / ".prefect"), "PREFECT_LOGGING_LEVEL": "DEBUG"}
    environ |= {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
    command = [sys.executable, "-c", "from kim.cli.app import main; main()", "--home", str(home.root), "run"]
    done = subprocess.run(command, capture_output=True, text=True, env=environ, check=False, timeout=500)
    (home.root / "said.log").write_text(done.stdout + done.stderr)
    assert done.returncode == 0, done.stderr
    assert list(home.root.rglob("prefect.db"))
    assert _hits(home) == []
