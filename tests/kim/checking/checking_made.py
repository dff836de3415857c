"""A file checked, made by hand: reading and cleaning have tests of their own."""

from datetime import UTC, datetime
from typing import Any

from kim.checking.check import Checked, Receipt
from kim.findings import Finding
from kim.reading.model import Column, IgnoredRow, Reading, Table

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
FIELDS = ("nama_kim", "provinsi", "kabupaten_kota", "jumlah_anggota")
HEADER = 3


def made_finding(severity: Any, cell: str | None = None, **given: Any) -> Finding:
    """A finding whose messages name its cell."""
    base: dict[str, Any] = {
        "rule": f"rule_{severity}",
        "severity": severity,
        "message_id": f"Isi {cell} tidak dikenal. Tulis yang benar.",
        "message_en": f"The value of {cell} is unknown. Write the right one.",
        "sheet": "Data",
        "row_number": int("".join(filter(str.isdigit, cell))) if cell else None,
        "column_name": "provinsi" if cell else None,
        "cell": cell,
        "value": "Jawa Tmur" if cell else None,
        "suggestion": "Jawa Timur" if severity == "error" else None,
    }
    return Finding(**(base | given))


def made_checked(*findings: Finding, **given: Any) -> Checked:
    """A file of one sheet `Data`: header in row 3, rows 4 to 6, a total in row 7."""
    columns = tuple(Column(place, field, field) for place, field in enumerate(FIELDS))
    table = Table("Data", columns, [4, 5, 6], [["KIM A", "KIM B", "KIM C"], ["x"] * 3, ["y"] * 3, [1, 2, 3]])
    base: dict[str, Any] = {
        "file": "kiriman/data.xlsx",
        "checked_at": NOON,
        "status": "partly_accepted" if any(one.severity == "error" for one in findings) else "accepted",
        "row_count": 4,
        "accepted_count": 2,
        "quarantined_count": 1,
        "ignored_count": 1,
        "office_code": "35",
        "rule_set_hash": "ab" * 32,
        "findings": findings,
        "reading": Reading("data.xlsx", "xlsx", (table,), (IgnoredRow("Data", 7, "total"),)),
    }
    return Checked(**(base | given))


def made_receipt(**given: Any) -> Receipt:
    """Receipt number 12, with the counts of `made_checked`."""
    base: dict[str, Any] = {
        "submission_id": "s0123456789abcdef",
        "sequence": 12,
        "received_at": NOON,
        "round_id": "2026-1",
        "status": "partly_accepted",
        "row_count": 4,
        "accepted_count": 2,
        "quarantined_count": 1,
        "ignored_count": 1,
        "rule_set_hash": "ab" * 32,
    }
    return Receipt(**(base | given))
