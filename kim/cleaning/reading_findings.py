"""What reading noticed, as findings: its notes, files without a place, doubtful rows, columns not recognised."""

from collections.abc import Sequence

import numpy as np

from kim.cleaning.batch import Batch, Ints, Part, Raw
from kim.cleaning.findings import Entry, FileFinding, Findings
from kim.cleaning.masking import MASK, find_nik, shown
from kim.cleaning.parsed import ParsedColumn
from kim.cleaning.places.evidence import FIELDS, context_of
from kim.cleaning.sheets import header_name, short_number
from kim.reading.model import CellError, Note, text_of
from kim.reading.model import Column as SheetColumn
from kim.reading.name_kinds import several_in
from kim.reference.context import NOWHERE


def report_notes(batch: Batch, findings: Findings) -> None:
    """Add each note of a reading by its rule."""
    findings.add_for_files(
        FileFinding(
            file, note.sheet, note.row_number, note.column_index, (note.column_name, note.rule, note.value, None)
        )
        for file, (_, reading) in enumerate(batch.files)
        for note in reading.notes
    )


def report_placeless(batch: Batch, findings: Findings) -> Ints:
    """Files without a place in any column, title, name of a sheet or of the file itself, each with `file_no_place`."""
    placed = {
        part.file
        for part in batch.parts
        if any(field in part.columns for field in FIELDS) or context_of(batch, part) != NOWHERE
    }
    files = sorted({part.file for part in batch.parts} - placed)
    entry = (None, "file_no_place", None, None)
    findings.add_for_files(FileFinding(file, None, None, None, entry) for file in files)
    found = np.array(files, np.int32)
    findings.suppress("place_missing", found)
    return found


def report_nameless(batch: Batch, findings: Findings, names: ParsedColumn[str]) -> None:
    """Add `name_missing` to each row whose name is blank."""
    blank = np.array([not text.strip() for text in batch.column("nama_kim").texts], np.bool_)
    rows = np.flatnonzero(blank[names.codes]).astype(np.int32)
    findings.add(rows, findings.number(("nama_kim", "name_missing", None, None)), field="nama_kim")


def report_doubts(batch: Batch, findings: Findings, names: ParsedColumn[str]) -> None:
    """Add what reading doubts of a row to its name, or to the row where it has no column of names."""
    encoded = batch.column("nama_kim")
    for part in batch.parts:
        for at, rule in part.table.doubts.items():
            row = part.start + at
            text = encoded.texts[int(encoded.codes[row])]
            if names.values[int(encoded.codes[row])] is None:
                continue  # it has a finding already
            suggestion = " | ".join(several_in(text)) if rule == "name_several" else None
            # A person's name is never shown; what else a doubtful cell holds may be one too.
            value = shown("nama_kim", text) if rule in {"name_several", "name_missing", "row_struck"} else MASK
            findings.add(
                np.array([row], np.int32), findings.number(("nama_kim", rule, value, suggestion)), field="nama_kim"
            )


def report_unknown_columns(batch: Batch, findings: Findings) -> None:
    """Add `column_unknown` for each column not recognised that is no numbering and has no other finding."""
    for part in batch.parts:
        notes: Sequence[Note] = batch.files[part.file][1].notes
        reported = {(n.sheet, n.column_index) for n in notes if n.rule == "column_repeated"}
        for column in part.table.columns:
            if (
                column.field is None
                and not (column.numbering or column.person)
                and (part.table.sheet, column.index) not in reported
            ):
                name = header_name(column)
                entry = (name, "column_unknown", name, None)
                findings.add_for_files([FileFinding(part.file, part.table.sheet, None, column.index, entry)])


def report_unrecognised(batch: Batch, findings: Findings) -> None:
    """Add a finding on each cell of an unrecognised column or a note that is a formula's error or holds a NIK."""
    for part in batch.parts:
        for column, values in zip(part.table.columns, part.table.values, strict=True):
            if column.field is None or part.columns.get(column.field) is not column:
                _report_faults(findings, part, column, values)


def _report_faults(findings: Findings, part: Part, column: SheetColumn, values: Sequence[Raw]) -> None:
    faults = {value: entry for value in set(values) if short_number(value) is None and (entry := _fault(column, value))}
    for number, value in zip(part.table.row_numbers, values, strict=True) if faults else ():
        if entry := faults.get(value):
            findings.add_for_files([FileFinding(part.file, part.table.sheet, number, column.index, entry)])


def _fault(column: SheetColumn, value: Raw) -> Entry | None:
    """What may be wrong with a cell of a column that is not recognised."""
    if isinstance(value, CellError) and not column.numbering:
        return (header_name(column), "cell_error", value.code, None)
    return (header_name(column), "nik_found", MASK, None) if find_nik(text_of(value)) else None
