"""The finding: one thing wrong with a file, a row or a cell."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding, as `intake.finding` and `kim check --json` show it.

    `sheet`, `row_number` and `cell` (as Excel says it, `D7`) are None where the finding is about something larger.
    `column_name` is the canonical name of a recognised column, else the header as typed. `value` is masked where the
    column is personal.
    """

    rule: str
    severity: Severity
    message_id: str
    message_en: str
    sheet: str | None = None
    row_number: int | None = None
    column_name: str | None = None
    cell: str | None = None
    value: str | None = None
    suggestion: str | None = None
