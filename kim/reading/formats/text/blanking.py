"""Delimited text with some cells blanked: the lines of other rows keep their bytes."""

import codecs
import csv
from collections.abc import Iterator, Mapping, Set
from io import StringIO

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_ENCODINGS = ("utf-8", "cp1252", "latin-1")
_SEPARATORS = (",", ";", "\t", "|")


def candidates(content: bytes, blanks: Mapping[int, Set[int]]) -> Iterator[bytes]:
    """The file as each reading of its separator and quotes would blank it; `blanks` is line number to columns from 0.

    The caller reads each one back and takes the first in which just those cells are gone.
    """
    mark, encodings = _encodings(content)
    for encoding in encodings:
        try:
            text = content[len(mark) :].decode(encoding)
        except UnicodeDecodeError:
            continue
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            for separator in _SEPARATORS:
                try:
                    blanked = "".join(_blanked(text, separator, quoting, blanks))
                    yield mark + blanked.encode(encoding)
                except csv.Error:
                    continue


def _encodings(content: bytes) -> tuple[bytes, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return mark, (encoding,)
    zeros = content[:2000].count(0)
    if zeros > len(content[:2000]) // 4:
        return b"", ("utf-16-le", "utf-16-be")
    return b"", _ENCODINGS


def _blanked(text: str, separator: str, quoting: int, blanks: Mapping[int, Set[int]]) -> Iterator[str]:
    lines = list(StringIO(text, newline=""))
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(iter(lines), delimiter=separator, quoting=quoting)  # type: ignore[arg-type]
    start = 0
    for record in reader:
        raw = "".join(lines[start : reader.line_num])
        columns = blanks.get(start + 1)
        start = reader.line_num
        if not columns:
            yield raw
            continue
        ending = raw[len(raw.rstrip("\r\n")) :]
        # A blanked cell keeps its line breaks, so that the rows below keep their numbers.
        cells = [_breaks(cell) if place in columns else cell for place, cell in enumerate(record)]
        yield _joined(cells, separator, quoting) + ending


def _joined(cells: list[str], separator: str, quoting: int) -> str:
    if quoting == csv.QUOTE_NONE:
        return separator.join(cells)
    target = StringIO(newline="")
    csv.writer(target, delimiter=separator, lineterminator="").writerow(cells)
    return target.getvalue()


def _breaks(cell: str) -> str:
    return "".join(letter for letter in cell if letter in "\r\n")
