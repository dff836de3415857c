"""Drafts to bytes: workbooks, text in every encoding that offices use, archives. Same draft, same bytes."""

import csv
import io
import zipfile
from datetime import date, datetime
from xml.sax.saxutils import escape

import xlsxwriter

from kim.sampling.community import Value
from kim.sampling.draft import File, Layout, Line, Sheet, lines

EPOCH = (2026, 1, 1, 0, 0, 0)
# A merged cell reaches into rows that a streaming workbook has not come to: only smaller sheets have them.
STREAM_FROM = 5_000
TEXT_FORMS = {
    "csv-semicolon-cp1252": (";", "cp1252", "csv"),
    "csv-comma-utf8": (",", "utf-8", "csv"),
    "csv-semicolon-bom": (";", "utf-8-sig", "csv"),
    "csv-pipe-utf8": ("|", "utf-8", "csv"),
    "tsv-utf8": ("\t", "utf-8", "tsv"),
    "tsv-utf16": ("\t", "utf-16", "tsv"),
}


def content(file: File) -> bytes:
    """The bytes of a draft."""
    if file.content is not None:
        return file.content
    if file.form == "xlsx":
        return _xlsx(file.sheets)
    if file.form == "ods":
        return _ods(file.sheets)
    if file.form == "zip":
        inner = _xlsx(file.sheets)
        return _zip([(f"{file.path.stem}.xlsx", inner)])
    return _text(file.sheets[0], *TEXT_FORMS[file.form][:2])


def extension(form: str) -> str:
    """What files of this form end in."""
    return TEXT_FORMS[form][2] if form in TEXT_FORMS else form


def _zip(members: list[tuple[str, bytes]], first: tuple[str, bytes] | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr(zipfile.ZipInfo(first[0], EPOCH), first[1], zipfile.ZIP_STORED)
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _text(sheet: Sheet, separator: str, encoding: str) -> bytes:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
    width = max((len(line.cells) for line in lines(sheet)), default=0)
    for line in lines(sheet):
        cells = [f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in line.cells]
        writer.writerow([*cells, *[None] * (width - len(cells))])
    if encoding == "utf-16":
        return b"\xff\xfe" + buffer.getvalue().encode("utf-16-le")
    return buffer.getvalue().encode(encoding, errors="replace")


def _xlsx(sheets: list[Sheet]) -> bytes:
    buffer = io.BytesIO()
    streaming = any(len(sheet.entries) >= STREAM_FROM for sheet in sheets)
    with xlsxwriter.Workbook(
        buffer,
        {"constant_memory": streaming, "strings_to_urls": False, "strings_to_formulas": False},
    ) as book:
        book.set_properties({"created": datetime(*EPOCH[:3]), "author": "Dinas Kominfo (contoh)"})
        shapes = {
            "header": book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter"}),
            "title": book.add_format({"bold": True}),
            "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        }
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.name), sheet, shapes, streaming)
    return buffer.getvalue()


def _fill(page: "xlsxwriter.worksheet.Worksheet", sheet: Sheet, shapes: dict[str, object], streaming: bool) -> None:
    layout = sheet.layout
    if layout:
        _columns(page, layout)
    header_at = None
    all_lines = list(lines(sheet))
    for number, line in enumerate(all_lines):
        if line.kind == "header" and header_at is None:
            header_at = number
        shape = shapes.get(line.kind if line.kind in {"header", "title"} else "")
        if line.entry is not None and line.entry.hidden:
            page.set_row(number, None, None, {"hidden": True})
        for column, value in enumerate(line.cells):
            if type(value) is str:
                page.write_string(number, column, value, shape)
            elif type(value) is int:
                page.write_number(number, column, value, shape)
            elif value is not None:
                page.write_datetime(number, column, value, shapes["date"])
    if layout and not streaming:
        _merge(page, all_lines, layout, header_at or 0, shapes["header"])


def _columns(page: "xlsxwriter.worksheet.Worksheet", layout: Layout) -> None:
    start = layout.first_column + layout.numbering
    for index, (name, _) in enumerate(layout.columns):
        hidden = {"hidden": True} if name == layout.hidden_column else {}
        page.set_column(start + index, start + index, 28 if name == "nama_kim" else 16, None, hidden)


def _merge(
    page: "xlsxwriter.worksheet.Worksheet", all_lines: list[Line], layout: Layout, header_at: int, shape: object
) -> None:
    start = layout.first_column + layout.numbering
    if layout.header_lines == 2:
        grouped = {index for first, last, _ in layout.groups for index in range(first, last + 1)}
        for first, last, label in layout.groups:
            page.merge_range(header_at, start + first, header_at, start + last, label, shape)
        for index, (_, text) in enumerate(layout.columns):
            if index not in grouped:
                page.merge_range(header_at, start + index, header_at + 1, start + index, text, shape)
        if layout.numbering:
            page.merge_range(header_at, start - 1, header_at + 1, start - 1, "No", shape)
    if layout.merge_field:
        names = [name for name, _ in layout.columns]
        if layout.merge_field in names:
            _merge_body(page, all_lines, start + names.index(layout.merge_field))


def _merge_body(page: "xlsxwriter.worksheet.Worksheet", all_lines: list[Line], column: int) -> None:
    def value_at(row: int) -> Value:
        line = all_lines[row] if row < len(all_lines) else None
        return line.cells[column] if line and line.kind == "row" else None

    row = 0
    while row < len(all_lines):
        value, end = value_at(row), row
        while value is not None and value_at(end + 1) == value:
            end += 1
        if end > row:
            page.merge_range(row, column, end, column, value)
        row = end + 1


def _ods(sheets: list[Sheet]) -> bytes:
    tables = "".join(map(_ods_table, sheets))
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    return _zip(
        [("content.xml", body.encode()), ("META-INF/manifest.xml", manifest.encode())], ("mimetype", kind.encode())
    )


def _ods_table(sheet: Sheet) -> str:
    rows = "".join(_ods_row(line) for line in lines(sheet))
    return f'<table:table table:name="{escape(sheet.name)}">{rows}</table:table>'


def _ods_row(line: Line) -> str:
    cells = "".join(_ods_cell(value) for value in line.cells)
    return f"<table:table-row>{cells or '<table:table-cell/>'}</table:table-row>"


def _ods_cell(value: Value) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}">'
            f"<text:p>{value:%d/%m/%Y}</text:p></table:table-cell>"
        )
    if isinstance(value, int):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p>'
            "</table:table-cell>"
        )
    # ODF folds runs of spaces: every second one must be spelt out.
    text = escape(value).replace("  ", ' <text:s text:c="1"/>')
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
