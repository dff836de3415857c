"""ODS: its XML under the limits first, then the values by calamine.

The XML says what stands beside the values: repeats that unfold, merges, hidden lines, errors.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kim.reading.formats import as_xlsx
from kim.reading.formats.calamine import listed, read_workbook
from kim.reading.formats.format import Contents, Format, RawFile
from kim.reading.formats.package import Package
from kim.reading.formats.xml_parser import parse
from kim.reading.grid import Marks
from kim.reading.model import Note
from kim.reading.notes import BYTES, RefusedError, over

if TYPE_CHECKING:
    from kim.settings import Limits

_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
_HIDDEN = frozenset({"collapse", "filter"})
_MOST_MARKS = 50_000
_LONGEST_CELL = 200_000


@dataclass(slots=True)
class _Sheet:
    marks: Marks = field(default_factory=Marks)
    row: int = 0
    rows_here: int = 1
    column: int = 0
    columns_seen: int = 0
    last_row: int = 0
    width: int = 0
    stored: int = 0
    repeats: int = 1


class _Markup:
    """Reads an ODS's content under the limits; afterwards `sheets` has the marks of each sheet by name."""

    def __init__(self, package: Package, limits: "Limits") -> None:
        self.limits = limits
        self.sheets: dict[str, Marks] = {}
        self.links = False
        self._sheet: _Sheet | None = None
        self._error: list[str] | None = None
        self._style = ""
        self._struck: set[str] = set()
        self._unfolded = self._length = 0
        self._check_kind(package)
        parse(package.pieces("content.xml"), "ods", self._start, self._end, self._text)
        self.notes = self._side_notes(package)

    def _check_kind(self, package: Package) -> None:
        mimetype = package.read("mimetype")[:100] if package.members["mimetype"].file_size < 1_000 else b""
        if not mimetype.startswith(_MIMETYPE):
            raise RefusedError("file_format_unknown", "odt" if b".text" in mimetype else "?")
        manifest = "META-INF/manifest.xml"
        if manifest not in package.members or "content.xml" not in package.members:
            raise RefusedError("file_unreadable", "ods")
        encrypted: list[str] = []
        parse(package.pieces(manifest), "ods", lambda name, _: encrypted.append(name) if "encryption" in name else None)
        if encrypted:
            raise RefusedError("file_encrypted", "ods")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in _CELLS:
            if self._sheet:
                self._cell(self._sheet, attributes)
        elif name == "table:table-row" and self._sheet:
            sheet = self._sheet
            sheet.row += 1
            sheet.column = 0
            sheet.rows_here = _count(attributes, "table:number-rows-repeated")
            if attributes.get("table:visibility") in _HIDDEN and len(sheet.marks.hidden_rows) < _MOST_MARKS:
                sheet.marks.hidden_rows += range(sheet.row, min(sheet.row + sheet.rows_here, self.limits.rows))
        elif name == "text:s":
            self._length += _count(attributes, "text:c")
            over("file_unpacks_too_large", self._length, _LONGEST_CELL)
        elif name == "table:table-column" and self._sheet:
            self._column(self._sheet, attributes)
        elif name == "table:table":
            self._sheet = _Sheet()
            self.sheets[attributes.get("table:name", "")] = self._sheet.marks
            over("file_too_many_sheets", len(self.sheets), self.limits.sheets)
        elif name in {"table:table-source", "table:cell-range-source"}:
            self.links = True
        elif name in {"style:style", "style:text-properties"}:
            self._style_of(attributes)

    def _style_of(self, attributes: dict[str, str]) -> None:
        """Note the styles of cells whose text is struck through; they stand before the sheets."""
        self._style = attributes.get("style:name", self._style)
        if attributes.get("style:text-line-through-style", "none") != "none":
            self._struck.add(self._style)

    def _column(self, sheet: _Sheet, attributes: dict[str, str]) -> None:
        count = min(_count(attributes, "table:number-columns-repeated"), self.limits.columns)
        if attributes.get("table:visibility") in _HIDDEN and sheet.columns_seen < self.limits.columns:
            sheet.marks.hidden_columns += range(sheet.columns_seen, sheet.columns_seen + count)
        sheet.columns_seen += count

    def _cell(self, sheet: _Sheet, attributes: dict[str, str]) -> None:
        count = _count(attributes, "table:number-columns-repeated")
        start = sheet.column
        sheet.column = column = start + count
        if "office:value-type" not in attributes and not _has_value(attributes):
            return
        last = sheet.row + sheet.rows_here - 1
        sheet.stored += count
        if last > sheet.last_row or column > sheet.width:
            over("file_too_many_rows", last, self.limits.rows)
            over("file_too_many_columns", column, self.limits.columns)
            sheet.last_row, sheet.width = max(sheet.last_row, last), max(sheet.width, column)
            over("file_too_many_cells", max(sheet.last_row * sheet.width, sheet.stored), self.limits.cells)
        sheet.repeats = count * sheet.rows_here
        self._length = len(attributes.get("office:string-value", ""))
        if attributes.get("table:style-name") in self._struck and len(sheet.marks.struck) < _MOST_MARKS:
            sheet.marks.struck.append((sheet.row, start))
        if attributes.get("calcext:value-type") == "error":
            self._error = []
        if "table:number-columns-spanned" in attributes and len(sheet.marks.merges) < _MOST_MARKS:
            down, right = (_count(attributes, f"table:number-{each}-spanned") for each in ("rows", "columns"))
            if down > 1 or right > 1:
                sheet.marks.merges.append((sheet.row, start, sheet.row + down - 1, start + right - 1))

    def _text(self, text: str) -> None:
        self._length += len(text)
        if self._error is not None:
            self._error.append(text)

    def _end(self, name: str) -> None:
        if name == "table:table-row" and self._sheet:
            self._sheet.row += self._sheet.rows_here - 1
        elif name in _CELLS and self._sheet:
            self._end_cell(self._sheet)
        elif name == "table:table":
            self._sheet = None

    def _end_cell(self, sheet: _Sheet) -> None:
        """Count what a text unfolds to where its cell is repeated, and keep the code of an error."""
        if sheet.repeats > 1:
            self._unfolded += self._length * sheet.repeats
            over("file_unpacks_too_large", self._unfolded, self.limits.unzipped_bytes, BYTES)
            sheet.repeats = 1
        self._length = 0
        if self._error is not None:
            code = "".join(self._error).strip()[:20]
            sheet.marks.errors.append((sheet.row, sheet.column - 1, code))
            self._error = None

    def _side_notes(self, package: Package) -> list[Note]:
        notes = []
        if any(name.startswith(("Basic/", "Scripts/")) for name in package.members):
            notes.append(Note("macros_ignored"))
        if self.links:
            notes.append(Note("links_ignored"))
        return notes


def _has_value(attributes: dict[str, str]) -> bool:
    return any(key.startswith("office:") or key == "table:formula" for key in attributes)


def _count(attributes: dict[str, str], key: str) -> int:
    given = attributes.get(key)
    if given is None:
        return 1
    if not given.isdecimal() or len(given) > 9:
        raise RefusedError("file_unreadable", "ods")
    return int(given)


def _recognise(raw: RawFile) -> str | None:
    return "ods" if "mimetype" in raw.members else None


def _read(raw: RawFile) -> Contents:
    raw.package.kind = "odf"  # its mimetype, which may be that of a text document, is inside
    raw.package.check(raw.budget, counted=False)
    markup = _Markup(raw.package, raw.budget.limits)
    return read_workbook(raw.content, "ods", listed(markup.sheets), markup.notes, raw.budget)


ODS = Format(
    names=("ods",),
    suffixes=frozenset({"ods"}),
    recognise=_recognise,
    read=_read,
    blank=as_xlsx.copied,
    row_bytes=90,
    head_bytes=5_000,
)
