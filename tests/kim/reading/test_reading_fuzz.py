"""Whatever bytes come, reading answers with a `Reading` whose parts fit together."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kim.reading import Reading
from kim.reading.notes import NOTES, REASONS
from tests.kim.reading.reading_made import (
    DATA,
    book,
    header_row,
    inline,
    ods,
    ods_row,
    packed,
    raw_sheet,
    read,
    worksheet,
)

TEXT = 'Nama KIM;Desa;HP\n"KIM Satu";Tropodo;08\nJumlah;;2\n'.encode("utf-16")
SEEDS = [
    (
        book([["DATA"], ["No", "Nama KIM", "Desa"], [1, "KIM Satu", "A"], ["Jumlah", "", 1]], [("A1:C1", "DATA")]),
        "a.xlsx",
    ),
    (raw_sheet(worksheet(header_row() + f'<row r="2" hidden="1">{inline("A2", "KIM Satu")}</row>')), "b.xlsx"),
    (ods(ods_row("Nama KIM", "Desa") + ods_row("KIM Satu", "A")), "c.ods"),
    ((DATA / "layout.xls").read_bytes(), "d.xls"),
    ((DATA / "layout.ods").read_bytes(), "e.ods"),
    ((DATA / "encrypted.xlsx").read_bytes(), "f.xlsx"),
    (TEXT, "g.csv"),
    (packed({"a.csv": TEXT, "b.xlsx": book([["Nama KIM"], ["KIM Satu"]])}), "h.zip"),
]
XML = [
    b"<c ",
    b'r="XFD1048576"',
    b"<row>",
    b"</row>",
    b'hidden="1"',
    b"<!--",
    b"<![CDATA[",
    b'<mergeCell ref="A1:C9"/>',
    b' t="e"',
]
EDITS = st.tuples(
    st.integers(0, 20_000), st.sampled_from(["flip", "cut", "put", "twice"]), st.binary(min_size=1, max_size=8)
)


def mutated(content: bytes, edits: list[tuple[int, str, bytes]]) -> bytes:
    """The content with some bytes flipped, cut out, put in or doubled."""
    for place, kind, piece in edits:
        at = place % max(len(content), 1)
        match kind:
            case "flip":
                content = content[:at] + piece + content[at + len(piece) :]
            case "cut":
                content = content[:at] + content[at + len(piece) * 16 :]
            case "put":
                content = content[:at] + piece + content[at:]
            case _:
                content = content[:at] + content[at : at + 64] + content[at:]
    return content


def check(reading: Reading) -> None:
    """The parts of a reading fit together."""
    for table in reading.tables:
        assert len(table.columns) == len(table.values)
        assert all(len(column) == len(table.row_numbers) for column in table.values)
        assert all(a < b for a, b in zip(table.row_numbers, table.row_numbers[1:], strict=False))
        fields = [column.field for column in table.columns if column.field]
        assert "nama_kim" in fields
        assert len(set(fields)) == len(fields)
        assert len({column.index for column in table.columns}) == len(table.columns)
    rows = {(table.sheet, table.part, number) for table in reading.tables for number in table.row_numbers}
    assert len(rows) == sum(len(table.row_numbers) for table in reading.tables)
    assert all(note.rule in NOTES for note in reading.notes)
    assert all(each.reason in REASONS for each in reading.ignored)
    if reading.refused:
        assert not reading.tables
        assert any(NOTES[note.rule].severity == "error" for note in reading.notes)
    else:
        assert reading.tables


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SEEDS), st.lists(EDITS, min_size=1, max_size=4))
def test_a_few_damaged_files(seed: tuple[bytes, str], edits: list[tuple[int, str, bytes]]) -> None:
    check(read(mutated(seed[0], edits), seed[1]))


@pytest.mark.soak
@settings(max_examples=20_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SEEDS), st.lists(EDITS, min_size=1, max_size=8))
def test_many_damaged_files(seed: tuple[bytes, str], edits: list[tuple[int, str, bytes]]) -> None:
    check(read(mutated(seed[0], edits), seed[1]))


@pytest.mark.soak
@settings(max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(st.sampled_from(XML), st.binary(max_size=8)), max_size=12), st.integers(0, 4_000))
def test_many_damaged_sheets_inside_a_sound_container(pieces: list[bytes], at: int) -> None:
    xml = worksheet(header_row() + f'<row r="2">{inline("A2", "KIM Satu")}</row>').encode()
    at %= len(xml)
    check(read(raw_sheet(xml[:at] + b"".join(pieces) + xml[at:])))


@pytest.mark.soak
@settings(max_examples=20_000, deadline=None)
@given(st.binary(max_size=2_000))
def test_any_bytes(content: bytes) -> None:
    check(read(content, "x.csv"))
