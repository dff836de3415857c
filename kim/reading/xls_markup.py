"""What the records of an XLS say beside its values: how far its cells reach, merges aside; hidden lines; errors."""

import struct
from dataclasses import dataclass

from kim.reading.compound import Compound
from kim.reading.grid import Marks
from kim.reading.model import Note
from kim.reading.refusal import RefusedError, over
from kim.settings import Limits

_BOUND_SHEET, _FILE_PASS, _SUP_BOOK, _BOF = 0x85, 0x2F, 0x1AE, 0x809
_ROW, _COLUMNS, _MANY = 0x208, 0x7D, 0xBD
_BOOL_OR_ERROR = 0x205
_FORMULAS = frozenset({0x06, 0x206, 0x406})
_VALUES = frozenset({0x203, 0x204, 0xFD, 0x27E, 0xD6, 0x205, 0xBD}) | _FORMULAS
_CODES = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_MOST_MARKS = 200_000


@dataclass(slots=True)
class XlsMarkup:
    """The marks of each sheet by name, and what there is to say about the workbook."""

    sheets: dict[str, Marks]
    notes: list[Note]


def read_xls_markup(content: bytes, limits: Limits) -> XlsMarkup:
    """Check an XLS against the limits, record by record, before its values are read."""
    compound = Compound(content)
    if not compound.entries:
        raise RefusedError("file_unreadable", "xls")
    if "EncryptedPackage" in compound.entries:
        raise RefusedError("file_encrypted", "xlsx")
    name = next((each for each in ("Workbook", "Book") if each in compound.entries), None)
    if name is None:
        raise RefusedError("file_format_unknown", "doc" if "WordDocument" in compound.entries else "?")
    walk = _Walk(compound.stream(name), limits)
    walk.run()
    notes = [Note("macros_ignored")] if "_VBA_PROJECT_CUR" in compound.entries else []
    if walk.links:
        notes.append(Note("links_ignored"))
    return XlsMarkup({name: walk.marks.get(at, Marks()) for at, name in walk.names.items()}, notes)


class _Walk:
    """Goes from record to record; the sheet is the one whose first record was passed last."""

    def __init__(self, stream: bytes, limits: Limits) -> None:
        self.stream = stream
        self.limits = limits
        self.names: dict[int, str] = {}
        self.marks: dict[int, Marks] = {}
        self.links = False
        self.current = Marks()
        self.last_row = self.last_column = 0

    def run(self) -> None:
        stream, at, end = self.stream, 0, len(self.stream) - 4
        header = struct.Struct("<HH").unpack_from
        place = struct.Struct("<HH").unpack_from
        row = column = 0
        while at <= end:
            kind, size = header(stream, at)
            if kind in _VALUES and size >= 6:
                row, column = place(stream, at + 4)
                if kind == _MANY:
                    column = struct.unpack_from("<H", stream, min(at + 2 + size, end))[0]
                if row >= self.last_row or column >= self.last_column:
                    self._reach(row, column)
                if kind == _BOOL_OR_ERROR or kind in _FORMULAS:
                    self._error(kind, at + 4, size, (row + 1, column))
            elif kind in _OTHERS:
                self._other(kind, at, size)
            at += 4 + size

    def _reach(self, row: int, column: int) -> None:
        self.last_row, self.last_column = max(self.last_row, row + 1), max(self.last_column, column + 1)
        over("file_too_many_rows", self.last_row, self.limits.rows)
        over("file_too_many_columns", self.last_column, self.limits.columns)
        over("file_too_many_cells", self.last_row * self.last_column, self.limits.cells)

    def _error(self, kind: int, at: int, size: int, place: tuple[int, int]) -> None:
        data = self.stream[at : at + size]
        if kind == _BOOL_OR_ERROR:
            code = data[6] if size >= 8 and data[7] == 1 else None
        else:
            code = data[8] if size >= 14 and data[12:14] == b"\xff\xff" and data[6] == 2 else None
        if code is not None and len(self.current.errors) < _MOST_MARKS:
            self.current.errors.append((*place, _CODES.get(code, "#N/A")))

    def _other(self, kind: int, at: int, size: int) -> None:
        data = self.stream[at + 4 : at + 4 + size]
        if kind == _FILE_PASS:
            raise RefusedError("file_encrypted", "xls")
        if kind == _BOF:
            self.current = self.marks.setdefault(at, Marks())
            self.last_row = self.last_column = 0
        elif kind == _BOUND_SHEET and size >= 8:
            self.names[struct.unpack_from("<I", data)[0]] = _text(data[6:])
            over("file_too_many_sheets", len(self.names), self.limits.sheets)
        elif kind == _SUP_BOOK:
            self.links = self.links or (size > 4 and data[2:4] not in {b"\x01\x04", b"\x01\x3a"})
        elif kind == _ROW and size >= 16 and data[12] & 0x20:
            self.current.hidden_rows.append(struct.unpack_from("<H", data)[0] + 1)
        elif kind == _COLUMNS and size >= 10 and data[8] & 1:
            first, last = struct.unpack_from("<HH", data)
            self.current.hidden_columns += range(first, min(last + 1, self.limits.columns))


_OTHERS = frozenset({_BOUND_SHEET, _FILE_PASS, _SUP_BOOK, _BOF, _ROW, _COLUMNS})


def _text(data: bytes) -> str:
    """A short text of BIFF8: its length, whether it is wide, its letters."""
    length, wide = data[0], data[1] & 1
    if wide:
        return data[2 : 2 + 2 * length].decode("utf-16-le", "replace")
    return data[2 : 2 + length].decode("latin-1")
