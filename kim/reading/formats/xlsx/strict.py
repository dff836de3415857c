"""The XML of an XLSX sheet by a real parser: slower, and right for any way of writing."""

from typing import TYPE_CHECKING

from kim.reading.addresses import parse_cell, parse_range
from kim.reading.formats.package import Package
from kim.reading.formats.xml_parser import local, parse
from kim.reading.grid import Marks
from kim.reading.notes import RefusedError, over

if TYPE_CHECKING:
    from kim.settings import Limits

_MOST_MARKS = 50_000
_LONGEST_NUMBER = 20
_TRUE = frozenset({"1", "true"})


def read_strictly(package: Package, member: str, limits: "Limits", struck: frozenset[int] = frozenset()) -> Marks:
    """Like `markup.read_markup`, for a sheet that is not written the usual way."""
    handler = _Sheet(limits, struck)
    parse(package.pieces(member), package.kind, handler.start, handler.end, handler.text)
    return handler.marks


class _Sheet:
    """Follows rows and cells as calamine does: an address where one is given, else the place after the last."""

    def __init__(self, limits: "Limits", struck: frozenset[int]) -> None:
        self.limits = limits
        self.struck = struck
        self.style = ""
        self.marks = Marks()
        self.cells = self.row = self.column = 0
        self.last_row = self.last_column = 0
        self.type = ""
        self.value: list[str] | None = None
        self.in_cell = self.has_value = self.has_formula = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match local(name):
            case "row":
                self.row = self._row_number(attributes.get("r"))
                self.column = -1
                if attributes.get("hidden") in _TRUE and len(self.marks.hidden_rows) < _MOST_MARKS:
                    self.marks.hidden_rows.append(self.row)
            case "c":
                self._cell(attributes)
            case "v" | "is" if self.in_cell:
                # A formula may well have an empty text for its value; any other empty value is none.
                self.has_value = local(name) == "is" or self.type == "str"
                self.value = []
                self._measure()
            case "f" if self.in_cell:
                self.has_formula = True
            case "col" if attributes.get("hidden") in _TRUE:
                first, last = int(attributes.get("min", 0)), int(attributes.get("max", 0))
                self.marks.hidden_columns += range(first - 1, min(last, self.limits.columns))
            case "mergeCell" if len(self.marks.merges) < _MOST_MARKS:
                if area := parse_range(attributes.get("ref", "")):
                    self.marks.merges.append(area)

    def _row_number(self, given: str | None) -> int:
        """The number that a row claims, which its cells without an address stand in, however large it is."""
        if given is None:
            return self.row + 1
        if not (given.isascii() and given.isdecimal()) or len(given) > _LONGEST_NUMBER:
            raise RefusedError("file_unreadable", "xlsx")
        return int(given)

    def _cell(self, attributes: dict[str, str]) -> None:
        self.cells += 1
        over("file_too_many_cells", self.cells, self.limits.cells)
        self.in_cell, self.has_value, self.has_formula = True, False, False
        self.type = attributes.get("t", "")
        self.style = attributes.get("s", "")
        ref = attributes.get("r")
        if ref is None:
            self.column += 1
            return
        at = parse_cell(ref)
        if at is None or "$" in ref:
            raise RefusedError("file_unreadable", "xlsx")
        self.row, self.column = at

    def _measure(self) -> None:
        over("file_too_many_rows", self.row, self.limits.rows)
        over("file_too_many_columns", self.column + 1, self.limits.columns)
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column + 1)
        over("file_too_many_cells", self.last_row * self.last_column, self.limits.cells)

    def text(self, text: str) -> None:
        if self.value is not None:
            self.value.append(text)

    def end(self, name: str) -> None:
        match local(name):
            case "c":
                said = "".join(self.value or ()).strip()
                if said and self.type == "e" and len(self.marks.errors) < _MOST_MARKS:
                    self.marks.errors.append((self.row, self.column, said[:20]))
                if self.has_formula and not said and not self.has_value:
                    self.marks.no_values.append((self.row, self.column))
                if said and self.style.isdecimal() and int(self.style[:6]) in self.struck:
                    self.marks.struck.append((self.row, self.column))
                self.in_cell, self.value = False, None
