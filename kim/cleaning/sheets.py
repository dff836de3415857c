"""What stood on the sheets: every row with its cells as JSON, personal data masked, and where each column stands.

Out: the tables `intake.row` and `intake.sheet_column`.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute

from kim.cleaning.batch import ArrowArray, Batch, Bools, EncodedColumn, Part, Raw, as_json, decoded, encodable, matching
from kim.cleaning.masking import CHOICES, MASK, PERSONAL, holds_contact, names_person, shown, surely_shown
from kim.cleaning.model import ROW, SHEET_COLUMN, Cleaned, Received
from kim.reading.addresses import column_letters
from kim.reading.model import Column as SheetColumn
from kim.reading.model import Reading, Table, text_of
from kim.reading.name_kinds import surely_name
from kim.reading.titles import hidden_sheets

# The stubs of these functions give unions that none of them takes.
pc: Any = pyarrow.compute
_SHORT = 4


def header_name(column: SheetColumn) -> str:
    """A column's header as it may be shown; its letter where it has none."""
    header = " ".join(column.header.split())
    if not header:
        return f"({column_letters(column.index)})"
    return MASK if holds_contact(header) else header


def rows_as_json(batch: Batch) -> ArrowArray:
    """One JSON object a row, as Arrow texts."""
    shown_values: dict[str, ArrowArray] = {}
    made = []
    for part in batch.parts:
        pieces: list[ArrowArray] = []
        for at, name in enumerate(_unique_names(part)):
            lead = f"{',' if at else '{'}{orjson.dumps(name).decode()}:"
            pieces += [lead, _values(batch, part, at, shown_values)]
        if part.start < part.stop:
            made.append(pc.binary_join_element_wise(*pieces, "}", ""))
    return pa.chunked_array(made, pa.string())


def _unique_names(part: Part) -> list[str]:
    names: list[str] = []
    for column in part.table.columns:
        name = header_name(column)
        names.append(f"{name} ({column_letters(column.index)})" if name in names else name)
    return names


def _values(batch: Batch, part: Part, at: int, known: dict[str, ArrowArray]) -> ArrowArray:
    column = part.table.columns[at]
    field = column.field
    if field is None or part.columns.get(field) is not column:
        return _unrecognised(column, part.table.values[at])
    encoded = batch.column(field)
    texts = known.get(field)
    if texts is None:
        texts = known[field] = pa.array(as_json(_shown_texts(field, encoded)), pa.string())
    codes: ArrowArray = pa.array(encoded.codes[part.start : part.stop])
    shown_here = texts.take(codes)
    hidden = [at for at, rule in part.table.doubts.items() if rule == "row_doubtful"] if field == "nama_kim" else []
    if hidden:
        # The name of a row that is no community may be a person's.
        marks = np.zeros(len(codes), np.bool_)
        marks[hidden] = True
        shown_here = pc.if_else(pa.array(marks), orjson.dumps(MASK).decode(), shown_here)
    return shown_here


def _shown_texts(field: str, encoded: EncodedColumn) -> list[str]:
    if field in PERSONAL:
        return [MASK if text else text for text in encoded.texts]
    if field in ("keterangan", "kemitraan", "whatsapp") or field in CHOICES:
        return [shown(field, text) for text in encoded.texts]
    if field == "nama_kim":
        # Where it may be a person, no one may read who it is; a name that counts stands in its record.
        return [MASK if maybe_person(text) else text for text in _others_shown(field, encoded)]
    return _others_shown(field, encoded)


def maybe_person(text: str) -> bool:
    """Whether a cell of the column of names may hold a person's."""
    return not surely_name(text) and names_person(text)


def _others_shown(field: str, encoded: EncodedColumn) -> list[str]:
    texts, doubtful = list(encoded.texts), encoded.suspects
    if plain := surely_shown(field):
        doubtful = doubtful & ~matching(encoded.arrow, plain)
    for code in np.flatnonzero(doubtful).tolist():
        texts[code] = shown(field, texts[code])
    return texts


def _unrecognised(column: SheetColumn, values: Sequence[Raw]) -> ArrowArray:
    distinct = set(values)
    seen = {value: plain for value in distinct if (plain := short_number(value)) is not None}
    others = [value for value in distinct if value not in seen]
    texts = encodable([text_of(value) for value in others])
    seen |= zip(others, as_json([_hidden(column, text) for text in texts]), strict=True)
    return pa.array([seen[value] for value in values], pa.string())


def _hidden(column: SheetColumn, text: str) -> str:
    return MASK if column.person and text.strip() else shown(column.field, text) if text.strip() else text


