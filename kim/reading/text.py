"""CSV and TSV in the encodings and with the separators that offices' programs write."""

import csv
import io
from collections import Counter
from itertools import islice
from pathlib import PurePosixPath
from typing import Literal

from kim.reading.grid import Grid, RawCell
from kim.reading.headers import NAME, may_name, meaning
from kim.reading.model import Note
from kim.reading.refusal import RefusedError, over
from kim.settings import Limits

SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_LINES = 200
_LONGEST_FIELD = 200_000
_SHEET_NAME = 31
_BLOCK = 1 << 16
_BLANK = b"\x00\r\n\t ;,|"


def sheet_name(name: str) -> str:
    """The sheet that Excel shows for a CSV: its name without the extension, cut to 31 characters."""
    return PurePosixPath(name.replace("\\", "/")).stem[:_SHEET_NAME]


def decode(content: bytes) -> tuple[str, str | None]:
    """The text of a file, and its encoding where some bytes were damaged (they show as `�`)."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decode_as(content, encoding)
    wide = _wide(content)
    if wide:
        return _decode_as(content, wide)
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    damaged = content.decode("utf-8", errors="replace")
    lost = damaged.count("�")
    if sum(1 for letter in damaged if letter > "\x7f") > 2 * lost:
        return damaged, "utf-8"
    return _decode_as(content, "cp1252")


def _decode_as(content: bytes, encoding: str) -> tuple[str, str | None]:
    try:
        return content.decode(encoding), None
    except UnicodeDecodeError:
        return content.decode(encoding, errors="replace"), encoding


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of its Latin text is zero."""
    head = content[:2000]
    if len(head) >= 4 and head.count(0) > len(head) // 4:
        return "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
    return None


def read_text(content: bytes, name: str, limits: Limits) -> tuple[Grid, list[Note]]:
    """The grid of a CSV: row numbers are its lines from 1, that on which a quoted record begins.

    Raises:
        RefusedError: where it is over the limits, or no text.
    """
    end = _last_text(content)
    over("file_too_many_rows", max(content.count(b"\n", 0, end), content.count(b"\r", 0, end)) + 1, limits.rows)
    text, damaged = decode(content)
    text = text.rstrip("\x00\r\n\t ;,|")
    if not text.strip():
        raise RefusedError("file_empty")
    if text.count("\x00") > 8:
        raise RefusedError("file_format_unknown", "?")
    sheet = sheet_name(name)
    notes = [Note("text_damaged", sheet, value=damaged)] if damaged else []
    lead = 0
    if text[:4].lower() == "sep=" and len(text) > 5:
        separator, lead = text[4], 1
        text = text[4:].partition("\n")[2]
    else:
        separator = _separator(text)
    over("file_too_many_cells", text.count(separator), limits.cells)
    rows, numbers = _records(text, separator, csv.QUOTE_MINIMAL) or (None, None)
    if rows is None or numbers is None:
        notes.append(Note("quote_unclosed", sheet))
        rows, numbers = _records(text, separator, csv.QUOTE_NONE) or ([], [])
    width = max(map(len, rows), default=0)
    over("file_too_many_columns", width, limits.columns)
    over("file_too_many_cells", width * len(rows), limits.cells)
    rows = [row if len(row) == width else row + [""] * (width - len(row)) for row in rows]
    return Grid(sheet, rows, [number + lead for number in numbers]), notes


def _last_text(content: bytes) -> int:
    """Where the blanks at the end begin, found without a copy of the whole."""
    end = len(content)
    while end:
        block = content[max(end - _BLOCK, 0) : end]
        kept = len(block.rstrip(_BLANK))
        if kept:
            return end - len(block) + kept
        end -= len(block)
    return 0


def _records(text: str, separator: str, quoting: Literal[0, 3]) -> tuple[list[list[RawCell]], list[int]] | None:
    """All records that are not blank lines, and the line on which each begins; None where a quote is never closed."""
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting, strict=False)
    rows: list[list[RawCell]] = []
    numbers: list[int] = []
    line = 1
    try:
        for record in reader:
            if record:
                rows.append([*record])
                numbers.append(line)
            line = reader.line_num + 1
    except csv.Error:
        return None
    if quoting != csv.QUOTE_NONE and rows and _never_closed(_from_line(text, numbers[-1]), separator):
        return None
    return rows, numbers


def _from_line(text: str, number: int) -> str:
    return "".join(islice(io.StringIO(text, newline=""), number - 1, None))


def _never_closed(record: str, separator: str) -> bool:
    """Whether the last record ends inside a quote, and so has swallowed whatever follows it."""
    if '"' not in record:
        return False
    try:
        list(csv.reader(io.StringIO(record, newline=""), delimiter=separator, strict=True))
    except csv.Error as fault:
        return "end of data" in str(fault)
    return False


def _separator(text: str) -> str:
    """The separator under which a line is best recognised as a header, else the one that parts lines most evenly."""
    sample = "".join(text[:200_000].splitlines(keepends=True)[:_SAMPLE_LINES])
    scores = {}
    absent = [each for each in SEPARATORS if each not in sample]
    tried = [each for each in SEPARATORS if each not in absent[1:]]  # all that are absent part it alike
    for separator in tried:
        # As the whole is read: where a quote is never closed, or the sample ends inside one, quotes are letters.
        rows, _ = (
            _records(sample, separator, csv.QUOTE_MINIMAL) or _records(sample, separator, csv.QUOTE_NONE) or ([], [])
        )
        scores[separator] = (max(map(_header_score, rows), default=0), _evenness(rows))
    return max(tried, key=lambda each: scores[each])


def _header_score(row: list[RawCell]) -> int:
    texts = [cell for cell in row if isinstance(cell, str) and cell]
    if not any(map(may_name, texts)):
        return 0
    fields = {found.field for cell in texts if (found := meaning(cell))}
    return len(fields) if NAME in fields else 0


def _evenness(rows: list[list[RawCell]]) -> int:
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths.values(), default=0)
