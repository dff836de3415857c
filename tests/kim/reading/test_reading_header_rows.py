"""Headers are found wherever they stand, on one line or several."""

import pytest

from tests.kim.reading.reading_made import Row, book, read, reasons_of, rows_of, rules_of

PLAIN: list[Row] = [["Nama KIM", "Kecamatan", "Desa"], ["KIM Satu", "Waru", "Tropodo"], ["KIM Dua", "Taman", "Geluran"]]


def test_two_line_header_under_merged_groups() -> None:
    rows: list[Row] = [
        ["No", "Nama KIM", "Alamat", "", "SK", "", "Kontak", ""],
        ["", "", "Kecamatan", "Desa", "Nomor", "Tanggal", "Nama Ketua", "HP"],
        [1, "KIM Satu", "Waru", "Tropodo", "1/SK", "2020", "A", "08"],
    ]
    merges = [("A1:A2", "No"), ("B1:B2", "Nama KIM"), ("C1:D1", "Alamat"), ("E1:F1", "SK"), ("G1:H1", "Kontak")]
    for given in (merges, []):
        (table,) = read(book(rows, given)).tables
        fields = [column.field for column in table.columns]
        assert fields[:4] == [None, "nama_kim", "kecamatan", "desa_kelurahan"]
        assert fields[4:] == ["nomor_sk", "tanggal_sk", "nama_ketua", "nomor_hp"]
        assert table.columns[0].numbering
        assert table.columns[4].header == "SK Nomor"
        assert table.row_numbers == [3]


def test_group_line_above_the_name() -> None:
    rows: list[Row] = [
        ["No", "Provinsi", "Identitas", ""],
        ["", "", "Nama KIM", "Desa"],
        [1, "Jawa Timur", "KIM Satu", "Tropodo"],
    ]
    (table,) = read(book(rows, [("C1:D1", "Identitas")])).tables
    assert rows_of(table)[3] == {
        "No": 1.0,
        "provinsi": "Jawa Timur",
        "nama_kim": "KIM Satu",
        "desa_kelurahan": "Tropodo",
    }


def test_three_lines_of_header() -> None:
    rows: list[Row] = [
        ["No", "Nama KIM", "Alamat", "", "", "Kontak", ""],
        ["", "", "Kecamatan", "Desa", "", "Ketua", ""],
        ["", "", "", "Nama", "RT", "Nama", "HP"],
        [1, "KIM Satu", "Waru", "Tropodo", "2", "A", "08"],
    ]
    for merges in ([("C1:E1", "Alamat"), ("F1:G1", "Kontak"), ("D2:E2", "Desa"), ("F2:G2", "Ketua")], []):
        (table,) = read(book(rows, merges)).tables
        fields = [column.field for column in table.columns]
        assert fields == [None, "nama_kim", "kecamatan", "desa_kelurahan", None, "nama_ketua", "nomor_hp"]
        assert table.row_numbers == [4]


def test_labelled_titles_right_above_the_header_are_no_header() -> None:
    reading = read(book([["Provinsi", "Jawa Timur"], ["Kabupaten", "Sidoarjo"], *PLAIN]))
    (table,) = reading.tables
    assert [column.header for column in table.columns] == ["Nama KIM", "Kecamatan", "Desa"]
    assert "Sidoarjo" in table.titles


def test_a_later_header_far_below_is_found() -> None:
    many: list[Row] = [[f"KIM {n}", "Waru", "Tropodo"] for n in range(400)]
    rows: list[Row] = [
        PLAIN[0],
        *many,
        [],
        PLAIN[0],
        ["KIM Akhir", "Waru", "Desa"],
    ]
    reading = read(book(rows))
    assert reading.tables[-1].row_numbers == [404]
    assert reasons_of(reading) == {403: "header"}


def test_a_numbered_row_whose_name_says_only_that_it_is_one_begins_no_table() -> None:
    rows: list[Row] = [
        ["No", "Nama KIM", "Kecamatan", "Desa"],
        [1, "KIM Satu", "Waru", "Tropodo"],
        [2, "Nama KIM", "Waru", "Wedoro"],
        [3, "KIM Tiga", "Taman", "Geluran"],
    ]
    (table,) = read(book(rows)).tables
    assert table.row_numbers == [2, 3, 4]
    assert [column.field for column in table.columns] == [None, "nama_kim", "kecamatan", "desa_kelurahan"]


@pytest.mark.parametrize("number", ["", 2])
def test_a_row_whose_name_says_only_that_it_is_one_begins_no_table(number: str | int) -> None:
    rows: list[Row] = [
        ["No", "Nama KIM", "Kecamatan", "Desa"],
        [1, "KIM Satu", "Waru", "Tropodo"],
        [number, "Nama KIM", "Waru", "Wedoro"],
        [number, "Nama KIM"],
        [3, "KIM Tiga", "Taman", "Geluran"],
    ]
    reading = read(book(rows))
    (table,) = reading.tables
    assert table.row_numbers == ([2, 3, 4, 5] if number else [2, 3, 5])
    assert reasons_of(reading) == ({} if number else {4: "header"})


def test_a_later_table_in_another_order_needs_no_gap() -> None:
    many: list[Row] = [[f"KIM {n}", "Waru", "Tropodo"] for n in range(400)]
    reading = read(book([PLAIN[0], *many, [*reversed(PLAIN[0])], ["Geluran", "Taman", "KIM Akhir"]]))
    assert rows_of(reading.tables[-1]) == {
        403: {"desa_kelurahan": "Geluran", "kecamatan": "Taman", "nama_kim": "KIM Akhir"}
    }


def test_a_row_without_a_name_above_a_repeated_header_stays_a_row() -> None:
    reading = read(book([PLAIN[0], PLAIN[1], ["", "Waru", "Tropodo"], PLAIN[0], PLAIN[2]]))
    assert [table.row_numbers for table in reading.tables] == [[2, 3], [5]]
    assert reasons_of(reading) == {4: "header"}


def test_a_form_that_lists_its_labels_downwards_is_no_table() -> None:
    reading = read(book([["Nama KIM", "KIM Satu"], ["Kecamatan", "Waru"], ["Desa", "Tropodo"]]))
    assert reading.refused
    assert rules_of(reading)[-1] == "file_no_table"


def test_the_name_alone_makes_a_table() -> None:
    (table,) = read(book([["KECAMATAN WARU"], ["Nama KIM"], ["KIM Satu"], ["KIM Dua"]])).tables
    assert table.row_numbers == [3, 4]


def test_a_row_whose_other_cells_read_like_a_header_stays_a_row() -> None:
    text = (
        "Nama KIM,Provinsi,Kabupaten/Kota,Desa,Jenis Komunitas,Status,Situs Web,Facebook,Keterangan\n"
        "KIM Satu,Jawa Timur,Kabupaten Sidoarjo,Waru,,aktif,,kim,\n"
        "KIM Dua,Jawa Timur,Kabupaten Sidoarjo,Waru,umkm,,https://contoh.id/a,,aktif a\n"
    )
    (table,) = read(text.encode(), "uji.csv").tables
    assert table.row_numbers == [2, 3]
