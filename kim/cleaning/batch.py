"""Cleans a batch of files: every row becomes a record or is quarantined, and everything wrong is said in one pass."""

from collections.abc import Sequence

import numpy as np

from kim.cleaning.cells import rows_as_json, say_unknown_columns
from kim.cleaning.frame import Frame
from kim.cleaning.judging import Judged, judge_text
from kim.cleaning.ledger import Ledger
from kim.cleaning.model import Cleaned, Received
from kim.cleaning.names import judge_name
from kim.cleaning.notes import say_notes, say_placeless
from kim.cleaning.placing import place_rows
from kim.cleaning.reaching import contacts
from kim.cleaning.records import contact_table, judge_records, record_ids, record_table
from kim.cleaning.repeats import say_repeats
from kim.cleaning.sheet_columns import sheet_columns
from kim.cleaning.straight import name
from kim.cleaning.submissions import row_table, submission_table
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
    frame = Frame(batch)
    ledger = Ledger(frame)
    say_notes(frame, ledger)
    say_unknown_columns(frame, ledger)
    placeless = say_placeless(frame, ledger)
    names = judge_text(frame, ledger, "nama_kim", lambda _, text: judge_name(text), name())
    _say_nameless(frame, ledger, names)
    placed = place_rows(frame, ledger)
    made = judge_records(frame, ledger, names, placed, contacts(frame, ledger))
    say_repeats(frame, ledger, made.keys, placed, made.contacts)
    cells = rows_as_json(frame, ledger)
    quarantined = ledger.quarantined() | np.isin(frame.file_of_row, placeless)
    accepted = np.flatnonzero(~quarantined).astype(np.int32)
    ids = record_ids(frame, accepted)
    rows = row_table(frame, cells, quarantined)
    return Cleaned(
        submission_table(frame, placed, quarantined, placeless),
        rows,
        ledger.table(),
        record_table(frame, made, ids, accepted),
        contact_table(made.contacts, ids, accepted),
        sheet_columns(batch),
    )


def _say_nameless(frame: Frame, ledger: Ledger, names: Judged[str]) -> None:
    blank = np.array([not text.strip() for text in frame.column("nama_kim").texts], np.bool_)
    rows = np.flatnonzero(blank[names.codes]).astype(np.int32)
    ledger.add(rows, ledger.number(("nama_kim", "name_missing", None, None)), field="nama_kim")
