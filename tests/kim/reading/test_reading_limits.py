"""What is too big, hostile or broken is refused with one note, soon and in little memory."""

import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from kim.reading import read_file
from kim.settings import Limits
from tests.kim.reading.reading_made import (
    DATA,
    ODS_TYPE,
    RELS,
    WORKBOOK,
    Row,
    book,
    books,
    header_row,
    inline,
    ods,
    ods_row,
    packed,
    raw_sheet,
    read,
    refusal,
    rules_of,
    worksheet,
)

PLAIN = "Nama KIM,Desa\nKIM Satu,A\n"


ROW = f'<row r="2">{inline("A2", "KIM Satu")}</row>'


def _far(ref: str, row: int) -> str:
    return worksheet(header_row() + f'<row r="{row}">{inline(ref, "x")}</row>')


@pytest.mark.parametrize(
    ("sheet", "rule"),
    [
        (_far("A1048576", 1048576), "file_too_many_rows"),
        (_far("A200001", 200001), "file_too_many_rows"),
        (_far("XFD2", 2), "file_too_many_columns"),
        (_far("SG2", 2), "file_too_many_columns"),
        (_far("SF200000", 200000), "file_too_many_cells"),
        (_far("ZZZZ2", 2), "file_unreadable"),
        (worksheet(header_row() + '<row r="9"><c s="1" r="XFD1048576"><v>1</v></c></row>'), "file_too_many_rows"),
        (worksheet(header_row() + "<row r='9'><c r='XFD9'><v>1</v></c></row>"), "file_too_many_columns"),
        (worksheet(header_row() + "<row r='300000'><c><v>1</v></c></row>"), "file_too_many_rows"),
        (worksheet(f'<row r="3">{inline("SF3", "x")}</row><row r="100000">{inline("A100000", "y")}</row>'),
         "file_too_many_cells"),
        (worksheet(header_row() + '<row r="2"><c r="A2" r="XFD1048576"><v>1</v></c></row>'), "file_unreadable"),
        (worksheet(header_row() + '<row r="2"><c r="A2"r="XFD1048576"><v>1</v></c></row>'), "file_unreadable"),
        (worksheet(header_row() + '<row r="2"><x:c r="XFD1048576"><v>1</v></x:c></row>'), "file_too_many_rows"),
        (worksheet(header_row() + '<row r="2"><c r="A2" x:r="XFD1048576"><v>1</v></c></row>'), None),
        ('<!DOCTYPE x [<!ENTITY a "aaaa">]>' + worksheet(header_row()), "file_entity_bomb"),
        ("<worksheet><sheetData>", "file_unreadable"),
        ("", "file_unreadable"),
    ],
)  # fmt: skip
def test_sheets_of_an_xlsx(sheet: str, rule: str | None) -> None:
    reading = read(raw_sheet(sheet))
    assert not reading.refused if rule is None else refusal(reading) == rule


def test_styled_empty_cells_far_out_are_harmless() -> None:
    far = '<row r="1048576" s="1"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"></c></row>'
    reading = read(raw_sheet(worksheet(header_row() + ROW + far)))
    assert reading.tables[0].row_numbers == [2]


def test_an_entity_bomb_beside_the_sheets() -> None:
    bomb = '<!DOCTYPE sst [<!ENTITY a "aaaa">]><sst>&a;</sst>'
    content = raw_sheet(worksheet(header_row() + ROW), xl__sharedStrings__xml=bomb)
    assert "xl/sharedStrings/xml" not in rules_of(read(content))
    others = {"xl__sharedStrings.xml": bomb}
    assert refusal(read(raw_sheet(worksheet(header_row() + ROW), **others))) == "file_entity_bomb"


def test_a_sheet_under_another_name_is_a_sheet_all_the_same() -> None:
    far = _far("XFD1048576", 1048576)
    for target, member in (("../xl/media/image1.png", "xl__media__image1.png"), ("xl/data.bin", "xl__data.bin")):
        others = {member: far, "xl___rels__workbook.xml.rels": RELS.replace("worksheets/sheet1.xml", target)}
        assert refusal(read(raw_sheet(worksheet(header_row()), **others))) == "file_too_many_rows"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr("a.csv", PLAIN)
        opened.writestr("a.csv", PLAIN)
    assert refusal(read_file(path, "x.zip", Limits())) == "file_unreadable"


def test_a_false_count_of_shared_strings() -> None:
    others = {"xl__sharedStrings.xml": '<sst uniqueCount="99999999999"><si><t>x</t></si></sst>'}
    assert refusal(read(raw_sheet(worksheet(header_row() + ROW), **others))) == "file_unreadable"


