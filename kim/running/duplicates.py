"""Files that came twice in one round: a submission each, without rows, that names the first."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from kim.cleaning.model import CONTACT, FINDING, RECORD, ROW, SUBMISSION, Cleaned
from kim.register.model import Receipt
from kim.running.naming import naive_utc, submission_id


def duplicates(receipts: Sequence[Receipt]) -> Cleaned:
    """The submissions of receipts that are duplicates."""
    lines = [
        {
            "submission_id": submission_id(receipt),
            "sequence": receipt.sequence,
            "sha256": receipt.sha256,
            "file_name": receipt.file_name,
            "office_code": receipt.office_code,
            "office_basis": "path" if receipt.office_code else "unknown",
            "received_at": naive_utc(receipt.received_at),
            "round_id": receipt.round_id,
            "format": Path(receipt.file_name).suffix.lstrip(".").lower() or None,
            "byte_count": receipt.byte_count,
            "row_count": 0,
            "accepted_count": 0,
            "quarantined_count": 0,
            "ignored_count": 0,
            "status": "duplicate",
            "duplicate_of": submission_id(receipt.model_copy(update={"duplicate_of": None})),
        }
        for receipt in receipts
    ]
    return Cleaned(
        submissions=pa.Table.from_pylist(lines, schema=SUBMISSION),
        rows=ROW.empty_table(),
        findings=FINDING.empty_table(),
        records=RECORD.empty_table(),
        contacts=CONTACT.empty_table(),
    )
