"""Each row's cells as JSON, header to text, with what may be personal masked."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute

from kim.cleaning.arrow import Column
from kim.cleaning.frame import Coded, Frame, Part, Raw, encodable, matching
from kim.cleaning.ledger import Entry, Ledger, Loose
from kim.cleaning.masking import CHOICES, MASK, PERSONAL, find_nik, holds_contact, shown, surely_shown
from kim.reading.addresses import column_letters
from kim.reading.model import CellError, Note, text_of
from kim.reading.model import Column as SheetColumn
from kim.reading.name_kinds import NameKind, kind_of, like_person, surely_name

# The stubs of these functions give unions that none of them takes.
pc: Any = pyarrow.compute
_SHORT = 4


def header_name(column: SheetColumn) -> str:
    """A column's header as it may be shown; its letter where it has none."""
    header = " ".join(column.header.split())
    if not header:
        return f"({column_letters(column.index)})"
    return MASK if holds_contact(header) else header


def rows_as_json(frame: Frame) -> Column:
    """One JSON object a row, as Arrow texts."""
    shown_values: dict[str, Column] = {}
    made = []
    for part in frame.parts:
        pieces: list[Column] = []
        for at, name in enumerate(_unique_names(part)):
            lead = f"{',' if at else '{'}{orjson.dumps(name).decode()}:"
            pieces += [lead, _values(frame, part, at, shown_values)]
        if part.start < part.stop:
            made.append(pc.binary_join_element_wise(*pieces, "}", ""))
    return pa.chunked_array(made, pa.string())


def _unique_names(part: Part) -> list[str]:
    names: list[str] = []
    for column in part.table.columns:
        name = header_name(column)
        names.append(f"{name} ({column_letters(column.index)})" if name in names else name)
    return names


def _values(frame: Frame, part: Part, at: int, known: dict[str, Column]) -> Column:
    column = part.table.columns[at]
    field = column.field
    if field is None or part.columns.get(field) is not column:
        return _unrecognised(column, part.table.values[at])
    coded = frame.column(field)
    texts = known.get(field)
    if texts is None:
        texts = known[field] = pa.array(as_json(_shown_texts(field, coded)), pa.string())
    codes: Column = pa.array(coded.codes[part.start : part.stop])
    shown_here = texts.take(codes)
    hidden = [at for at, rule in part.table.doubts.items() if rule == "row_doubtful"] if field == "nama_kim" else []
    if hidden:
        # What is no community may be anybody.
        marks = np.zeros(len(codes), np.bool_)
        marks[hidden] = True
        shown_here = pc.if_else(pa.array(marks), orjson.dumps(MASK).decode(), shown_here)
    return shown_here


def _shown_texts(field: str, coded: Coded) -> list[str]:
    if field in PERSONAL:
        return [MASK if text else text for text in coded.texts]
    if field in ("keterangan", "whatsapp") or field in CHOICES:
        return [shown(field, text) for text in coded.texts]
    if field == "nama_kim":
        # Where it may be a person, no one may read who it is; a name that counts stands in its record.
        return [MASK if _maybe_person(text) else text for text in _others_shown(field, coded)]
    return _others_shown(field, coded)


def _maybe_person(text: str) -> bool:
    return not surely_name(text) and (like_person(text) or kind_of(text) is NameKind.TITLED)


def _others_shown(field: str, coded: Coded) -> list[str]:
    texts, doubtful = list(coded.texts), coded.suspects
    if plain := surely_shown(field):
        doubtful = doubtful & ~matching(coded.arrow, plain)
    for code in np.flatnonzero(doubtful).tolist():
        texts[code] = shown(field, texts[code])
    return texts


def _unrecognised(column: SheetColumn, values: Sequence[Raw]) -> Column:
    distinct = set(values)
    seen = {value: plain for value in distinct if (plain := _number(value)) is not None}
    others = [value for value in distinct if value not in seen]
    texts = encodable([text_of(value) for value in others])
    seen |= zip(others, as_json([_hidden(column, text) for text in texts]), strict=True)
    return pa.array([seen[value] for value in values], pa.string())


def _hidden(column: SheetColumn, text: str) -> str:
    return MASK if column.person and text.strip() else shown(column.field, text) if text.strip() else text


def _number(value: Raw) -> str | None:
    """A short number as JSON: what the column that counts the rows is full of."""
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= _SHORT and value.isascii() and value.isdigit() else None
    if value.__class__ in (int, float) and 0 <= value < 10**_SHORT and value == int(value):
        return f'"{int(value)}"'
    return None


def as_json(texts: list[str]) -> list[str]:
    """Each text as JSON, `null` for an empty one; written in one go, a line each."""
    if not texts:
        return []
    lines = orjson.dumps([text or None for text in texts], option=orjson.OPT_INDENT_2).decode().split("\n")[1:-1]
    return [line[2:-1] if line[-1] == "," else line[2:] for line in lines]


def say_unknown_columns(frame: Frame, ledger: Ledger) -> None:
    """Enter `column_unknown` for each column not recognised that is no numbering and was not yet spoken of."""
    for part in frame.parts:
        notes: Sequence[Note] = frame.files[part.file][1].notes
        spoken = {(n.sheet, n.column_index) for n in notes if n.rule == "column_repeated"}
        for column in part.table.columns:
            if (
                column.field is None
                and not (column.numbering or column.person)
                and (part.table.sheet, column.index) not in spoken
            ):
                name = header_name(column)
                entry = (name, "column_unknown", name, None)
                ledger.add_loose([Loose(part.file, part.table.sheet, None, column.index, entry)])


def say_unrecognised(frame: Frame, ledger: Ledger) -> None:
    """Enter a finding on each cell of an unrecognised column or a note that is a formula's error or holds a NIK."""
    for part in frame.parts:
        for column, values in zip(part.table.columns, part.table.values, strict=True):
            if column.field is None or part.columns.get(column.field) is not column:
                _say_faults(ledger, part, column, values)


def _say_faults(ledger: Ledger, part: Part, column: SheetColumn, values: Sequence[Raw]) -> None:
    faults = {value: entry for value in set(values) if _number(value) is None and (entry := _fault(column, value))}
    for number, value in zip(part.table.row_numbers, values, strict=True) if faults else ():
        if entry := faults.get(value):
            ledger.add_loose([Loose(part.file, part.table.sheet, number, column.index, entry)])


def _fault(column: SheetColumn, value: Raw) -> Entry | None:
    """What may be wrong with a cell of a column that nothing is known of."""
    if isinstance(value, CellError) and not column.numbering:
        return (header_name(column), "cell_error", value.code, None)
    return (header_name(column), "nik_found", MASK, None) if find_nik(text_of(value)) else None
