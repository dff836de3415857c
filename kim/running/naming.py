"""What a submission is called, and how the warehouse writes a moment."""

import hashlib
from datetime import UTC, datetime

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
