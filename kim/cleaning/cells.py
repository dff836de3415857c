"""Each row's cells as JSON, header to text, with what may be personal masked."""

from collections.abc import Sequence

import orjson

from kim.cleaning.frame import Frame, Part, Raw
from kim.cleaning.ledger import Ledger, Loose, letters_of
from kim.cleaning.masking import MASK, find_nik, holds_contact, may_be_personal, shown
from kim.cleaning.text import text_of
from kim.reading.model import Column, Note

_NULL = "null"


def header_name(column: Column) -> str:
    """A column's header as it may be shown; its letter where it has none."""
    header = " ".join(column.header.split())
    if not header:
        return f"({letters_of(column.index)})"
    return MASK if holds_contact(header) else header


def rows_as_json(frame: Frame, ledger: Ledger) -> list[str]:
    """One JSON object a row; enters a finding where an unrecognised column or a note holds a NIK."""
    shown_values: dict[str, list[str]] = {}
    result: list[str] = []
    for part in frame.parts:
        names = _unique_names(part)
        columns = [_values(frame, ledger, part, at, shown_values) for at in range(len(names))]
        quoted = [orjson.dumps(name).decode().replace("%", "%%") for name in names]
        template = "{" + ",".join(f"{name}:%s" for name in quoted) + "}"
        result += [template % cells for cells in zip(*columns, strict=True)]
    return result


def _unique_names(part: Part) -> list[str]:
    names: list[str] = []
    for column in part.table.columns:
        name = header_name(column)
        names.append(f"{name} ({letters_of(column.index)})" if name in names else name)
    return names


def _values(frame: Frame, ledger: Ledger, part: Part, at: int, known: dict[str, list[str]]) -> list[str]:
    column = part.table.columns[at]
    field = column.field
    if field is None or part.columns.get(field) is not column:
        return _unrecognised(ledger, part, column, part.table.values[at])
    coded = frame.column(field)
    texts = known.get(field)
    if texts is None:
        texts = known[field] = [_json(shown(field, text)) for text in coded.texts]
    codes = coded.codes[part.start : part.stop].tolist()
    return [texts[code] for code in codes]


def _unrecognised(ledger: Ledger, part: Part, column: Column, values: Sequence[Raw]) -> list[str]:
    seen: dict[Raw, str] = {}
    niks: set[Raw] = set()
    for value in set(values):
        text = text_of(value)
        if column.field is not None:
            seen[value] = _json(shown(column.field, text))
        else:
            seen[value] = _json(MASK if text.strip() and may_be_personal(text) else text)
        if len(text) >= 16 and find_nik(text):
            niks.add(value)
    for number, value in zip(part.table.row_numbers, values, strict=True) if niks else ():
        if value in niks:
            entry = (header_name(column), "nik_found", MASK, None)
            ledger.add_loose([Loose(part.file, part.table.sheet, number, column.index, entry)])
    return [seen[value] for value in values]


def _json(text: str) -> str:
    return orjson.dumps(text).decode() if text else _NULL


def say_unknown_columns(frame: Frame, ledger: Ledger) -> None:
    """Enter one `column_unknown` for each column with a header that was not recognised and not yet spoken of."""
    for part in frame.parts:
        notes: Sequence[Note] = frame.files[part.file][1].notes
        spoken = {(n.sheet, n.column_index) for n in notes if n.rule == "column_repeated"}
        for column in part.table.columns:
            if column.field is None and column.header.strip() and (part.table.sheet, column.index) not in spoken:
                name = header_name(column)
                entry = (name, "column_unknown", name, None)
                ledger.add_loose([Loose(part.file, part.table.sheet, None, column.index, entry)])
