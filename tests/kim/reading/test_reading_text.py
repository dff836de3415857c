"""CSV and TSV in every encoding and with every separator; row numbers are lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.reading.formats.text.delimited import decode, sheet_name
from tests.kim.reading.reading_made import read, rows_of, rules_of

LINES = ["Nama KIM;Kecamatan;Desa", "KIM Ébène;Waru;Tropodo", "KIM Dua;Taman;Geluran"]
EXPECTED = {
    2: {"nama_kim": "KIM Ébène", "kecamatan": "Waru", "desa_kelurahan": "Tropodo"},
    3: {"nama_kim": "KIM Dua", "kecamatan": "Taman", "desa_kelurahan": "Geluran"},
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_separators_and_line_ends(encoding: str, separator: str, end: str) -> None:
    text = end.join(LINES).replace(";", separator) + end
    reading = read(text.encode(encoding), "data.csv")
    assert rows_of(reading.tables[0]) == EXPECTED
    assert rules_of(reading) == []


def test_a_row_number_is_the_line_on_which_its_record_starts() -> None:
    text = 'DATA KIM\n\n"Nama KIM",Alamat\n"KIM Satu","Jalan A\nRT 1"\n\nKIM Dua,"B"\n'
    (table,) = read(text.encode(), "kab sidoarjo.csv").tables
    assert table.row_numbers == [4, 7]
    assert table.sheet == "kab sidoarjo"
    assert table.titles == ("DATA KIM",)


def test_the_separator_that_excel_declares_is_a_line_of_its_own() -> None:
    (table,) = read(b"sep=|\r\nNama KIM|Desa\r\nKIM, Satu|A;B\r\n", "x.csv").tables
    assert rows_of(table) == {3: {"nama_kim": "KIM, Satu", "desa_kelurahan": "A;B"}}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_quote_that_is_never_closed_swallows_nothing(at: int, separator: str) -> None:
    lines = ["KIM Satu,A", "KIM Dua,B", "KIM Tiga,C"]
    lines[at] = '"' + lines[at]
    text = "\n".join(["Nama KIM,Desa", *lines, ""]).replace(",", separator)
    reading = read(text.encode(), "x.csv")
    assert reading.tables[0].row_numbers == [2, 3, 4]
    assert reading.tables[0].values[1] == ["A", "B", "C"]
    assert rules_of(reading) == ["quote_unclosed"]


def test_a_cell_of_several_lines_may_be_the_last() -> None:
    (table,) = read(b'Nama KIM,Desa\nKIM Satu,A\nKIM Dua,"B\nC ""D"" \n"', "x.csv").tables
    assert table.values[1] == ["A", 'B\nC "D" \n']


def test_quotes_inside_words_are_letters() -> None:
    (table,) = read(b'Nama KIM,Desa\nKIM "Satu",A\nKIM 5" Dua,B\n', "x.csv").tables
    assert table.values[0] == ['KIM "Satu"', 'KIM 5" Dua']


def test_damaged_bytes_are_said() -> None:
    reading = read(b"Nama KIM,Desa\nKIM \x81,A\n", "x.csv")
    assert [(note.rule, note.value) for note in reading.notes] == [("text_damaged", "cp1252")]


def test_lines_of_different_length() -> None:
    (table,) = read(b"Nama KIM,Desa\nKIM Satu\nKIM Dua,A,lebih\n", "x.csv").tables
    assert rows_of(table) == {
        2: {"nama_kim": "KIM Satu"},
        3: {"nama_kim": "KIM Dua", "desa_kelurahan": "A", "": "lebih"},
    }


def test_a_sheet_is_named_like_in_excel() -> None:
    assert sheet_name("masuk/kab. sidoarjo yang namanya sangat panjang sekali.csv") == "kab. sidoarjo yang namanya sang"


@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_what_was_encoded_is_decoded(text: str, encoding: str) -> None:
    if encoding == "utf-8" and ("\x00" in text or text.startswith("\ufeff")):
        return
    assert decode(text.encode(encoding)) == (text, None)


def test_short_lines_before_a_numbering_column() -> None:
    (table,) = read(b"Nama KIM,Desa,No\nKIM Satu\nKIM Dua,A,2\n", "x.csv").tables
    assert table.row_numbers == [2, 3]


def test_a_cell_however_long_takes_no_line_with_it() -> None:
    text = f"Nama KIM,Provinsi\nKIM {'A' * 300_000},Jawa Timur\nKIM Sesudah,Jawa Timur\n"
    (table,) = read(text.encode(), "panjang.csv").tables
    assert table.row_numbers == [2, 3]