def test_a_long_text_that_a_million_cells_share() -> None:
    others = {"xl__sharedStrings.xml": f"<sst><si><t>{'x' * 30_000}</t></si></sst>"}
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 60_000))
    reading = read(raw_sheet(worksheet(header_row() + rows), **others))
    assert refusal(reading) == "file_unpacks_too_large"


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (ods_row("Nama KIM") + ods_row("x", attributes='table:number-rows-repeated="1000000"'), "file_too_many_rows"),
        (ods_row("Nama KIM").replace("office:value-type", 'table:number-columns-repeated="9000" office:value-type'),
         "file_too_many_columns"),
        (ods_row("Nama KIM").replace("<text:p>", '<text:p><text:s text:c="4000000000"/>'), "file_unreadable"),
        (ods_row("Nama KIM").replace("<text:p>", '<text:p><text:s text:c="400000000"/>'), "file_unpacks_too_large"),
        (ods_row("Nama KIM") + "<table:table-row>", "file_unreadable"),
        (ods_row("x" * 30_000, attributes='table:number-rows-repeated="100000"'), "file_unpacks_too_large"),
    ],
)  # fmt: skip
def test_sheets_of_an_ods(body: str, rule: str) -> None:
    assert refusal(read(ods(body), "x.ods")) == rule


def test_an_ods_that_is_encrypted_or_declares_entities() -> None:
    body = ods_row("Nama KIM") + ods_row("KIM Satu")
    locked = ods(body, **{"META-INF__manifest.xml": "<manifest><encryption-data/></manifest>"})
    assert refusal(read(locked, "x.ods")) == "file_encrypted"
    content = {
        "mimetype": ODS_TYPE,
        "META-INF/manifest.xml": "<m/>",
        "content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>',
    }
    assert refusal(read(packed(content), "x.ods")) == "file_entity_bomb"


@pytest.mark.parametrize(
    ("limits", "rule"),
    [
        ({"rows": 2}, "file_too_many_rows"),
        ({"columns": 2}, "file_too_many_columns"),
        ({"cells": 8}, "file_too_many_cells"),
        ({"file_bytes": 20}, "file_too_large"),
    ],
)
def test_each_limit_holds_for_each_format(limits: dict[str, int], rule: str) -> None:
    rows = [["Nama KIM", "Kecamatan", "Desa"], ["KIM Satu", "Waru", "A"], ["KIM Dua", "Waru", "B"]]
    text = "\n".join(",".join(row) for row in rows)
    body = "".join(ods_row(*row) for row in rows)
    files = {
        "x.xlsx": book([[*row] for row in rows]),
        "x.csv": text.encode(),
        "x.ods": ods(body),
        "layout.xls": (DATA / "layout.xls").read_bytes(),
    }
    for name, content in files.items():
        assert refusal(read(content, name, **limits)) == rule, name


def test_too_many_sheets() -> None:
    assert refusal(read(book([["Nama KIM"], ["KIM Satu"]]), sheets=0)) == "file_too_many_sheets"


def test_an_encrypted_workbook() -> None:
    assert refusal(read((DATA / "encrypted.xlsx").read_bytes())) == "file_encrypted"


@pytest.mark.parametrize("content", [b"", b"   \r\n", b"\x00" * 100])
def test_empty_files(content: bytes) -> None:
    assert refusal(read(content, "x.csv")) == "file_empty"


@pytest.mark.parametrize("keep", [8, 100, 600, 2000, -300, -20])
def test_truncated_files(keep: int) -> None:
    whole = {"x.xlsx": book([["Nama KIM"], ["KIM Satu"]]), "x.xls": (DATA / "layout.xls").read_bytes()}
    for name, content in whole.items():
        reading = read(content[:keep], name)
        assert reading.refused or reading.tables
        if reading.refused:
            assert refusal(reading) in {"file_unreadable", "file_no_table"}


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(read_file(tmp_path / "tidak ada.xlsx", "tidak ada.xlsx", Limits())) == "file_unreadable"


_MEASURE = """
import sys, time
from pathlib import Path
from kim.reading import read_file
from kim.settings import Limits
path = Path(sys.argv[1])
start = time.process_time()
reading = read_file(path, path.name, Limits())
spent = time.process_time() - start
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(reading.notes[0].rule, spent, int(peak.split()[1]) / 1024)
"""


