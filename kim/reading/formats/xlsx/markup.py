"""The marks of an XLSX sheet from its XML, at the speed of a search.

A sheet that is written the usual way is searched with patterns, block by block. Anything unusual (a prefix, a comment,
cells without an address) goes to the parser of `strict`, so that no way of writing passes a limit.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from kim.reading.addresses import column_index, column_letters, parse_cell, parse_range
from kim.reading.formats.package import CHUNK, Package
from kim.reading.formats.xlsx.strict import read_strictly
from kim.reading.grid import Marks
from kim.reading.notes import RefusedError, over

if TYPE_CHECKING:
    from kim.settings import Limits

Marker = Callable[[], Marks]
"""Gives the marks of a sheet."""

_SHORTEST_CELL = 11
_LONGEST_ROW = 1 << 25
_MOST_MARKS = 50_000

# The other attributes of a cell; a second address, which calamine would take, is not among them.
_OTHERS = rb'(?: (?:s|t|cm|vm|ph)="[^"<>]*")*'
_EXACT = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"' + _OTHERS + rb" ?(/?)>(</c>)?")
_PREFIXED = re.compile(rb"<[^\s<>/:]+:c[\s/>]")
_ROW_OF_VALUE = re.compile(rb'<c r="[A-Z]{1,3}([0-9]{1,7})"[^>]*[^/]>')
_HIDDEN = re.compile(rb'<row\b([^>]*\bhidden="(?:1|true)"[^>]*)>')
_HIDDEN_COLUMN = re.compile(rb'<col\b([^>]*\bhidden="(?:1|true)"[^>]*)/?>')
_MAYBE_HIDDEN = re.compile(rb' hidden="(?:0|1|true|false)"')
_ERROR = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^>]* t="e"[^>]*>(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>(#[^<]{1,20})</v>'
)
_NO_VALUE = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})"([^>]*)><f(?: [^>]*)?(?:/>|>[^<]*</f>)(<v ?/>|<v></v>)?</c>')
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_NUMBER = {key: re.compile(rb"\b" + key + rb'="([0-9]{1,7})"') for key in (b"r", b"min", b"max")}


class _UnusualError(Exception):
    """The sheet is not written the usual way."""


def read_markup(package: Package, member: str, limits: "Limits", struck: frozenset[int] = frozenset()) -> Marker:
    """Check one sheet against the limits; gives its merges, hidden lines, errors and formulas without a value.

    `struck` has the numbers of the styles that strike a cell through.
    Those of a large sheet are looked for only when they are asked for, which can be while calamine reads it.
    """
    size = package.members[member].file_size
    if size > limits.cells * _SHORTEST_CELL:
        _count(package, member, limits)
    large = size > CHUNK
    held = [] if large else list(package.pieces(member))

    def blocks() -> Iterator[bytes]:
        # A large sheet is unpacked again rather than held.
        return _blocks(package.pieces(member) if large else held)

    def search() -> Marks:
        try:
            return _search(blocks(), limits, struck)
        except _UnusualError:
            return read_strictly(package, member, limits, struck)

    try:
        _Check(limits).read(blocks)
    except _UnusualError:
        marks = read_strictly(package, member, limits, struck)
    else:
        if large:
            return search
        marks = search()
    return lambda: marks


def _count(package: Package, member: str, limits: "Limits") -> None:
    """Refuse a sheet of too many cells before anything else is looked at."""
    cells = 0
    for piece in package.pieces(member):
        cells += piece.count(b"<c ") or piece.count(b"<c>")
        if cells > limits.cells:
            raise RefusedError("file_too_many_cells", f"{cells} > {limits.cells}")


def _columns_up_to(count: int) -> bytes:
    """A pattern of the letters that are surely among the first `count` columns."""
    last = column_letters(min(count, 702) - 1)
    if len(last) == 1:
        return b"[A-%s]" % last.encode()
    first, second = last[0], last[1]
    wide = b"|[A-%c][A-Z]" % (ord(first) - 1) if first > "A" else b""
    return b"(?:[A-Z]%s|%s[A-%s])" % (wide, first.encode(), second.encode())


def _rows_up_to(count: int) -> bytes:
    """A pattern of the digits that are surely at most `count`."""
    digits = str(count)
    if len(digits) == 1:
        return b"[1-%s]" % digits.encode()
    same = b"|[1-%d][0-9]{%d}" % (int(digits[0]) - 1, len(digits) - 1) if digits[0] > "1" else b""
    return b"(?:[0-9]{1,%d}%s)" % (len(digits) - 1, same)


def _blocks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """A sheet in blocks of whole rows."""
    carry = b""
    for piece in pieces:
        block = carry + piece
        cut = block.rfind(b"</row>") + 6
        if cut == 5:
            if len(block) > _LONGEST_ROW:
                raise _UnusualError
            carry = block
            continue
        yield block[:cut]
        carry = block[cut:]
    yield carry


class _Check:
    """One pass over a sheet's blocks, which holds it against the limits."""

    def __init__(self, limits: "Limits") -> None:
        self.limits = limits
        self.last_column = 0
        # Up to this column the area cannot reach the limit on cells, however many rows there are.
        self.narrow = max(min(limits.cells // max(limits.rows, 1), limits.columns), 1)
        self.beyond = re.compile(
            rb'<c(?![a-zA-Z])(?! r="%s%s"%s ?/?>)(?! r="[A-Z]{1,3}[0-9]{1,7}"(?: s="[0-9]{1,6}")?/>)'
            % (_columns_up_to(self.narrow), _rows_up_to(limits.rows), _OTHERS)
        )

    def read(self, blocks: Callable[[], Iterator[bytes]]) -> None:
        started = False
        for block in blocks():
            if not started:
                if b"\x00" in block[:4000]:  # in UTF-16, which calamine takes for an empty sheet
                    raise RefusedError("file_unreadable", "xlsx")
                if b"<worksheet" not in block[:4000]:
                    raise _UnusualError
                started = True
            self._look_at(block)
        if self.last_column > self.narrow:
            # A wide sheet: now its height matters too.
            rows = max((self._last_row(block) for block in blocks()), default=0)
            over("file_too_many_cells", rows * self.last_column, self.limits.cells)

    def _look_at(self, block: bytes) -> None:
        # A sought text that begins with a rare letter is found several times faster.
        if b"!" in block and b"<!" in block:
            if b"<!DOCTYPE" in block:
                raise RefusedError("file_entity_bomb")
            raise _UnusualError
        if b":c" in block and _PREFIXED.search(block):
            raise _UnusualError
        for found in self.beyond.finditer(block):
            self._measure(block, found.start())

    def _measure(self, block: bytes, at: int) -> None:
        """A cell that may lie too far out; only one with a value counts."""
        found = _EXACT.match(block, at)
        if not found:
            raise _UnusualError
        if found[3] or found[4]:
            return
        row, column = int(found[2]), column_index(found[1].decode()) + 1
        over("file_too_many_rows", row, self.limits.rows)
        over("file_too_many_columns", column, self.limits.columns)
        self.last_column = max(self.last_column, column)

    def _last_row(self, block: bytes) -> int:
        return max(map(int, _ROW_OF_VALUE.findall(block)), default=0)


def _search(blocks: Iterable[bytes], limits: "Limits", struck: frozenset[int]) -> Marks:
    """The marks of a sheet that was checked; what looks like a mark and fits no pattern is unusual."""
    marks = Marks()
    styles = "|".join(map(str, sorted(struck))).encode()
    crossed = re.compile(rb'<c r="([A-Z]{1,3}[0-9]{1,7})" s="(?:%s)"[^>]*[^/]>' % styles) if styles else None
    first = True
    for block in blocks:
        if block.find(b"\n<", block.find(b"<worksheet") + 1 if first else 0) >= 0:
            raise _UnusualError
        first = False
        if b"hidden" in block:
            _hidden(block, marks, limits)
        if b't="e"' in block:
            _errors(block, marks)
        if b"f>" in block or b' si="' in block:
            _no_values(block, marks)
        if b"<mergeCell" in block:
            _merges(block, marks)
        if crossed:
            found = crossed.findall(block)[: max(_MOST_MARKS - len(marks.struck), 0)]
            marks.struck += [at for ref in found if (at := parse_cell(ref.decode()))]
    return marks


def _errors(block: bytes, marks: Marks) -> None:
    found = _ERROR.findall(block)
    _all_found(len(found), block.count(b't="e"'))
    marks.errors += [
        (*at, code.decode("ascii", "replace")) for ref, code in found[:_MOST_MARKS] if (at := parse_cell(ref.decode()))
    ]


def _no_values(block: bytes, marks: Marks) -> None:
    for ref, attributes, empty in _NO_VALUE.findall(block):
        # A formula may well have an empty text for its value.
        if not (empty and b't="str"' in attributes) and (at := parse_cell(ref.decode())):
            marks.no_values.append(at)


def _merges(block: bytes, marks: Marks) -> None:
    found = _MERGE.findall(block)
    _all_found(len(found), block.count(b"<mergeCell") - block.count(b"<mergeCells"))
    areas = (area for ref in dict.fromkeys(found[:_MOST_MARKS]) if (area := parse_range(ref.decode())))
    marks.merges += islice(areas, max(_MOST_MARKS - len(marks.merges), 0))


def _hidden(block: bytes, marks: Marks, limits: "Limits") -> None:
    _all_found(len(_MAYBE_HIDDEN.findall(block)), block.count(b"hidden"))
    for attributes in _HIDDEN.findall(block):
        number = _NUMBER[b"r"].search(attributes)
        if number is None:
            raise _UnusualError
        marks.hidden_rows.append(int(number[1]))
    for attributes in _HIDDEN_COLUMN.findall(block):
        first, last = _NUMBER[b"min"].search(attributes), _NUMBER[b"max"].search(attributes)
        if first is None or last is None:
            raise _UnusualError
        marks.hidden_columns += range(int(first[1]) - 1, min(int(last[1]), limits.columns))


def _all_found(found: int, there: int) -> None:
    if found != there:
        raise _UnusualError
