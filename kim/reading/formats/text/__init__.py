"""CSV and TSV: whatever is nothing else, in any encoding and with any separator."""

from collections.abc import Iterator

from kim.reading.formats.format import Cells, Contents, Format, RawFile
from kim.reading.formats.signature import extension
from kim.reading.formats.text.blanking import candidates
from kim.reading.formats.text.delimited import read_text

_TABBED = frozenset({"tsv", "tab"})


def _recognise(raw: RawFile) -> str | None:
    if raw.signature != "text":
        return None
    return "tsv" if extension(raw.name) in _TABBED else "csv"


def _read(raw: RawFile) -> Contents:
    grid, notes = read_text(raw.content, raw.name, raw.budget.limits)
    raw.budget.take_cells(len(grid.rows) * max(map(len, grid.rows), default=0))
    return Contents([grid], notes)


def _blank(content: bytes, blanks: Cells) -> Iterator[bytes]:
    lines: dict[int, set[int]] = {}
    for cells in blanks.values():
        for row, column in cells:
            lines.setdefault(row, set()).add(column)
    return candidates(content, lines)


TEXT = Format(
    names=("csv", "tsv"),
    suffixes=frozenset({"csv", "tsv", "tab", "txt", ""}),
    recognise=_recognise,
    read=_read,
    blank=_blank,
)
