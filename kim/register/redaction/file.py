"""Any file that offices send, with some cells blanked; what comes back has been read and compared.

A redacted copy counts only if reading it gives the same sheets, columns, rows and cells as before, the blanked ones
alone empty: then a rebuild from it gives the same records with the same ids.
"""

import zipfile
from collections.abc import Callable, Iterator, Mapping, Set
from io import BytesIO
from pathlib import PurePosixPath

from kim.errors import KimError
from kim.reading.model import Reading
from kim.register.redaction import plain, workbook

Blanks = Mapping[str, Set[tuple[int, int]]]
"""Sheet to cells; rows count from 1 as Excel shows them, columns from 0."""
Read = Callable[[bytes, str], Reading]
_INSIDE = " › "


def redact_file(content: bytes, name: str, blanks: Blanks, read: Read) -> bytes:
    """The file with the cells `blanks` empty. XLS, ODS and XLSM become XLSX under their old name.

    Args:
        content: the file's bytes.
        name: its name, which decides how `read` calls its sheets.
        blanks: the cells to empty, by sheet as `read` calls it; a sheet in a ZIP is called `member › sheet`.
        read: how files are read.

    Raises:
        KimError: no copy could be made in which just those cells are gone; the file has to be looked at by a person.
    """
    before = read(content, name)
    wanted = _values(before, blanks)
    for copy in _candidates(content, blanks, read):
        after = read(copy, name)
        if not after.refused and _values(after, {}) == wanted and _shape(after) == _shape(before):
            return copy
    raise KimError(f"{name} cannot be redacted so that its other rows stay as they are; nothing of it was changed")


def _candidates(content: bytes, blanks: Blanks, read: Read) -> Iterator[bytes]:
    kind = _kind(content)
    if kind == "zip":
        yield _zip(content, blanks, read)
    elif kind == "workbook":
        yield from workbook.candidates(content, blanks)
    else:
        lines: dict[int, set[int]] = {}
        for cells in blanks.values():
            for row, column in cells:
                lines.setdefault(row, set()).add(column)
        yield from plain.candidates(content, lines)


def _kind(content: bytes) -> str:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return "workbook"
    if not content.startswith(b"PK"):
        return "text"
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = set(archive.namelist())
    return "workbook" if names & {"xl/workbook.xml", "content.xml"} else "zip"


def _zip(content: bytes, blanks: Blanks, read: Read) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for member in source.infolist():
            if member.is_dir():
                continue
            start = member.filename + _INSIDE
            inside = {sheet.removeprefix(start): cells for sheet, cells in blanks.items() if sheet.startswith(start)}
            held = source.read(member)
            entry = zipfile.ZipInfo(member.filename, member.date_time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(
                entry, redact_file(held, PurePosixPath(member.filename).name, inside, read) if inside else held
            )
    return target.getvalue()


def _values(reading: Reading, blanks: Blanks) -> dict[tuple[str, int, int], object]:
    """Every cell that is not empty, those in `blanks` left out."""
    found: dict[tuple[str, int, int], object] = {}
    for table in reading.tables:
        gone = blanks.get(table.sheet, frozenset())
        for column, values in zip(table.columns, table.values, strict=True):
            for row, value in zip(table.row_numbers, values, strict=True):
                blank = value is None or (isinstance(value, str) and not value.strip())
                if not blank and (row, column.index) not in gone:
                    found[table.sheet, row, column.index] = value
    return found


def _shape(reading: Reading) -> object:
    """What must not change beside the cells: sheets, recognised columns, rows, and the lines that are none."""
    tables = [
        (table.sheet, tuple((c.index, c.field) for c in table.columns if c.field), table.row_numbers, table.titles)
        for table in reading.tables
    ]
    return tables, reading.ignored
