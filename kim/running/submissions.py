"""What a receipt is as a submission: its id, and its row where it is settled without its file.

Without their file are settled: what came twice in one round, and what a person took out of loading.
"""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from kim.cleaning.model import CONTACT, FINDING, RECORD, ROW, SUBMISSION, Cleaned
from kim.reading.formats import suffixes
from kim.reference.context import office_in_path
from kim.register.receipts import Receipt


def submission_id(receipt: Receipt) -> str:
    """The id of a submission, from its content and round; a duplicate's also from its place in the book."""
    parts = [receipt.sha256, receipt.round_id]
    if receipt.duplicate_of is not None:
        parts.append(str(receipt.sequence))
    return "s" + hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def naive_utc(moment: datetime) -> datetime:
    """`moment` as the warehouse keeps it: in UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def duplicates(receipts: Sequence[Receipt]) -> Cleaned:
    """The submissions of receipts that are duplicates: without rows, each names the first."""
    return _without_rows(receipts, "duplicate")


def skipped(receipts: Sequence[Receipt]) -> Cleaned:
    """The submissions of receipts that `kim skip` left out: without rows, until that is undone."""
    return _without_rows(receipts, "skipped")


def _without_rows(receipts: Sequence[Receipt], status: str) -> Cleaned:
    lines = [
        {
            "submission_id": submission_id(receipt),
            "sequence": receipt.sequence,
            "sha256": receipt.sha256,
            "file_name": receipt.file_name,
            "office_code": receipt.office_code,
            "office_source": office_in_path(receipt.file_name, suffixes())[1],
            "received_at": naive_utc(receipt.received_at),
            "round_id": receipt.round_id,
            "format": Path(receipt.file_name).suffix.lstrip(".").lower() or None,
            "byte_count": receipt.byte_count,
            "row_count": 0,
            "accepted_count": 0,
            "quarantined_count": 0,
            "ignored_count": 0,
            "status": status,
            "duplicate_of": submission_id(receipt.model_copy(update={"duplicate_of": None}))
            if status == "duplicate"
            else None,
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
