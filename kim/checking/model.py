"""A file judged, and what the office is told about its receipt."""

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
    """One file judged; `file` is what the caller named it. `findings` stand in the order of the sheets."""

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
    def judged_count(self) -> int:
        """Rows that are counted or held back: the denominator of every share."""
        return self.accepted_count + self.quarantined_count
