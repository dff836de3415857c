"""Files are read in forks that end with them: with limits, without keys, and each for itself."""

import ctypes
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from kim.cleaning import Cleaned, Received, clean
from kim.errors import KimError
from kim.home import PACKAGE_ROOT
from kim.reading import read_bytes
from kim.register.keys import ENVIRONMENT
from kim.running import forkserver
from kim.running.forks import DeathError, in_fork, in_forks
from kim.running.forkserver import Job
from kim.running.readers import Readers
from kim.settings import Limits
from tests.kim.reading.reading_made import Row, books

LIMITS = Limits(memory_bytes=200_000_000, cpu_seconds=1, wall_seconds=2)
SAMPLES = PACKAGE_ROOT / "raw" / "samples"


def _received(number: int, name: str, content: bytes) -> Received:
    moment = datetime(2026, 3, 1)
    return Received(f"s{number:016x}", number, f"{number:064x}", name, moment, "2026-1", len(content))


def _spin() -> bytes:
    while True:
        pass


def _sleep() -> bytes:
    time.sleep(60)
    return b""


def _grow() -> bytes:
    return bytes(bytearray(1_000_000_000))


def _crash() -> bytes:
    os.abort()


def _read_nowhere() -> bytes:
    ctypes.string_at(0)
    return b""


def _fault() -> bytes:
    raise RecursionError


@pytest.mark.parametrize(
    ("work", "told"),
    [
        (_spin, "took more than 1 s of processor time"),
        (_sleep, "took longer than 2 s"),
        (_grow, "needed more than 200 MB of memory"),
        (_crash, "ended by SIGABRT"),
        (_read_nowhere, "ended by SIGSEGV"),
        (_fault, "RecursionError at "),
    ],
)
def test_a_fork_that_ends_badly_says_why_and_the_next_one_works(work: Callable[[], bytes], told: str) -> None:
    # On a busy machine a second of the processor's time may take many of the clock's.
    limits = LIMITS.model_copy(update={"wall_seconds": 60}) if work is _spin else LIMITS
    first, second = in_forks([work, lambda: b"done"], limits)
    assert isinstance(first, DeathError)
    assert str(first).startswith(told)
    assert second == b"done"


def test_a_fork_opens_and_writes_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "contact.key"
    secret.write_text("secret")

    def opens() -> bytes:
        try:
            return secret.read_bytes()
        except OSError as error:
            return type(error).__name__.encode()

    assert in_fork(opens, LIMITS) == b"OSError"
    with secret.open("r+") as opened:
        number = opened.fileno()

        def writes() -> bytes:
            return str(os.write(number, b"x")).encode()

        with pytest.raises(DeathError):
            in_fork(writes, LIMITS)
    assert secret.read_text() == "secret"


def test_what_a_fork_says_itself_is_told_as_it_is() -> None:
    def disagrees() -> bytes:
        raise KimError("cleaning and the schemas disagree")

    with pytest.raises(KimError, match="disagree"):
        in_fork(disagrees, LIMITS)


def test_a_reader_can_answer_with_nothing_but_what_a_file_was_opened_to() -> None:
    with pytest.raises(pickle.UnpicklingError, match="no part of an opened file"):
        forkserver._Plain(__import__("io").BytesIO(pickle.dumps(Path("/")))).load()


def test_the_servers_know_no_key_and_have_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ENVIRONMENT, "secret-of-this-test")
    content = b"Nama KIM,Kab/Kota\nKIM Satu,Kabupaten Sidoarjo\n"
    jobs = [Job(_received(number, f"{number}.csv", content), content) for number in (1, 2)]
    with Readers(Limits(), 1_000) as readers:
        assert sum(len(made.records) for made in readers.cleaned(jobs)) == 2
        for server in (readers._reading, readers._cleaning):
            about = Path(f"/proc/{server.process.pid}")
            assert b"secret-of-this-test" not in (about / "environ").read_bytes()
            assert "Threads:\t1\n" in (about / "status").read_text()


