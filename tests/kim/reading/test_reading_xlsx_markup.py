"""What a sheet's markup says is found however it is written, in small sheets and in large ones."""

import re
from collections.abc import Callable

import pytest

from kim.reading import CellError, Reading
from kim.reading.formats.package import CHUNK
from tests.kim.reading.reading_made import header_row, inline, raw_sheet, read, refusal, worksheet

MARKED = worksheet(
    header_row()
    + f'<row r="2">{inline("A2", "KIM Satu")}<c r="B2" t="e"><f>A1/0</f><v>#DIV/0!</v></c></row>'
    + f'<row r="3" hidden="1">{inline("A3", "KIM Dua")}<c r="B3"><f>A1</f></c>{inline("C3", "Tropodo")}</row>'
    + f'<row r="4">{inline("A4", "KIM Tiga")}<c r="B4" t="e"><v>#REF!</v></c></row>',
    tail='<mergeCells count="1"><mergeCell ref="C3:C4"/></mergeCells>',
    head='<cols><col min="4" max="4" width="9" hidden="1"/></cols>',
)
Write = Callable[[str], str]
WRITTEN: dict[str, Write] = {
    "as usual": lambda xml: xml,
    "on lines": lambda xml: re.sub(r"(<(?:row|c|v|f|is|col|mergeCell|/c|/row)\b[^>]*>)", r"\n\1", xml),
    "space kept": lambda xml: xml.replace("<v>", '<v xml:space="preserve">'),
    "single quotes on lines": lambda xml: re.sub(r"(<(?:row|col|mergeCell)\b)([^>]*)", _single, xml),
    "spaced": lambda xml: xml.replace('hidden="1"', 'hidden = "1"').replace("<mergeCell ", "<mergeCell  "),
    "broken inside a tag": lambda xml: xml.replace(' hidden="1"', '\nhidden="1"').replace(
        "<mergeCell ", "<mergeCell\n"
    ),
    "rows without numbers": lambda xml: re.sub(r'<row r="\d+"', "<row", xml),
    "a value without text": lambda xml: xml.replace("<f>A1</f>", "<f>A1</f><v></v>"),
    "a closed value": lambda xml: xml.replace("<f>A1</f>", "<f>A1</f><v />"),
}


def _single(found: re.Match[str]) -> str:
    return found[1] + found[2].replace('"', "'")


def _said(reading: Reading) -> tuple[object, ...]:
    (table,) = reading.tables
    return table.values, {(note.rule, note.value) for note in reading.notes}


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("written", WRITTEN)
def test_marks_are_found_however_they_are_written(written: str, *, large: bool) -> None:
    tail = "<x>" + "y" * CHUNK + "</x>" if large else ""
    usual = read(raw_sheet(MARKED))
    assert {note.rule for note in usual.notes} == {"hidden_read", "merged_filled", "formula_no_value"}
    xml = WRITTEN[written](MARKED).replace("</worksheet>", f"{tail}</worksheet>")
    assert _said(read(raw_sheet(xml))) == _said(usual)


def test_a_formula_may_have_an_empty_text() -> None:
    xml = MARKED.replace('<c r="B3"><f>A1</f>', '<c r="B3" t="str"><f>A1</f><v></v>')
    assert "formula_no_value" not in {note.rule for note in read(raw_sheet(xml)).notes}
    assert "formula_no_value" not in {note.rule for note in read(raw_sheet(WRITTEN["on lines"](xml))).notes}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_a_sheet_in_utf_16_is_refused(encoding: str) -> None:
    assert refusal(read(raw_sheet(MARKED.encode(encoding)))) == "file_unreadable"


@pytest.mark.parametrize("code", ["#SPILL!", "#GETTING_DATA", "#CALC!", "Err:502"])
@pytest.mark.parametrize("written", ["as usual", "on lines", "space kept"])
def test_an_error_that_is_new_is_that_cells_alone(code: str, written: str) -> None:
    xml = WRITTEN[written](MARKED).replace("#REF!", code)
    (table,) = read(raw_sheet(xml)).tables
    assert [column[2] for column in table.values] == ["KIM Tiga", CellError(code), "Tropodo"]
    assert table.values[1][0] == CellError("#DIV/0!")


STRUCK = """<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<fonts count="3"><font><sz val="11"/></font><font><strike val="0"/></font><font><strike/></font></fonts>
<cellStyleXfs count="1"><xf fontId="2"/></cellStyleXfs>
<cellXfs count="3"><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs>
<dxfs count="1"><dxf><font><strike/></font></dxf></dxfs></styleSheet>"""


@pytest.mark.parametrize("written", ["as usual", "on lines", "space kept"])
def test_a_name_that_is_struck_through_is_doubted(written: str) -> None:
    xml = worksheet(
        header_row() + "".join(f'<row r="{at}">{inline(f"A{at}", f"KIM {at}")}</row>' for at in range(2, 6))
    )
    for at, style in ((2, 0), (3, 1), (4, 2)):
        xml = xml.replace(f'<c r="A{at}"', f'<c r="A{at}" s="{style}"')
    (table,) = read(raw_sheet(WRITTEN[written](xml), **{"xl__styles.xml": STRUCK})).tables
    assert {table.row_numbers[at]: rule for at, rule in table.doubts.items()} == {4: "row_struck"}
