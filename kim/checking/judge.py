"""Reading and cleaning, one file at a time, gathered into what its sender is to be told."""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from kim.checking.model import Checked
from kim.checking.order import in_sheet_order
from kim.cleaning.model import Cleaned, Received
from kim.findings import Finding
from kim.reading.model import IgnoredRow, Reading
from kim.settings import Limits


def judge_file(path: Path, file: str, name: str, judged_at: datetime, limits: Limits) -> Checked:
    """Judge a file on disk; `name` is the one that its office may be known by, relative to the inbox.

    Raises:
        OSError: the file cannot be opened.
    """
    from kim.reading import read_file

    with path.open("rb") as stream:  # a file that cannot be opened is the caller's fault, not the sender's
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    received = _received(digest, name, judged_at, path.stat().st_size)
    return _judge(file, received, lambda: read_file(path, name, limits))


def judge_bytes(content: bytes, file: str, name: str, judged_at: datetime, limits: Limits) -> Checked:
    """Judge a file in memory, as of the moment it was received."""
    from kim.reading import read_bytes

    received = _received(hashlib.sha256(content).hexdigest(), name, judged_at, len(content))
    return _judge(file, received, lambda: read_bytes(content, name, limits))


def _received(sha256: str, name: str, judged_at: datetime, size: int) -> Received:
    return Received(f"s{sha256[:16]}", 1, sha256, name, judged_at.astimezone(UTC), "", size)


def _judge(file: str, received: Received, read: Callable[[], Reading]) -> Checked:
    from kim.cleaning import clean

    reading = read()
    cleaned = clean([(received, reading)])
    submission = cleaned.submissions.to_pylist()[0]
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
        findings=in_sheet_order(_findings(cleaned), _sheets(reading)),
        ignored=_ignored(cleaned),
        outcomes=_outcomes(cleaned),
        reading=reading,
    )


def _findings(cleaned: Cleaned) -> list[Finding]:
    table = cleaned.findings.drop_columns(["submission_id"])
    return [Finding(**row) for row in table.to_pylist()]


def _ignored(cleaned: Cleaned) -> tuple[IgnoredRow, ...]:
    rows = cleaned.rows.select(["sheet", "row_number", "outcome", "reason"])
    ignored = rows.filter(pc.field("outcome") == pc.scalar("ignored")).to_pylist()
    return tuple(IgnoredRow(row["sheet"] or "", row["row_number"], row["reason"] or "") for row in ignored)


def _outcomes(cleaned: Cleaned) -> dict[tuple[str | None, int], str]:
    columns: list[list[Any]] = [cleaned.rows[name].to_pylist() for name in ("sheet", "row_number", "outcome")]
    return {(sheet, number): outcome for sheet, number, outcome in zip(*columns, strict=True)}


def _sheets(reading: Reading) -> list[str]:
    """The sheets in the order of the file, as far as reading names them."""
    named = [note.sheet for note in reading.notes if note.sheet is not None]
    return list(dict.fromkeys([*(table.sheet for table in reading.tables), *reading.titles, *named]))