def _tables(made: Cleaned) -> dict[str, object]:
    return {name: getattr(made, name).to_pylist() for name in forkserver.TABLES}


def test_every_format_gives_what_it_gives_here() -> None:
    paths = [path for path in sorted(SAMPLES.rglob("*")) if path.suffix in {".xlsx", ".xls", ".ods", ".csv", ".zip"}]
    by_suffix: dict[str, list[Path]] = {}
    for path in paths:
        by_suffix.setdefault(path.suffix, []).append(path)
    assert len(by_suffix) >= 4
    jobs = []
    for number, path in enumerate([path for each in by_suffix.values() for path in each[:8]], 1):
        jobs.append(Job(_received(number, path.name, path.read_bytes()), path.read_bytes()))
    with Readers(Limits(), 1_000_000) as readers:
        (together,) = readers.cleaned(jobs)
        alone = [made for job in jobs[:2] for made in readers.cleaned([job])]
    here = [(job.received, read_bytes(job.content or b"", job.received.file_name, Limits())) for job in jobs]
    assert _tables(together) == _tables(clean(here))
    assert [_tables(made) for made in alone] == [_tables(clean([each])) for each in here[:2]]


def test_a_file_over_the_limits_is_that_files_fault_alone() -> None:
    good = b"Nama KIM,Kab/Kota\nKIM Satu,Kabupaten Sidoarjo\n"
    large = good + b"x" * 50_000_000
    jobs = [Job(_received(1, "besar.csv", large), large), Job(_received(2, "baik.csv", good), good)]
    jobs.append(Job(_received(3, "terlalu besar.csv", good), None))
    with Readers(Limits(memory_bytes=60_000_000), 1_000) as readers:
        (made,) = readers.cleaned(jobs)
    found = {(one["submission_id"][-1], one["rule"]) for one in made.findings.to_pylist()}
    assert {("1", "file_not_judged"), ("3", "file_too_large")} <= found
    assert [one["status"] for one in made.submissions.to_pylist()] == ["rejected", "accepted", "rejected"]
    (said,) = [one["value"] for one in made.findings.to_pylist() if one["rule"] == "file_not_judged"]
    assert said == "needed more than 60 MB of memory"


def test_a_server_that_is_ended_from_outside_is_told() -> None:
    content = b"Nama KIM\nKIM Satu\n"
    with Readers(Limits(), 1_000) as readers:
        readers._cleaning.process.kill()
        with pytest.raises(KimError, match="KIM_WORKERS=1"):
            list(readers.cleaned([Job(_received(1, "a.csv", content), content)]))


ORPHAN = """
import time
from kim.running.readers import Readers
from kim.settings import Limits
readers = Readers(Limits(), 1)
print(readers._cleaning.process.pid, readers._reading.process.pid, flush=True)
time.sleep(60)
"""


def test_no_server_outlives_a_killed_parent() -> None:
    with subprocess.Popen([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        servers = [int(pid) for pid in parent.stdout.readline().split()]
        parent.kill()
    patience = time.monotonic() + 20
    while any(map(_lives, servers)) and time.monotonic() < patience:
        time.sleep(0.1)
    assert not any(map(_lives, servers))


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_sheets_name_that_holds_a_number_or_a_person_is_shown_by_its_number() -> None:
    rows: list[Row] = [["Nama KIM", "Kab/Kota"], ["KIM Satu", "Kabupaten Sidoarjo"]]
    content = books({"Data": rows, "WA 0812-9999-0001": rows, "Bpk. Budi Rekaan": rows, "Tarik": rows})
    with Readers(Limits(), 1_000) as readers:
        (made,) = readers.cleaned([Job(_received(1, "a.xlsx", content), content)])
    assert made.rows["sheet"].to_pylist() == ["Data", "Sheet 2", "Sheet 3", "Tarik"]
    assert made.records["sheet"].to_pylist() == ["Data", "Sheet 2", "Sheet 3", "Tarik"]
    assert not any("9999" in str(table) or "Budi" in str(table) for table in _tables(made).values())
