"""A file received, checked again as of the moment of its receipt, from its bytes in the encrypted archive."""

from datetime import UTC
from pathlib import Path
from typing import Any

from kim.checking.check import Checked, Receipt, check_bytes, with_findings
from kim.checking.report.book import write_report
from kim.errors import UsageError
from kim.findings import Finding
from kim.home import Home
from kim.register.archive import Archive
from kim.register.vault import Vault
from kim.settings import Limits
from kim.statements import statement
from kim.warehouse.connect import reader


def give_feedback(home: Home, submission: str, out: Path, limits: Limits) -> tuple[Checked, Receipt]:
    """Write the report of a file received, with its receipt, to `out`.

    Args:
        home: whose warehouse and archive know the file.
        submission: its id, or its receipt's number.
        out: where the workbook goes.
        limits: those of reading.

    Raises:
        UsageError: no such submission.
        KimError: no warehouse, no key, or the archive does not hold the file.
    """
    known, more = _known(home, submission)
    content = Archive(home, Vault(home)).get(known.pop("sha256"))
    file_name = known.pop("file_name")
    receipt = Receipt(**known)
    checked = check_bytes(content, file_name, file_name, receipt.received_at, limits)
    checked = with_findings(checked, more)
    write_report(checked, receipt, lambda: content, out, limits)
    return checked, receipt


def _known(home: Home, submission: str) -> tuple[dict[str, Any], list[Finding]]:
    """The receipt, and the findings that no file shows by itself: they come of what the register knows."""
    with reader(home) as conn:
        asked = conn.execute(statement("queries/submission_receipt"), {"submission": submission.strip()})
        names = [column[0] for column in asked.description]
        row = asked.fetchone()
        added = conn.execute(statement("queries/register_findings"), {"submission": row[0] if row else None})
        more = [Finding(*line) for line in added.fetchall()]
    if row is None:
        raise UsageError(
            f"No submission {submission!r} is loaded. "
            '`kim query "select sequence, submission_id, file_name from intake.submission"` lists what is.'
        )
    known = dict(zip(names, row, strict=True))
    known["received_at"] = known["received_at"].replace(tzinfo=UTC)
    return known, more