def short_number(value: Raw) -> str | None:
    """A short number as JSON, None for all else: the column that numbers the rows is full of them."""
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= _SHORT and value.isascii() and value.isdigit() else None
    if value.__class__ in (int, float) and 0 <= value < 10**_SHORT and value == int(value):
        return f'"{int(value)}"'
    return None


def row_table(batch: Batch, cells: ArrowArray, quarantined: Bools) -> pa.Table:
    """Every row of the batch once, ignored ones too, in the order of file, sheet and row."""
    ignored = [
        (number, row)
        for number, (_, reading) in enumerate(batch.files)
        for row in reading.ignored
        if not reading.refused
    ]
    named = [(part.file, part.table.sheet) for part in batch.parts] + [(number, row.sheet) for number, row in ignored]
    sheets = {sheet: number for number, sheet in enumerate(dict.fromkeys(named))}
    of_part = np.array([sheets[part.file, part.table.sheet] for part in batch.parts], np.int32)
    sheet = np.concatenate([of_part[batch.part_of_row], [sheets[number, row.sheet] for number, row in ignored]]).astype(
        np.int32
    )
    file_of_sheet = np.array([file for file, _ in sheets], np.int32)
    numbers = np.concatenate([batch.row_numbers, [row.row_number for _, row in ignored]]).astype(np.int32)
    order = np.lexsort((numbers, sheet, file_of_sheet[sheet])) if len(sheet) else np.zeros(0, np.int64)
    outcomes = np.concatenate(
        [np.where(batch.no_kim, 2, quarantined).astype(np.int8), np.full(len(ignored), 2, np.int8)]
    )
    padding: list[str | None] = [_reason_alone(row.reason) for _, row in ignored]
    reasons: list[str | None] = ["no_kim" if none else None for none in batch.no_kim.tolist()]
    in_order = bool((order[1:] > order[:-1]).all())
    texts: ArrowArray = pa.chunked_array([*cells.chunks, pa.array(padding, pa.string())], pa.string())
    if batch.no_kim.any():
        alone = np.concatenate([batch.no_kim, np.zeros(len(ignored), np.bool_)])
        texts = pc.if_else(pa.array(alone), _reason_alone("no_kim"), texts)
    arrays: list[ArrowArray] = [
        decoded([batch.files[file][0].submission_id for file, _ in sheets], sheet[order]),
        decoded([name for _, name in sheets], sheet[order]),
        pa.array(numbers[order], pa.int32()),
        texts if in_order else texts.take(pa.array(order)),
        decoded(["accepted", "quarantined", "ignored"], outcomes[order]),
        decoded([*reasons, *(row.reason for _, row in ignored)], order),
    ]
    return pa.Table.from_arrays(arrays, schema=ROW)


def _reason_alone(reason: str) -> str:
    return orjson.dumps({"reason": reason}).decode()


def sheet_columns(files: Sequence[tuple[Received, Reading]]) -> pa.Table:
    """The columns of `intake.sheet_column`: one row a table and recognised column; headers as typed are not kept."""
    rows = [
        (receipt.submission_id, table.sheet, *_span(table), column.field, column_letters(column.index))
        for receipt, reading in files
        for table in reading.tables
        if table.row_numbers
        for column in table.columns
        if column.field is not None
    ]
    return pa.Table.from_pylist([dict(zip(SHEET_COLUMN.names, row, strict=True)) for row in rows], schema=SHEET_COLUMN)


def with_sheets_hidden(made: Cleaned, files: Sequence[tuple[Received, Reading]]) -> Cleaned:
    """The tables with `Sheet N` for each sheet whose name as sent may not be shown; the archive keeps that name."""
    names = {
        (received.submission_id, sheet): shown
        for received, reading in files
        for sheet, shown in hidden_sheets(reading).items()
    }
    if not names:
        return made
    return Cleaned(
        made.submissions,
        _renamed(made.rows, names),
        _renamed(made.findings, names),
        _renamed(made.records, names),
        made.contacts,
        None if made.columns is None else _renamed(made.columns, names),
        None if made.no_kim is None else _renamed(made.no_kim, names),
    )


def _renamed(table: pa.Table, names: dict[tuple[str, str], str]) -> pa.Table:
    pairs = zip(table["submission_id"].to_pylist(), table["sheet"].to_pylist(), strict=True)
    shown = [names.get((str(submission), str(sheet)), sheet) for submission, sheet in pairs]
    return table.set_column(table.column_names.index("sheet"), "sheet", pa.array(shown, pa.string()))


def _span(table: Table) -> tuple[int, int]:
    return min(table.row_numbers), max(table.row_numbers)
