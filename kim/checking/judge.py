"""Reading and cleaning, one file at a time, gathered into what its sender is to be told."""

import contextlib
import hashlib
import importlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from kim.checking.model import Checked
from kim.checking.order import in_sheet_order
from kim.cleaning.model import Received
from kim.findings import Finding
from kim.reading.collector import collector_paused
from kim.reading.model import Reading
from kim.register.disk import file_sha256
from kim.settings import Limits


def judge_file(path: Path, file: str, name: str, judged_at: datetime, limits: Limits) -> Checked:
    """Judge a file on disk; `name` is the one that its office may be known by, relative to the inbox.

    Raises:
        OSError: the file cannot be opened.
    """
    from kim.reading import read_file

    digest = file_sha256(path)  # a file that cannot be opened is the caller's fault, not the sender's
    received = _received(digest, name, judged_at, path.stat().st_size)
    return _judge(file, received, lambda: read_file(path, name, limits, _ahead))


def judge_bytes(content: bytes, file: str, name: str, judged_at: datetime, limits: Limits) -> Checked:
    """Judge a file in memory, as of the moment it was received."""
    from kim.reading import read_bytes

    received = _received(hashlib.sha256(content).hexdigest(), name, judged_at, len(content))
    return _judge(file, received, lambda: read_bytes(content, name, limits, _ahead))


def with_findings(checked: Checked, more: Sequence[Finding]) -> Checked:
    """The file with what else is known of it, each finding in its place."""
    return replace(checked, findings=in_sheet_order([*checked.findings, *more], _sheets(checked.reading)))


def _received(sha256: str, name: str, judged_at: datetime, size: int) -> Received:
    return Received(f"s{sha256[:16]}", 1, sha256, name, judged_at.astimezone(UTC), "", size)


def _judge(file: str, received: Received, read: Callable[[], Reading]) -> Checked:
    with collector_paused():  # from one end to the other: in between it would look through all cells again
        return _judged(file, received, read())


def _judged(file: str, received: Received, reading: Reading) -> Checked:
    from kim.cleaning.assessing import assess
    from kim.cleaning.withstanding import withstood

    assessed = withstood(assess, [(received, reading)])
    reading = assessed.frame.files[0][1]
    submission = assessed.submissions().to_pylist()[0]
    return Checked(
        file=file,
        judged_at=received.received_at,
        status=submission["status"],
        row_count=submission["row_count"],
        accepted_count=submission["accepted_count"],
        quarantined_count=submission["quarantined_count"],
        ignored_count=submission["ignored_count"],
        office_code=submission["office_code"],
        rule_set_hash=submission["rule_set_hash"] or "",
        findings=in_sheet_order(_findings(assessed.findings), _sheets(reading)),
        reading=reading,
    )


def _ahead() -> None:
    """What cleaning needs, made while calamine reads a workbook; what fails here fails there again, and is told."""
    with contextlib.suppress(Exception):
        from kim.reference.regions import Regions

        importlib.import_module("kim.cleaning.assessing")
        _ = Regions.load().villages  # read on first use


def _findings(table: pa.Table) -> list[Finding]:
    return [Finding(**row) for row in table.drop_columns(["submission_id"]).to_pylist()]


def _sheets(reading: Reading) -> list[str]:
    """The sheets in the order of the file, as far as reading names them."""
    named = [note.sheet for note in reading.notes if note.sheet is not None]
    return list(dict.fromkeys([*(table.sheet for table in reading.tables), *reading.titles, *named]))
