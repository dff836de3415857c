"""Files made for the tests of reading: every one synthetic."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import xlsxwriter

from kim.reading import Reading, Table, read_bytes
from kim.settings import Limits

DATA = Path(__file__).parent / "data"
LIMITS = Limits()
Cell = str | int | float | bool | date | None
Row = list[Cell]

ROOT_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
WORKBOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


def read(content: bytes, name: str = "berkas.xlsx", **limits: int) -> Reading:
    """Read with the default limits, some of them changed."""
    return read_bytes(content, name, LIMITS.model_copy(update=limits))


def book(
    rows: Sequence[Row], merges: Sequence[tuple[str, str]] = (), sheet: str = "Data", first_column: int = 0
) -> bytes:
    """An XLSX of one sheet; `""` writes nothing."""
    return books({sheet: rows}, {sheet: merges}, first_column)


def books(
    sheets: Mapping[str, Sequence[Row]],
    merges: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    first_column: int = 0,
) -> bytes:
    """An XLSX of several sheets."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        dated = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, cell in enumerate(row, first_column):
                    if isinstance(cell, date):
                        sheet.write_datetime(at, column, cell, dated)
                    elif cell not in {"", None}:
                        sheet.write(at, column, cell)
            for area, text in (merges or {}).get(name, ()):
                sheet.merge_range(area, text)
    return target.getvalue()


def packed(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return target.getvalue()


def raw_sheet(xml: str | bytes, **others: str | bytes) -> bytes:
    """An XLSX whose one sheet is exactly this XML; `others` by member name with `__` for `/`."""
    members: dict[str, str | bytes] = {
        "_rels/.rels": ROOT_RELS,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELS,
        "xl/worksheets/sheet1.xml": xml,
    }
    members |= {name.replace("__", "/"): content for name, content in others.items()}
    return packed(members)


def inline(ref: str, text: str) -> str:
    """A cell of an XLSX sheet that holds its own text."""
    return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'


def worksheet(data: str, tail: str = "", head: str = "") -> str:
    """The XML of an XLSX sheet."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}">{head}<sheetData>{data}</sheetData>{tail}</worksheet>'


def header_row() -> str:
    """A row of three headers, as XML."""
    return f'<row r="1">{inline("A1", "Nama KIM")}{inline("B1", "Kecamatan")}{inline("C1", "Desa")}</row>'


def ods(body: str, **others: str) -> bytes:
    """An ODS whose one sheet `Data` has these rows, as XML."""
    members = {
        "mimetype": ODS_TYPE,
        "META-INF/manifest.xml": "<manifest/>",
        "content.xml": f"<office:document-content {ODS_NAMES}><office:body><office:spreadsheet>"
        f'<table:table table:name="Data">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>",
    }
    return packed(members | {name.replace("__", "/"): text for name, text in others.items()})


def ods_row(*texts: str, attributes: str = "") -> str:
    """A row of an ODS, as XML."""
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        if text
        else "<table:table-cell/>"
        for text in texts
    )
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def rows_of(table: Table) -> dict[int, dict[str, object]]:
    """The rows of a table: row number to canonical name (else the header) and value, blanks left out."""
    return {
        number: {
            column.field or column.header: table.values[at][index]
            for at, column in enumerate(table.columns)
            if table.values[at][index] is not None
        }
        for index, number in enumerate(table.row_numbers)
    }


def reasons_of(reading: Reading) -> dict[int, str]:
    """The ignored rows: row number to reason."""
    return {each.row_number: each.reason for each in reading.ignored}


def rules_of(reading: Reading) -> list[str]:
    """The codes of the notes."""
    return [note.rule for note in reading.notes]


def refusal(reading: Reading) -> str:
    """The one rule by which a file is refused."""
    assert reading.refused
    assert not reading.tables
    (note,) = reading.notes
    return note.rule
