"""A receipt that no run gets past is left out of loading, on the record, and loaded once that is undone."""

import os
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from kim.cli.app import app
from kim.register.receipts import ReceiptBook
from kim.running import steps
from kim.running.rebuilding import rebuild
from kim.running.request import RunRequest
from kim.running.submissions import submission_id
from kim.settings import Settings
from tests.kim.running.conftest import Run
from tests.kim.running.offices import fingerprint

WHO = ["--by", "Operator Rekaan", "--why", "tidak terbaca"]


def _kim(settings: Settings, *words: str) -> str:
    done = CliRunner().invoke(app, ["--home", str(settings.place.root), *words])
    assert done.exit_code == 0, done.output or done.exception
    return done.output


def _status(settings: Settings, submission: str) -> tuple[object, ...]:
    with duckdb.connect(str(settings.place.database), read_only=True) as conn:
        found = conn.execute(
            "select status, row_count from intake.submission where submission_id = ?", [submission]
        ).fetchone()
    assert found
    return found


def test_a_skipped_receipt_is_loaded_once_that_is_undone(run: Run, settings: Settings) -> None:
    from kim.clock import system_clock
    from kim.progress import Silent

    steps.receive_files(settings, RunRequest(), system_clock, Silent())
    receipt = next(line for line in ReceiptBook(settings.place.receipts).all() if line.file_name.startswith("35.15"))
    submission = submission_id(receipt)
    _kim(settings, "skip", submission, *WHO)
    figures = run().figures
    assert _status(settings, submission) == ("skipped", 0)
    assert not [path for path in settings.place.inbox.rglob("*") if path.is_file()]
    before = fingerprint(settings.place.root)
    rebuild(settings)
    assert fingerprint(settings.place.root) == before
    _kim(settings, "skip", str(receipt.sequence), "--undo", *WHO)
    assert run().figures["rows_received"] == int(figures["rows_received"] or 0) + 3
    assert _status(settings, submission) == ("partly_accepted", 3)
    refused = CliRunner().invoke(app, ["--home", str(settings.place.root), "skip", submission, *WHO])
    assert "kim withdraw" in str(refused.exception)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_what_cannot_be_read_waits_and_stops_nobody(run: Run, settings: Settings) -> None:
    closed = settings.place.inbox / "35 Jawa Timur" / "rekap.csv"
    closed.chmod(0)
    outcome = run()
    assert any("rekap.csv cannot be read" in warning for warning in outcome.warnings)
    assert closed.exists()


def test_a_file_that_cannot_be_removed_is_loaded_once_and_told_of(
    run: Run, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlink = Path.unlink

    def refuses(path: Path, missing_ok: bool = False) -> None:
        if path.name == "rekap.csv":
            raise PermissionError
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuses)
    first = run()
    assert any("rekap.csv is loaded and cannot be removed" in warning for warning in first.warnings)
    second = run()
    assert second.figures["submissions"] == first.figures["submissions"]
    assert len(ReceiptBook(settings.place.receipts).all()) == 4
    monkeypatch.setattr(Path, "unlink", unlink)
    third = run()
    assert not [path for path in settings.place.inbox.rglob("*") if path.is_file()]
    assert not any("cannot be removed" in warning for warning in third.warnings)
