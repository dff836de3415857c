"""The steps of cleaning in their order: every row becomes a record or is quarantined, with all findings in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from kim.cleaning.batch import Batch, Bools, Ints
from kim.cleaning.contacts import contact_table, contacts
from kim.cleaning.findings import Findings
from kim.cleaning.model import Cleaned, Received
from kim.cleaning.names import parse_name
from kim.cleaning.parsed import parse_text_column
from kim.cleaning.places.rows import resolve_places
from kim.cleaning.reading_findings import (
    report_doubts,
    report_nameless,
    report_notes,
    report_placeless,
    report_unknown_columns,
    report_unrecognised,
)
from kim.cleaning.records import RecordColumns, no_kim_table, parse_record_columns, record_ids, record_table
from kim.cleaning.repeats import report_repeats
from kim.cleaning.sheets import row_table, rows_as_json, sheet_columns
from kim.cleaning.submissions import report_other_regions, submission_table
from kim.cleaning.usual_forms import name
from kim.reading.collector import collector_paused
from kim.reading.model import Reading


@dataclass(frozen=True, slots=True)
class ParsedBatch:
    """A batch parsed: its findings, and what its rows and records can be written from."""

    batch: Batch
    columns: RecordColumns
    quarantined: Bools
    placeless: Ints
    """The files without any place, by number: no row of theirs counts."""
    findings: pa.Table

    def submissions(self) -> pa.Table:
        """One line a file, with the columns of `intake.submission`."""
        return submission_table(self.batch, self.columns.placed, self.quarantined, self.placeless)


def parse_batch(files: Sequence[tuple[Received, Reading]]) -> ParsedBatch:
    """Parse `files` in the order of their receipt; of the tables only the findings are columns.

    Call it where the collector is paused: it makes millions of cells.
    """
    batch = Batch(files)
    findings = Findings(batch)
    report_notes(batch, findings)
    report_unknown_columns(batch, findings)
    placeless = report_placeless(batch, findings)
    names = parse_text_column(batch, findings, "nama_kim", lambda _, text: parse_name(text), name())
    report_nameless(batch, findings, names)
    report_doubts(batch, findings, names)
    placed = resolve_places(batch, findings)
    report_other_regions(batch, findings, placed)
    columns = parse_record_columns(batch, findings, names, placed, contacts(batch, findings))
    report_repeats(batch, findings, columns.keys, placed, columns.contacts)
    report_unrecognised(batch, findings)
    quarantined = (findings.quarantined() | np.isin(batch.file_of_row, placeless)) & ~batch.no_kim
    return ParsedBatch(batch, columns, quarantined, placeless, findings.table())


def clean(files: Sequence[tuple[Received, Reading]]) -> Cleaned:
    """Clean `files`, in the order of their receipt.

    Args:
        files: Files as received, each with what was read of it.

    Returns:
        The tables of `Cleaned`. Every row read is in `rows` once; accepted ones are in `records` and `contacts`.
    """
    with collector_paused():
        return _cleaned(files)


def _cleaned(files: Sequence[tuple[Received, Reading]]) -> Cleaned:
    parsed = parse_batch(files)
    batch, columns = parsed.batch, parsed.columns
    accepted = np.flatnonzero(~parsed.quarantined & ~batch.no_kim).astype(np.int32)
    ids = record_ids(batch, accepted)
    return Cleaned(
        parsed.submissions(),
        row_table(batch, rows_as_json(batch), parsed.quarantined),
        parsed.findings,
        record_table(batch, columns, ids, accepted),
        contact_table(columns.contacts, ids, accepted),
        sheet_columns(files),
        no_kim_table(batch, columns.placed),
    )
