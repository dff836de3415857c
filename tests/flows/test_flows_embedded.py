"""`kim run` without a standing server: one of its own, which begins prepared and ends with the run, killed or not."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from flows import prepared
from tests.kim.running.offices import fill

NOW = "2026-03-01T02:00:00+00:00"


def servers(home: Path) -> list[int]:
    """The processes of embedded servers whose state is in this home."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words, environment = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
        except OSError:
            continue
        if b"flows.serving" in words and str(home).encode() in environment:
            found.append(int(process.name))
    return found


def run(home: Path, **extra: str) -> int:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    command = [sys.executable, "-c", "from kim.cli.app import main; main()", "run", "--quiet"]
    environment = {**plain, "KIM_HOME": str(home), "KIM_NOW": NOW, **extra}
    return subprocess.run(command, env=environment, check=False, timeout=170).returncode


def test_the_server_ends_with_a_killed_run_and_the_next_one_finishes_it(tmp_path: Path) -> None:
    fill(tmp_path / "raw" / "inbox")
    assert run(tmp_path, KIM_TEST_KILL_AT="loaded") == -signal.SIGKILL
    deadline = time.monotonic() + 20
    while servers(tmp_path):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert run(tmp_path) == 0
    assert not servers(tmp_path)
    with closing(sqlite3.connect(tmp_path / "warehouse" / ".prefect" / prepared.DATABASE)) as conn:
        states = conn.execute("select state_name from flow_run order by start_time").fetchall()
    assert states == [("Running",), ("Completed",)]


def test_a_home_begins_with_the_prepared_tables_and_keeps_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, home = tmp_path / "kept.db", tmp_path / "home"
    home.mkdir()
    monkeypatch.setattr(prepared, "template", lambda: kept)
    assert not prepared.lay_out(home)
    assert not list(home.iterdir())
    kept.write_bytes(b"prepared")
    assert prepared.lay_out(home)
    (home / prepared.DATABASE).write_bytes(b"its own")
    assert not prepared.lay_out(home)
    assert [path.read_bytes() for path in home.iterdir()] == [b"its own"]


@pytest.mark.soak
def test_the_prepared_database_has_every_table_and_no_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "template", lambda: tmp_path / "share" / "prefect.db")
    prepared.prepare()
    with closing(sqlite3.connect(tmp_path / "share" / "prefect.db")) as conn:
        tables = {name for (name,) in conn.execute("select name from sqlite_master where type = 'table'")}
        assert {"flow_run", "task_run", "artifact", "alembic_version"} <= tables
        assert conn.execute(
            "select (select count(*) from flow_run), (select count(*) from configuration)"
        ).fetchone() == (
            0,
            0,
        )
    assert [path.name for path in (tmp_path / "share").iterdir()] == ["prefect.db"]
