"""CSV and TSV in the encodings and with the separators that offices' programs write."""

import csv
import io
from collections import Counter
from contextlib import suppress
from itertools import islice, pairwise
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal, cast

from kim.reading.grid import Grid, RawCell
from kim.reading.meanings import NAME, may_name, meaning
from kim.reading.model import Note
from kim.reading.notes import RefusedError, over

if TYPE_CHECKING:
    from kim.settings import Limits

SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_LINES = 200
_SHEET_NAME = 31
MIXED = "utf-8, cp1252"
_BLOCK = 1 << 16
_MOST_UNCLOSED = 50
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
    return _by_line(content)


def _by_line(content: bytes) -> tuple[str, str | None]:
    """Each line by its own encoding: files are put together from several."""
    lines, both = [], [False, False]
    for line in content.splitlines(keepends=True):
        try:
            text = line.decode("utf-8")
            both[0] = both[0] or not text.isascii()
        except UnicodeDecodeError:
            text = line.decode("cp1252", errors="replace")
            both[1] = True
        lines.append(text)
    whole = "".join(lines)
    return whole, "cp1252" if "�" in whole else MIXED if all(both) else None


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


def read_text(content: bytes, name: str, limits: "Limits") -> tuple[Grid, list[Note]]:
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
    notes = [Note("text_damaged", sheet, value=damaged)] if damaged and damaged != MIXED else []
    notes += [Note("text_two_encodings", sheet)] if damaged == MIXED else []
    if "\x00" in text:
        text = text.replace("\x00", "")
        notes.append(Note("text_nul", sheet))
    lead = 0
    if text[:4].lower() == "sep=" and len(text) > 5:
        separator, lead = text[4], 1
        text = text[4:].partition("\n")[2]
    else:
        separator = _separator(text)
    over("file_too_many_cells", text.count(separator), limits.cells)
    rows, numbers, unclosed = _closed_records(text, separator)
    rows = _split_again(rows, separator)
    notes += [Note("quote_unclosed", sheet, line + lead) for line in unclosed]
    width = max(map(len, rows), default=0)
    over("file_too_many_columns", width, limits.columns)
    over("file_too_many_cells", width * len(rows), limits.cells)
    rows = [row if len(row) == width else row + [""] * (width - len(row)) for row in rows]
    return Grid(sheet, rows, [number + lead for number in numbers]), notes


def _closed_records(text: str, separator: str) -> tuple[list[list[RawCell]], list[int], list[int]]:
    """All records, the lines on which they begin, and those on which a quote opens that is never meant to close.

    Where a quoted field goes on over lines that part into as many cells as rows have, its quote was never closed: that
    line is read with its quotes as letters, and reading goes on below it.
    """
    rows: list[list[RawCell]] = []
    numbers: list[int] = []
    unclosed: list[int] = []
    start = 0
    if '"' not in text and (plain := _records(text, separator, csv.QUOTE_MINIMAL)):
        return *plain, unclosed
    lines = io.StringIO(text, newline="").readlines()
    while start < len(lines):
        rest = "".join(lines[start:]) if start else text
        found = _records(rest, separator, csv.QUOTE_MINIMAL)
        bad = None if found is None else _swallowing(*found, lines[start:], separator)
        if found is not None and bad is None:
            rows += found[0]
            numbers += [number + start for number in found[1]]
            return rows, numbers, unclosed
        if found is None:
            line = _opening(lines, start, separator)
        else:
            kept = [at for at, number in enumerate(found[1]) if number < (bad or 0)]
            rows += [found[0][at] for at in kept]
            numbers += [found[1][at] + start for at in kept]
            line = start + (bad or 1) - 1
        if found is None:
            before = _records("".join(lines[start:line]), separator, csv.QUOTE_MINIMAL) or ([], [])
            rows += before[0]
            numbers += [number + start for number in before[1]]
        own = _records(lines[line], separator, csv.QUOTE_NONE) or ([], [])
        rows += [[cell.strip().strip('"') if isinstance(cell, str) else cell for cell in record] for record in own[0]]
        numbers += [line + 1 for _ in own[0]]
        unclosed.append(line + 1)
        if len(unclosed) > _MOST_UNCLOSED:
            left = _records("".join(lines[line + 1 :]), separator, csv.QUOTE_NONE) or ([], [])
            rows += left[0]
            numbers += [number + line + 1 for number in left[1]]
            return rows, numbers, unclosed
        start = line + 1
    return rows, numbers, unclosed


