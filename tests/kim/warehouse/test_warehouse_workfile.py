"""Readers see the last finished state, whole, whatever happens to the file that is being worked on."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import duckdb
import pytest

from kim.cleaning.model import Cleaned
from kim.errors import KimError, StepError
from kim.home import PACKAGE_ROOT, Home
from kim.warehouse import connect, prepare, workfile
from kim.warehouse.faults import DamagedWarehouseError, named_faults
from kim.warehouse.load import load

Batch = Callable[..., Cleaned]


@pytest.fixture
def home(home: Home, finished: Path) -> Home:
    """One whose warehouse is prepared already, for speed."""
    home.warehouse.mkdir(parents=True)
    home.database.write_bytes(finished.read_bytes())
    return home


def submissions(home: Home) -> int:
    with connect.reader(home) as conn:
        return int(conn.execute("select count(*) from intake.submission").fetchall()[0][0])


def run_once(home: Home, cleaned: Cleaned) -> None:
    path = workfile.start(home)
    with connect.writer(path) as conn:
        prepare(conn)
        load(conn, cleaned)
    workfile.finish(home, path)


def test_without_a_warehouse_a_reader_is_told_what_to_do(home: Home) -> None:
    home.database.unlink()
    with pytest.raises(KimError, match="kim run"):
        connect.reader(home)


def test_a_reader_sees_the_finished_state_while_and_after_another_is_made(home: Home, batch: Batch) -> None:
    run_once(home, batch(1, 2))
    with connect.reader(home) as before:
        path = workfile.start(home)
        with connect.writer(path) as conn:
            load(conn, batch(3, 3))
            assert submissions(home) == 2
        workfile.finish(home, path)
        assert submissions(home) == 3
        assert before.execute("select count(*) from intake.submission").fetchall() == [(2,)]


def test_a_reader_cannot_write(home: Home, batch: Batch) -> None:
    run_once(home, batch(1, 1))
    with connect.reader(home) as conn, pytest.raises(Exception, match="read-only"):
        conn.execute("delete from intake.submission")


def test_stale_work_files_are_swept_and_nothing_else_is_left(home: Home, batch: Batch) -> None:
    stale = home.work / "killed" / "kim.duckdb"
    stale.parent.mkdir(parents=True)
    stale.write_bytes(b"half")
    run_once(home, batch(1, 1))
    assert [entry.name for entry in home.warehouse.iterdir()] == ["kim.duckdb"]


def test_the_file_can_be_opened_by_the_oldest_version_promised(home: Home, batch: Batch) -> None:
    run_once(home, batch(1, 1))
    run_once(home, batch(2, 2))
    with connect.reader(home) as conn:
        tags = conn.execute("select tags from duckdb_databases() where database_name = 'kim'").fetchall()[0][0]
    assert tags["storage_version"].rstrip("+") == connect.STORAGE_VERSION


def damaged(content: bytes) -> list[bytes]:
    middle = len(content) // 2
    return [
        b"",
        b"hello world\n" * 1000,
        content[:middle],
        content[:5000],
        content[:4096] + b"\xff" * 8192 + content[12288:],
    ]


def test_a_damaged_file_is_named_and_rebuilding_advised(home: Home, batch: Batch) -> None:
    run_once(home, batch(1, 1))
    for content in damaged(home.database.read_bytes()):
        home.database.write_bytes(content)
        with pytest.raises(DamagedWarehouseError, match="kim rebuild"):
            submissions(home)
        path = workfile.start(home)
        with pytest.raises(DamagedWarehouseError, match="kim rebuild"):
            connect.writer(path)


def test_a_flipped_block_is_found_by_reading_every_block(home: Home, batch: Batch) -> None:
    run_once(home, batch(1, 1))
    connect.read_through(home)
    content = bytearray(home.database.read_bytes())
    found = 0
    for block in range(12288, len(content), 3 * 262144):
        content[block + 1000] ^= 0xFF
        home.database.write_bytes(content)
        content[block + 1000] ^= 0xFF
        try:
            connect.read_through(home)
        except DamagedWarehouseError:
            found += 1
    assert found > 2


def test_a_full_disk_leaves_the_finished_state(home: Home, batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    run_once(home, batch(1, 1))
    path = workfile.start(home)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KimError, match="is full"):
        workfile.finish(home, path)
    assert submissions(home) == 1


CHILD = """
import pickle
import sys
from pathlib import Path
from types import SimpleNamespace
sys.path.insert(0, {root!r})
from kim.home import PACKAGE_ROOT, Home
from kim.warehouse import connect, prepare, workfile
from kim.warehouse.load import load

home = Home(Path(sys.argv[1]))
for number, parts in enumerate(pickle.load(sys.stdin.buffer)):
    path = workfile.start(home)
    with connect.writer(path) as conn:
        prepare(conn)
        load(conn, SimpleNamespace(**parts))
    workfile.finish(home, path)
    print(number, flush=True)
"""
BATCHES = 40


def killed_at(home: Home, batches: Path, finished: int, seconds: float) -> None:
    """Kill a process that loads batch after batch, `seconds` after it has finished so many of them."""
    code = CHILD.format(root=str(PACKAGE_ROOT))
    with batches.open("rb") as given:
        child = subprocess.Popen([sys.executable, "-c", code, str(home.root)], stdin=given, stdout=subprocess.PIPE)
        assert child.stdout is not None
        for _ in range(finished):
            assert child.stdout.readline()
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()


def whole(home: Home) -> int:
    """How many submissions there are, each with all that came with it."""
    with connect.reader(home) as conn:
        counts = conn.execute(
            "select (select count(*) from intake.submission), (select count(*) from intake.row), "
            "(select count(*) from intake.record), (select max(sequence) from intake.submission)"
        ).fetchall()[0]
    assert counts == (counts[0], 2 * counts[0], 2 * counts[0], counts[0])
    return int(counts[0])


def kill_at_random_moments(home: Home, times: int, batch: Batch) -> int:
    """Kill so many times; returns how many of them fell while a work file was being made or written."""
    random = Random(35)  # noqa: S311
    batches = home.root / "batches"
    parts = [batch(number, number) for number in range(1, BATCHES + 1)]
    batches.write_bytes(pickle.dumps([vars(part) for part in parts]))
    empty = home.database.read_bytes()
    amid_work = 0
    for _ in range(times):
        home.database.write_bytes(empty)
        finished = random.randint(1, 3)
        killed_at(home, batches, finished, random.uniform(0.0, 0.15))
        assert whole(home) >= finished
        amid_work += home.work.exists()
        workfile.sweep(home)
    return amid_work


def test_a_kill_at_any_moment_leaves_a_whole_state(home: Home, batch: Batch) -> None:
    kill_at_random_moments(home, 3, batch)


@pytest.mark.soak
def test_kills_by_the_hundred_leave_whole_states(home: Home, batch: Batch) -> None:
    assert kill_at_random_moments(home, 100, batch) > 50


def test_a_full_disk_within_a_step_is_told_as_a_full_disk(tmp_path: Path) -> None:
    def step() -> None:
        try:
            raise duckdb.IOException("Could not write file: No space left on device")
        except duckdb.Error as error:
            raise StepError("matching/70_golden", type(error).__name__) from error

    with pytest.raises(KimError, match=r"disk that holds .* is full"), named_faults(tmp_path / "kim.duckdb"):
        step()
    with pytest.raises(StepError, match="70_golden"), named_faults(tmp_path / "kim.duckdb"):
        raise StepError("matching/70_golden", "BinderException") from duckdb.BinderException("no such column")
