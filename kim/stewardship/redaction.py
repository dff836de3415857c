"""Any file that offices send, with some cells blanked; what comes back has been read and compared.

A redacted copy counts only if reading it gives the same sheets, columns, rows and cells as before, the blanked ones
alone empty: then a rebuild from it gives the same records with the same ids.
"""

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from kim.errors import KimError
from kim.reading.formats import named, rows_as_read
from kim.reading.formats.format import Cells
from kim.reading.model import Reading
from kim.reading.unpacking import unpack
from kim.settings import Limits

Read = Callable[[bytes, str], Reading]
_INSIDE = " › "


def redact_file(content: bytes, name: str, blanks: Cells, read: Read) -> bytes:
    """The file with the cells `blanks` empty. A copy keeps the old name and may be of another format.

    An XLS, say, is written as an XLSX, and what cannot be written at all as its rows as read.

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
    for copy in _candidates(content, name, before.format, blanks, read):
        after = read(copy, name)
        if not after.refused and _values(after, {}) == wanted and _shape(after) == _shape(before):
            return copy
    raise KimError(f"{name} cannot be redacted so that its other rows stay as they are; nothing of it was changed")


def _candidates(content: bytes, name: str, kind: str, blanks: Cells, read: Read) -> Iterator[bytes]:
    form = named(kind)
    if form is None:
        return
    if form.repack:
        yield form.repack(content, lambda member, held: _member(held, member, blanks, read))
    elif form.blank:
        yield from form.blank(content, blanks)
    else:
        yield from rows_as_read.blanked(kind, unpack(content, name, Limits()).grids, blanks)


def _member(content: bytes, member: str, blanks: Cells, read: Read) -> bytes:
    """A file inside another: as it is where nothing of it is meant."""
    start = member + _INSIDE
    inside = {sheet.removeprefix(start): cells for sheet, cells in blanks.items() if sheet.startswith(start)}
    return redact_file(content, PurePosixPath(member).name, inside, read) if inside else content


def _values(reading: Reading, blanks: Cells) -> dict[tuple[str, int, int], object]:
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