def _swallowing(rows: list[list[RawCell]], numbers: list[int], lines: list[str], separator: str) -> int | None:
    """The line of the first record that has swallowed rows: each of its lines parts as a whole row does."""
    if not rows or len(lines) == len(rows):
        return None
    width = len(rows[0])
    for number, following in pairwise([*numbers, len(lines) + 1]):
        if following - number < 2:
            continue
        own = [line for line in lines[number - 1 : following - 1] if line.strip()]
        if len(own) > 1 and width > 2 and sum(line.count(separator) >= width - 1 for line in own) * 10 >= 9 * len(own):
            return number
    return None


def _opening(lines: list[str], start: int, separator: str) -> int:
    """The line on which the quote opens that goes on to the end."""
    before = csv.reader(iter(lines[start:]), delimiter=separator, strict=False)
    line = start
    with suppress(csv.Error):
        for _ in before:
            if start + before.line_num >= len(lines):
                break
            line = start + before.line_num
    return min(line, len(lines) - 1)


def _split_again(rows: list[list[RawCell]], separator: str) -> list[list[RawCell]]:
    """Records that are one quoted cell each hold the real record inside it."""
    whole = [row for row in rows if len(row) == 1]
    inside = [row[0] for row in whole if isinstance(row[0], str) and separator in row[0]]
    if len(inside) < 2 or len(inside) * 10 < 9 * len(rows):
        return rows
    return [
        [*next(iter(csv.reader([row[0]], delimiter=separator)), [])]
        if len(row) == 1 and isinstance(row[0], str)
        else row
        for row in rows
    ]


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
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # the file is bounded; no line of it may be lost
    # A blank before a quote is a slip; elsewhere blanks are the cell's own.
    skip = quoting == csv.QUOTE_MINIMAL and f'{separator} "' in text
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=separator, quoting=quoting, strict=False, skipinitialspace=skip
    )
    rows: list[list[RawCell]] = []
    numbers: list[int] = []
    line = 1
    try:
        for record in reader:
            if record:
                rows.append(cast("list[RawCell]", record))
                numbers.append(line)
            line = reader.line_num + 1
    except csv.Error:
        return None
    if quoting != csv.QUOTE_NONE and rows and '"' in text and _never_closed(_from_line(text, numbers[-1]), separator):
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
    plain = _unwrapped(sample)
    for separator in tried:
        # As the whole is read: where a quote is never closed, or the sample ends inside one, quotes are letters.
        rows, _ = (
            _records(plain, separator, csv.QUOTE_MINIMAL) or _records(plain, separator, csv.QUOTE_NONE) or ([], [])
        )
        scores[separator] = (max(map(_header_score, rows), default=0), _evenness(rows))
    return max(tried, key=lambda each: scores[each])


def _unwrapped(sample: str) -> str:
    """The sample without the quotes round whole lines, where most lines are one quoted cell."""
    lines = [line for line in sample.splitlines() if line.strip()]
    wrapped = [line for line in lines if line.startswith('"') and line.endswith('"') and '","' not in line]
    if len(wrapped) * 10 < 9 * len(lines):
        return sample
    return "\n".join(line[1:-1].replace('""', '"') for line in lines)


def _header_score(row: list[RawCell]) -> int:
    texts = [cell for cell in row if isinstance(cell, str) and cell]
    if not any(map(may_name, texts)):
        return 0
    fields = {found.field for cell in texts if (found := meaning(cell))}
    return len(fields) if NAME in fields else 0


def _evenness(rows: list[list[RawCell]]) -> int:
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths.values(), default=0)
