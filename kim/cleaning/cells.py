"""Each row's cells as JSON, header to text, with what may be personal masked."""

from collections.abc import Sequence

import orjson

from kim.cleaning.frame import Coded, Frame, Part, Raw, encodable
from kim.cleaning.ledger import Entry, Ledger, Loose, letters_of
from kim.cleaning.masking import CHOICES, MASK, PERSONAL, find_nik, holds_contact, shown
from kim.cleaning.text import text_of
from kim.reading.model import CellError, Column, Note


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
        texts = known[field] = as_json(_shown_texts(field, coded))
    codes = coded.codes[part.start : part.stop].tolist()
    return [texts[code] for code in codes]


def _shown_texts(field: str, coded: Coded) -> list[str]:
    if field in PERSONAL:
        return [MASK if text else text for text in coded.texts]
    if field in ("keterangan", "whatsapp") or field in CHOICES:
        return [shown(field, text) for text in coded.texts]
    pairs = zip(coded.texts, coded.suspects, strict=True)
    return [shown(field, text) if suspect else text for text, suspect in pairs]


def _unrecognised(ledger: Ledger, part: Part, column: Column, values: Sequence[Raw]) -> list[str]:
    distinct = list(set(values))
    texts = encodable([text_of(value) for value in distinct])
    faults = {
        value: entry for value, text in zip(distinct, texts, strict=True) if (entry := _fault(column, value, text))
    }
    for number, value in zip(part.table.row_numbers, values, strict=True) if faults else ():
        if entry := faults.get(value):
            ledger.add_loose([Loose(part.file, part.table.sheet, number, column.index, entry)])
    safe = as_json([shown(column.field, text) if text.strip() else text for text in texts])
    seen = dict(zip(distinct, safe, strict=True))
    return [seen[value] for value in values]


def _fault(column: Column, value: Raw, text: str) -> Entry | None:
    """What may be wrong with a cell of a column that nothing is known of."""
    if isinstance(value, CellError) and not column.numbering:
        return (header_name(column), "cell_error", value.code, None)
    return (header_name(column), "nik_found", MASK, None) if find_nik(text) else None


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
            if column.field is None and not column.numbering and (part.table.sheet, column.index) not in spoken:
                name = header_name(column)
                entry = (name, "column_unknown", name, None)
                ledger.add_loose([Loose(part.file, part.table.sheet, None, column.index, entry)])
