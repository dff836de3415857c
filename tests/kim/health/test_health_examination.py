"""The doctor finds each fault by name, says what to do, and never fails to speak."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kim.cli.app import app
from kim.health import Line, Status, examine
from kim.home import Home
from kim.register import keys
from kim.register.archive import Archive
from kim.register.contacts import ContactStore
from kim.register.decisions import DecisionBook
from kim.register.disk import PARTIAL
from kim.register.lock import writer_lock
from kim.register.receipts import ReceiptBook
from kim.register.vault import Vault
from kim.running.pipeline import DIRECT, run
from kim.running.request import RunRequest
from kim.settings import Settings
from tests.kim.running.offices import fill


@pytest.fixture(scope="session")
def _run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("health") / "home"
    fill(Home(root).inbox)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KIM_NOW", "2026-03-01T02:00:00+00:00")
        run(Settings(home=root), RunRequest(), DIRECT)
    return root


@pytest.fixture
def home(_run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A healthy home after a run, its key's backup confirmed."""
    monkeypatch.delenv("KIM_CONTACT_KEY", raising=False)
    made = Home(tmp_path / "home")
    shutil.copytree(_run, made.root, symlinks=True)
    detail = {"fingerprint": Vault(made).fingerprint}
    DecisionBook(made.decisions).record(
        "key_backup", at=datetime(2026, 3, 1, tzinfo=UTC), by="Petugas Rekaan", why="uji", detail=detail
    )
    return made


def _ill(home: Home, *, deep: bool = False) -> dict[str, Line]:
    lines = examine(Settings(home=home.root), deep=deep)
    assert all(line.todo for line in lines if line.status is not Status.OK)
    return {line.check: line for line in lines if line.status is not Status.OK}


def test_an_empty_home_is_healthy_and_stays_empty(tmp_path: Path) -> None:
    assert _ill(Home(tmp_path)) == {}
    assert list(tmp_path.iterdir()) == []


def test_a_home_after_a_run_is_healthy(home: Home) -> None:
    assert _ill(home, deep=True) == {}


def _cut_warehouse(home: Home) -> None:
    content = home.database.read_bytes()
    home.database.write_bytes(content[: len(content) // 2])


def _flip_warehouse(home: Home) -> None:
    content = bytearray(home.database.read_bytes())
    for place in range(300_000, len(content), 50_000):
        content[place] ^= 0xFF
    home.database.write_bytes(bytes(content))


def _archived(home: Home) -> Path:
    return Archive(home, Vault(home)).path(ReceiptBook(home.receipts).all()[0].sha256)


def _flip_archive(home: Home) -> None:
    content = bytearray(_archived(home).read_bytes())
    content[-5] ^= 1
    _archived(home).write_bytes(bytes(content))


def _spoil_book(home: Home) -> None:
    lines = home.receipts.read_text().splitlines(keepends=True)
    home.receipts.write_text("".join([lines[0], "tampered\n", *lines[2:]]))


def _change_release(home: Home) -> None:
    path = home.releases / "0001" / "report.html"
    path.chmod(0o644)
    path.write_text("changed")


def _other_key(home: Home) -> None:
    home.key.unlink()
    keys.make(home)


FAULTS: dict[str, tuple[Callable[[Home], object], str, Status, str]] = {
    "warehouse cut": (_cut_warehouse, "opens", Status.BROKEN, "kim rebuild"),
    "warehouse flipped": (_flip_warehouse, "opens", Status.BROKEN, "kim rebuild"),
    "warehouse gone": (lambda home: home.database.unlink(), "warehouse", Status.BROKEN, "kim rebuild"),
    "archive cut": (lambda home: os.truncate(_archived(home), 300), "archive", Status.BROKEN, "rekap.csv (receipt 1)"),
    "archive flipped": (_flip_archive, "archive", Status.BROKEN, "1 files are damaged"),
    "archive file gone": (lambda home: _archived(home).unlink(), "archive", Status.BROKEN, "1 files are missing"),
    "book tampered with": (_spoil_book, "books", Status.BROKEN, "line 2"),
    "book cut back": (lambda home: home.receipts.write_text(""), "receipts", Status.BROKEN, "newest"),
    "release changed": (_change_release, "releases", Status.BROKEN, "report.html"),
    "key lost": (lambda home: home.key.unlink(), "key", Status.BROKEN, "backup"),
    "key swapped": (_other_key, "key", Status.BROKEN, "right key"),
    "key for all to read": (lambda home: home.key.chmod(0o644), "key", Status.BROKEN, "chmod 600"),
    "contacts gone": (lambda home: shutil.rmtree(home.contacts), "contacts", Status.BROKEN, "kim rebuild"),
    "key backup": (lambda home: home.decisions.unlink(), "key backup", Status.WARNING, "--confirm-key-backup"),
    "partial file": (lambda home: (home.archive / f"{PARTIAL}1").touch(), "leftovers", Status.WARNING, "kim run"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_found_and_its_cure_named(home: Home, name: str) -> None:
    harm, check, verdict, words = FAULTS[name]
    harm(home)
    line = _ill(home)[check]
    assert line.status is verdict
    assert words in f"{line.said} {line.todo}"


def test_a_run_that_was_killed_before_its_load_is_seen(home: Home) -> None:
    book = ReceiptBook(home.receipts)
    book.append([book.all()[0].model_copy(update={"sequence": book.next_sequence(), "file_name": "a.csv"})])
    assert "run `kim run`" in _ill(home)["receipts"].todo


def test_a_damaged_contact_segment_is_found(home: Home) -> None:
    path = ContactStore(home, Vault(home)).segments()[0]
    path.write_bytes(path.read_bytes()[:-1])
    assert "kim rebuild" in _ill(home)["contacts"].todo


def test_a_run_under_way_is_no_leftover(home: Home) -> None:
    with writer_lock(home, 0):
        assert _ill(home) == {}


def test_the_command_exits_1_when_broken_and_speaks_json(home: Home) -> None:
    words = ["--home", str(home.root), "doctor"]
    assert CliRunner().invoke(app, words).exit_code == 0
    home.key.unlink()
    done = CliRunner().invoke(app, [*words, "--json"])
    assert done.exit_code == 1
    told = {line["check"]: line for line in json.loads(done.stdout)}
    assert told["key"]["verdict"] == "broken"
    assert set(told["key"]) == {"check", "verdict", "said", "todo"}


def test_confirming_the_keys_backup_lasts_until_the_next_rotation(home: Home) -> None:
    home.decisions.unlink()
    words = ["--home", str(home.root), "doctor", "--confirm-key-backup"]
    assert "give your name" in str(CliRunner().invoke(app, words).exception)
    assert CliRunner().invoke(app, [*words, "--by", "Petugas Rekaan"]).exit_code == 0
    assert _ill(home) == {}
    assert CliRunner().invoke(app, ["--home", str(home.root), "rotate-key"]).exit_code == 0
    assert "older key" in _ill(home)["key backup"].said
