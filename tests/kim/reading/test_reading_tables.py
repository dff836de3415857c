"""The lines below a header become tables, each cell in its column."""

from tests.kim.reading.reading_made import Row, book, read

PLAIN: list[Row] = [["Nama KIM", "Kecamatan", "Desa"], ["KIM Satu", "Waru", "Tropodo"], ["KIM Dua", "Taman", "Geluran"]]


def test_tables_side_by_side_are_parted() -> None:
    rows: list[Row] = [
        ["No", "Nama KIM", "Desa", "", "No", "Nama KIM", "Desa"],
        [1, "KIM A", "X", "", 3, "KIM C", "Z"],
        [2, "KIM B", "Y"],
    ]
    left, right = read(book(rows)).tables
    assert (left.part, right.part) == (0, 1)
    assert [column.index for column in right.columns] == [4, 5, 6]
    assert (left.row_numbers, right.row_numbers) == ([2, 3], [2])


def test_a_section_holds_for_the_rows_below_it() -> None:
    rows: list[Row] = [
        ["No", "Nama KIM", "Desa"],
        ["Kecamatan Waru"],
        [1, "KIM Satu", "Tropodo"],
        ["Kecamatan Taman"],
        [2, "KIM Dua", "Geluran"],
    ]
    first, second = read(book(rows)).tables
    assert (first.bands, second.bands) == (("Kecamatan Waru",), ("Kecamatan Taman",))


def test_of_two_columns_of_one_meaning_the_filled_one_counts() -> None:
    rows: list[Row] = [["Nama KIM", "Desa", "No HP", "No Telp"], ["KIM Satu", "Tropodo", "", "08"]]
    reading = read(book(rows))
    (table,) = reading.tables
    assert [column.field for column in table.columns] == ["nama_kim", "desa_kelurahan", None, "nomor_hp"]
    (note,) = reading.notes
    assert (note.rule, note.column_index, note.value) == ("column_repeated", 2, "nomor_hp")


def test_columns_without_a_meaning_or_a_header_are_kept() -> None:
    (table,) = read(book([[*PLAIN[0], "Luas", "", ""], [*PLAIN[1], 12, "", "lihat"]])).tables
    assert [(column.index, column.header, column.field) for column in table.columns[3:]] == [
        (3, "Luas", None),
        (5, "", None),
    ]


def test_merged_body_cells_fill_their_range() -> None:
    rows: list[Row] = [PLAIN[0], ["KIM Satu", "", "A"], ["KIM Dua", "", "B"], ["KIM Tiga", "", "C"]]
    reading = read(book(rows, [("B2:B4", "Waru")]))
    (table,) = reading.tables
    assert table.values[1] == ["Waru"] * 3
    assert [(note.rule, note.value) for note in reading.notes] == [("merged_filled", "B2:B4")]
