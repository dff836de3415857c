"""Cleans a batch of files: every row becomes a record or is quarantined, and everything wrong is said in one pass."""

from collections.abc import Sequence

import numpy as np

from kim.cleaning.assessing import assess
from kim.cleaning.cells import rows_as_json
from kim.cleaning.model import Cleaned, Received
from kim.cleaning.records import contact_table, no_kim_table, record_ids, record_table
from kim.cleaning.sheet_columns import sheet_columns
from kim.cleaning.submissions import row_table
from kim.reading.collector import collector_paused
from kim.reading.model import Reading


def clean(batch: Sequence[tuple[Received, Reading]]) -> Cleaned:
    """Clean the files of `batch`, in the order of their receipt.

    Args:
        batch: Files as received, each with what was read of it.

    Returns:
        The tables of `Cleaned`. Every row read is in `rows` once; accepted ones are in `records` and `contacts`.
    """
    with collector_paused():
        return _cleaned(batch)


def _cleaned(batch: Sequence[tuple[Received, Reading]]) -> Cleaned:
    assessed = assess(batch)
    frame, made = assessed.frame, assessed.made
    accepted = np.flatnonzero(~assessed.quarantined & ~frame.no_kim).astype(np.int32)
    ids = record_ids(frame, accepted)
    return Cleaned(
        assessed.submissions(),
        row_table(frame, rows_as_json(frame), assessed.quarantined),
        assessed.findings,
        record_table(frame, made, ids, accepted),
        contact_table(made.contacts, ids, accepted),
        sheet_columns(batch),
        no_kim_table(frame, made.placed),
    )