def _styled(path: Path) -> None:
    """Fourteen million styled empty cells."""
    row = "".join(
        f'<c r="{letter}{{0}}" s="1"/>' for letter in (chr(65 + n // 26) + chr(65 + n % 26) for n in range(100))
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as opened:
        opened.writestr("_rels/.rels", "<x/>")
        opened.writestr("xl/workbook.xml", raw_part("workbook"))
        opened.writestr("xl/_rels/workbook.xml.rels", raw_part("rels"))
        with opened.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(b"<worksheet><sheetData>")
            for start in range(1, 140_001, 1000):
                rows = (f'<row r="{n}">{row.format(n)}</row>' for n in range(start, start + 1000))
                sheet.write("".join(rows).encode())
            sheet.write(b"</sheetData></worksheet>")


def raw_part(name: str) -> str:
    """A part of a workbook with one sheet."""
    return {"workbook": WORKBOOK, "rels": RELS}[name]


def _bomb(path: Path) -> None:
    """A gigabyte of blanks in one member."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened, opened.open("xl/workbook.xml", "w") as member:
        for _ in range(100):
            member.write(b" " * 10_000_000)


def _lines(path: Path) -> None:
    path.write_bytes(b"a\n" * 45_000_000)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("make", "name", "rule"),
    [
        (_styled, "gaya.xlsx", "file_too_many_cells"),
        (_bomb, "bom.xlsx", "file_unpacks_too_large"),
        (_lines, "baris.csv", "file_too_many_rows"),
    ],
)
def test_refused_in_less_than_a_second_and_200_megabytes(make: object, name: str, rule: str, tmp_path: Path) -> None:
    path = tmp_path / name
    assert callable(make)
    make(path)
    command = [sys.executable, "-c", _MEASURE, str(path)]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(3)]
    assert {found for found, _, _ in runs} == {rule}
    assert min(float(seconds) for _, seconds, _ in runs) < 1
    assert max(float(megabytes) for _, _, megabytes in runs) < 200


FAR = (
    '<row r="{}"><c t="inlineStr"><is><t>x</t></is></c></row>',
    '<row r="{}"><c r="A{}" t="inlineStr"><is><t>x</t></is></c></row>',
)


@pytest.mark.parametrize("number", ["4294967295", "20000000", "99999999", "9" * 19])
@pytest.mark.parametrize("row", FAR)
def test_a_row_that_claims_to_be_far_away_is_refused_at_once(number: str, row: str) -> None:
    xml = worksheet(header_row() + row.replace("{}", number))
    assert refusal(read(raw_sheet(xml))) in {"file_too_many_rows", "file_unreadable"}


def test_one_part_for_many_sheets_is_refused() -> None:
    names = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="rId1"/>' for at in range(1, 5))
    workbook = WORKBOOK.replace(WORKBOOK[WORKBOOK.index("<sheet ") : WORKBOOK.index("</sheets>")], names)
    content = raw_sheet(worksheet(header_row()), **{"xl__workbook.xml": workbook})
    assert refusal(read(content)) == "file_unreadable"


def test_the_limit_on_cells_holds_for_all_sheets_and_members_together() -> None:
    rows: list[Row] = [["Nama KIM", "Desa"]]
    rows += [[f"KIM {at}", "Tarik"] for at in range(20)]
    two = books({"A": rows, "B": rows})
    assert not read(two, cells=84).refused
    assert refusal(read(two, cells=83)) == "file_too_many_cells"
    both = packed({"a.xlsx": book(rows), "b.xlsx": book(rows)})
    assert {note.rule for note in read(both, "k.zip", cells=83).notes} >= {"file_too_many_cells"}


def test_members_that_share_bytes_are_refused() -> None:
    whole = bytearray(packed({"a.csv": "Nama KIM,Desa\nKIM Satu,Tarik\n", "b.csv": "Nama KIM,Desa\nKIM Dua,Waru\n"}))
    second = whole.rindex(b"PK\x01\x02")
    whole[second + 42 : second + 46] = bytes(4)
    assert refusal(read(bytes(whole), "k.zip")) in {"file_unreadable", "file_unsafe_path"}


def test_blanks_that_an_ods_repeats_are_counted_together() -> None:
    many = '<text:s text:c="32000"/>' * 10
    body = ods_row("Nama KIM", "Desa") + ods_row(f"KIM{many}Satu", "Tarik")
    assert refusal(read(ods(body), "data.ods")) == "file_unpacks_too_large"


def test_merges_that_overlap_fill_no_more_cells_than_there_are() -> None:
    areas = "".join(f'<mergeCell ref="A{at}:C1048576"/>' for at in range(2, 20_000))
    rows = "".join(f'<row r="{at}">{inline(f"A{at}", f"KIM {at}")}</row>' for at in range(2, 3_000))
    xml = worksheet(header_row() + rows, tail=f"<mergeCells>{areas}</mergeCells>")
    started = time.process_time()
    read(raw_sheet(xml))
    assert time.process_time() - started < 5
