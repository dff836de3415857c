"""A file judged, and what the office is told about its receipt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kim.findings import Finding
from kim.reading.model import IgnoredRow, Reading


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
    """One file judged. `findings` stand in the order of the sheets; `ignored` too.

    `file` is what the caller named it; `outcomes` says of each row, by sheet and row number, what became of it.
    """

    file: str
    judged_at: datetime
    status: str
    row_count: int
    accepted_count: int
    quarantined_count: int
    ignored_count: int
    office_code: str | None
    rule_set_hash: str
    findings: tuple[Finding, ...]
    ignored: tuple[IgnoredRow, ...]
    outcomes: Mapping[tuple[str | None, int], str]
    reading: Reading

    @property
    def judged_count(self) -> int:
        """Rows that are counted or held back: the denominator of every share."""
        return self.accepted_count + self.quarantined_count
