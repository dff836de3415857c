"""The records of an XLS beside its values: how far its cells reach, hidden lines, errors; calamine gives the merges."""

import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kim.reading.formats.xls.compound import Compound
from kim.reading.formats.xls.strings import check_shared
from kim.reading.grid import Marks
from kim.reading.model import Note
from kim.reading.notes import RefusedError, over

if TYPE_CHECKING:
    from kim.settings import Limits

_BOUND_SHEET, _FILE_PASS, _SUP_BOOK, _BOF, _EOF = 0x85, 0x2F, 0x1AE, 0x809, 0x0A
_DIMENSIONS, _ROW, _COLUMNS, _MANY = 0x200, 0x208, 0x7D, 0xBD
_ROWS, _COLUMNS_OF_XLS = 65_536, 256
_BOOL_OR_ERROR, _SHARED_TEXT = 0x205, 0xFD
_FORMULAS = frozenset({0x06, 0x206, 0x406})
_VALUES = frozenset({0x203, 0x204, 0xFD, 0x27E, 0xD6, 0x205, 0xBD}) | _FORMULAS
_CODES = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_MOST_MARKS = 200_000


@dataclass(slots=True)
class XlsMarkup:
    """The marks of each sheet by name, and the notes on the workbook."""

    sheets: dict[str, Marks]
    notes: list[Note]


def read_xls_markup(content: bytes, limits: "Limits") -> XlsMarkup:
    """Check an XLS against the limits, record by record, before its values are read."""
    compound = Compound(content)
    if not compound.entries:
        raise RefusedError("file_unreadable", "xls")
    if "EncryptedPackage" in compound.entries:
        raise RefusedError("file_encrypted", "xlsx")
    name = next((each for each in ("Workbook", "Book", "WORKBOOK", "BOOK") if each in compound.entries), None)
    if name is None:
        raise RefusedError("file_format_unknown", "doc" if "WordDocument" in compound.entries else "?")
    walk = _Walk(compound.stream(name), limits)
    walk.run()
    check_shared(walk.stream, walk.uses, limits.unzipped_bytes)
    notes = [Note("macros_ignored")] if "_VBA_PROJECT_CUR" in compound.entries else []
    if walk.links:
        notes.append(Note("links_ignored"))
    return XlsMarkup(walk.sheets, notes)


class _Walk:
    """Goes from record to record just as calamine does: the workbook's, then each sheet's from its place on."""

    def __init__(self, stream: bytes, limits: "Limits") -> None:
        self.stream = stream
        self.limits = limits
        self.names: dict[int, str] = {}
        self.sheets: dict[str, Marks] = {}
        self.links = False
        self.uses: Counter[int] = Counter()
        self.current = Marks()
        self.last_row = self.last_column = self.bound = 0

    def run(self) -> None:
        for kind, at, size in self._records(0):
            if kind in _GLOBAL:
                self._global(kind, self.stream[at : at + size])
        for place, name in self.names.items():
            self.current = self.sheets.setdefault(name, Marks())
            self.last_row = self.last_column = depth = 0
            for kind, at, size in self._records(place):
                if kind == _BOF:
                    depth += 1
                elif kind == _EOF:
                    depth -= 1
                    if depth <= 0:
                        break
                elif depth <= 1:
                    self._one(kind, at, size)

    def _records(self, at: int) -> Iterator[tuple[int, int, int]]:
        """Kind, place of the data and its size; the workbook's own records end at the first end mark."""
        header, stream, end, whole = struct.Struct("<HH").unpack_from, self.stream, len(self.stream) - 4, at == 0
        while at <= end:
            kind, size = header(stream, at)
            yield kind, at + 4, size
            if whole and kind == _EOF:
                return
            at += 4 + size

    def _one(self, kind: int, at: int, size: int) -> None:
        if kind in _VALUES and size >= 6:
            row, column = struct.unpack_from("<HH", self.stream, at)
            if kind == _MANY:
                column = struct.unpack_from("<H", self.stream[at + size - 2 : at + size])[0]
            if row >= self.last_row or column >= self.last_column:
                self._reach(row, column)
            if kind == _SHARED_TEXT and size >= 10:
                self.uses[struct.unpack_from("<I", self.stream, at + 6)[0]] += 1
            elif kind == _BOOL_OR_ERROR or kind in _FORMULAS:
                self._error(kind, at, size, (row + 1, column))
        elif kind in _LINES:
            self._line(kind, self.stream[at : at + size])

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

    def _global(self, kind: int, data: bytes) -> None:
        if kind == _FILE_PASS:
            raise RefusedError("file_encrypted", "xls")
        if kind == _BOUND_SHEET and len(data) >= 8:
            self.bound += 1
            over("file_too_many_sheets", self.bound, self.limits.sheets)
            self.names[struct.unpack_from("<I", data)[0]] = _text(data[6:])
        elif kind == _SUP_BOOK:
            self.links = self.links or (len(data) > 4 and data[2:4] not in {b"\x01\x04", b"\x01\x3a"})

    def _line(self, kind: int, data: bytes) -> None:
        if kind == _DIMENSIONS:
            self._room(data)
        elif kind == _ROW and len(data) >= 16 and data[12] & 0x20:
            self.current.hidden_rows.append(struct.unpack_from("<H", data)[0] + 1)
        elif kind == _COLUMNS and len(data) >= 10 and data[8] & 1:
            first, last = struct.unpack_from("<HH", data)
            self.current.hidden_columns += range(first, min(last + 1, self.limits.columns))

    def _room(self, data: bytes) -> None:
        """The area that a sheet declares: calamine makes room for all of it, true or not."""
        if len(data) not in {10, 14}:
            raise RefusedError("file_unreadable", "xls")
        first, end, left, right = struct.unpack_from("<IIHH" if len(data) == 14 else "<4H", data)
        if (first > end or left > right) and end and right:
            raise RefusedError("file_unreadable", "xls")
        over("file_too_many_rows", end, max(self.limits.rows, _ROWS))
        over("file_too_many_columns", right, max(self.limits.columns, _COLUMNS_OF_XLS))
        over("file_too_many_cells", (end - first) * right, max(self.limits.cells, _ROWS * _COLUMNS_OF_XLS))


_GLOBAL = frozenset({_BOUND_SHEET, _FILE_PASS, _SUP_BOOK})
_LINES = frozenset({_DIMENSIONS, _ROW, _COLUMNS})


def _text(data: bytes) -> str:
    """A short text of BIFF8: its length, whether it is wide, its letters."""
    length, wide = data[0], data[1] & 1
    if wide:
        return data[2 : 2 + 2 * length].decode("utf-16-le", "replace")
    return data[2 : 2 + length].decode("latin-1")
