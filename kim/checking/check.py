"""A file in, a `Checked` out: read and cleaned as a run would, with every finding in one pass, and nothing loaded."""

import contextlib
import hashlib
import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from kim.checking.overview import in_sheet_order
from kim.cleaning.model import Received
from kim.findings import Finding
from kim.reading.collector import collector_paused
from kim.reading.model import IgnoredRow, Reading
from kim.settings import Limits


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the register knows of a file that it has received; `received_at` is in UTC.

    The counts are those of the load, which a later check by newer rules may not share.
    """

    submission_id: str
    sequence: int
    received_at: datetime
    round_id: str
    status: str
    row_count: int
    accepted_count: int
    quarantined_count: int
    ignored_count: int
    rule_set_hash: str | None
    duplicate_of: int | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """One file checked; `file` is what the caller named it. `findings` stand in the order of the sheets."""

    file: str
    checked_at: datetime
    status: str
    row_count: int
    accepted_count: int
    quarantined_count: int
    ignored_count: int
    office_code: str | None
    rule_set_hash: str
    findings: tuple[Finding, ...]
    reading: Reading

    @property
    def ignored(self) -> tuple[IgnoredRow, ...]:
        """Lines that are no rows, in the order of the sheets; a file that is refused has none."""
        if self.reading.refused:
            return ()
        none = [
            IgnoredRow(table.sheet, table.row_numbers[at], "no_kim")
            for table in self.reading.tables
            for at in sorted(table.no_kim)
        ]
        return (*self.reading.ignored, *none)

    def row_numbers(self) -> dict[str | None, set[int]]:
        """By sheet the numbers of the lines that were read, ignored ones too."""
        numbers: dict[str | None, set[int]] = {}
        for table in () if self.reading.refused else self.reading.tables:
            numbers.setdefault(table.sheet, set()).update(table.row_numbers)
        for row in self.ignored:
            numbers.setdefault(row.sheet, set()).add(row.row_number)
        return numbers

    @property
    def assessed_count(self) -> int:
        """Rows that are counted or held back: the denominator of every share."""
        return self.accepted_count + self.quarantined_count


def check_file(path: Path, file: str, name: str, checked_at: datetime, limits: Limits) -> Checked:
    """Check a file on disk; `name` is the one that its office may be known by, relative to the inbox.

    Raises:
        OSError: the file cannot be opened.
    """
    from kim.reading import read_file

    with path.open("rb") as stream:  # a file that cannot be opened is the caller's fault, not the sender's
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    received = _received(digest, name, checked_at, path.stat().st_size)
    return _check(file, received, lambda: read_file(path, name, limits, _ahead))


def check_bytes(content: bytes, file: str, name: str, checked_at: datetime, limits: Limits) -> Checked:
    """Check a file in memory, as of the moment it was received."""
    from kim.reading import read_bytes

    received = _received(hashlib.sha256(content).hexdigest(), name, checked_at, len(content))
    return _check(file, received, lambda: read_bytes(content, name, limits, _ahead))


def with_findings(checked: Checked, more: Sequence[Finding]) -> Checked:
    """The file with what else is known of it, each finding in its place."""
    return replace(checked, findings=in_sheet_order([*checked.findings, *more], _sheets(checked.reading)))


def _received(sha256: str, name: str, checked_at: datetime, size: int) -> Received:
    return Received(f"s{sha256[:16]}", 1, sha256, name, checked_at.astimezone(UTC), "", size)


def _check(file: str, received: Received, read: Callable[[], Reading]) -> Checked:
    with collector_paused():  # from one end to the other: in between it would look through all cells again
        return _gather(file, received, read())


def _gather(file: str, received: Received, reading: Reading) -> Checked:
    from kim.cleaning.steps import isolating_faults, parse_batch

    assessed = isolating_faults(parse_batch, [(received, reading)])
    reading = assessed.batch.files[0][1]
    submission = assessed.submissions().to_pylist()[0]
    return Checked(
        file=file,
        checked_at=received.received_at,
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
    """What cleaning needs, made while calamine reads a workbook; what fails here fails again there, and is reported."""
    with contextlib.suppress(Exception):
        from kim.reference.regions import Regions

        importlib.import_module("kim.cleaning.steps")
        _ = Regions.load().villages  # read on first use


def _findings(table: pa.Table) -> list[Finding]:
    return [Finding(**row) for row in table.drop_columns(["submission_id"]).to_pylist()]


def _sheets(reading: Reading) -> list[str]:
    """The sheets in the order of the file, as far as reading names them."""
    named = [note.sheet for note in reading.notes if note.sheet is not None]
    return list(dict.fromkeys([*(table.sheet for table in reading.tables), *reading.titles, *named]))
