"""The steps of cleaning in their order: every row becomes a record or is quarantined, with all findings in one pass."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pyarrow as pa

from kim.cleaning.batch import Batch, Bools, Ints
from kim.cleaning.contacts import contact_columns, contact_table
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
from kim.cleaning.usual_forms import name_forms
from kim.errors import KimError, fault_of
from kim.reading.collector import collector_paused
from kim.reading.model import Reading

Files = Sequence[tuple[Received, Reading]]
Made = TypeVar("Made")
_NO_FILES_FAULT = (KimError, OSError, MemoryError)


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


def parse_batch(files: Files) -> ParsedBatch:
    """Parse `files` in the order of their receipt; of the tables only the findings are columns.

    Call it where the collector is paused: it makes millions of cells.
    """
    batch = Batch(files)
    findings = Findings(batch)
    report_notes(batch, findings)
    report_unknown_columns(batch, findings)
    placeless = report_placeless(batch, findings)
    names = parse_text_column(batch, findings, "nama_kim", parse_name, name_forms())
    report_nameless(batch, findings, names)
    report_doubts(batch, findings, names)
    placed = resolve_places(batch, findings)
    report_other_regions(batch, findings, placed)
    columns = parse_record_columns(batch, findings, names, placed, contact_columns(batch, findings))
    report_repeats(batch, findings, columns.keys, placed, columns.contacts)
    report_unrecognised(batch, findings)
    quarantined = (findings.quarantined() | np.isin(batch.file_of_row, placeless)) & ~batch.no_kim
    return ParsedBatch(batch, columns, quarantined, placeless, findings.table())


def clean(files: Files) -> Cleaned:
    """Clean `files`, in the order of their receipt.

    Args:
        files: Files as received, each with what was read of it.

    Returns:
        The tables of `Cleaned`. Every row read is in `rows` once; accepted ones are in `records` and `contacts`.
    """
    with collector_paused():
        return _cleaned(files)


def _cleaned(files: Files) -> Cleaned:
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


def isolating_faults(work: Callable[[Files], Made], files: Files) -> Made:
    """`work(files)`; a file on which it fails counts as refused, with `file_not_judged`, and the others are cleaned.

    The bytes lie in the archive, so that nothing is lost: a rebuild by mended software reads the file anew.

    Raises:
        KimError, OSError, MemoryError: from `work`: no file is to blame for these.
    """
    try:
        return work(files)
    except _NO_FILES_FAULT:
        raise
    except Exception:
        return work([_or_refused(work, *one) for one in files])


def _or_refused(work: Callable[[Files], object], received: Received, reading: Reading) -> tuple[Received, Reading]:
    try:
        work([(received, reading)])
    except _NO_FILES_FAULT:
        raise
    except Exception as error:
        return received, Reading.not_judged(reading.file_name, reading.format, fault_of(error))
    return received, reading
