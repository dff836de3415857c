"""Titles and tables of a sheet are found wherever they stand, and every cell keeps its address."""

from tests.kim.reading.reading_made import Row, book, books, read, reasons_of, rows_of, rules_of

PLAIN: list[Row] = [["Nama KIM", "Kecamatan", "Desa"], ["KIM Satu", "Waru", "Tropodo"], ["KIM Dua", "Taman", "Geluran"]]


def test_leading_blanks_and_titles_leave_the_addresses_true() -> None:
    reading = read(book([[], ["DATA KIM"], ["KABUPATEN SIDOARJO"], [], *PLAIN], first_column=2))
    (table,) = reading.tables
    assert [column.index for column in table.columns] == [2, 3, 4]
    assert table.row_numbers == [6, 7]
    assert table.titles == ("DATA KIM", "KABUPATEN SIDOARJO")
    assert reading.titles["Data"] == table.titles
    assert rules_of(reading) == []


def test_stacked_tables_have_their_own_columns_and_titles() -> None:
    rows: list[Row] = [
        ["DAFTAR KIM KABUPATEN SIDOARJO"],
        *PLAIN,
        [],
        ["DAFTAR KIM KABUPATEN GRESIK"],
        ["Desa", "Nama KIM"],
        ["Manyar", "KIM Tiga"],
    ]
    first, second = read(book(rows)).tables
    assert first.row_numbers == [3, 4]
    assert rows_of(second) == {8: {"desa_kelurahan": "Manyar", "nama_kim": "KIM Tiga"}}
    assert second.titles == ("DAFTAR KIM KABUPATEN GRESIK",)
    assert reasons_of(read(book(rows))) == {6: "section", 7: "header"}


def test_sheets_without_a_header_are_named_and_their_texts_kept() -> None:
    reading = read(books({"Sampul": [["Dinas Kominfo Kota Contoh"]], "Data": PLAIN, "Kosong": []}))
    assert [(note.rule, note.sheet) for note in reading.notes] == [
        ("sheet_no_header", "Sampul"),
        ("sheet_empty", "Kosong"),
    ]
    assert reading.titles[""] == ("Dinas Kominfo Kota Contoh",)
