"""Lines that are no rows are ignored with their reason; whatever may be a community stays a row."""

import pytest

from tests.kim.reading.reading_made import Row, book, books, read, reasons_of

HEADER: Row = ["No", "Nama KIM", "Kecamatan", "Desa", "Nama Ketua", "No HP", "Jml Anggota", "Status"]


def _row(number: int, name: str = "") -> Row:
    return [number, name or f"KIM Contoh {number}", "Waru", f"Desa {number}", "Ketua", "0811", 20, "aktif"]


def _reasons(*below: Row) -> dict[int, str]:
    """What the lines from row 4 on are taken for."""
    return reasons_of(read(book([HEADER, _row(1), _row(2), *below])))


@pytest.mark.parametrize(
    "line",
    [
        ["Jumlah", "", "", "", "", "", 40],
        ["", "Jumlah", "", "", "", "", 40],
        ["TOTAL", "", "", "", "", "", 40],
        ["", "", "Sub Total Kecamatan Waru", "", "", "", 40],
        ["Jumlah KIM : 25"],
        ["", "JUMLAH KESELURUHAN", "", "", "", "", "40 orang"],
    ],
)
def test_totals(line: Row) -> None:
    assert _reasons(line) == {4: "total"}


def test_a_signature_block_to_its_end() -> None:
    lines: list[Row] = [
        [],
        ["", "Mengetahui,", "", "", "", "Sidoarjo, 5 Januari 2024"],
        ["", "Kepala Dinas Kominfo", "", "", "", "Pelapor"],
        [],
        ["", "Nama Rekaan, S.Sos", "", "", "", "Nama Karangan"],
        ["", "NIP. 19700101 199003 1 001"],
    ]
    assert _reasons(*lines) == dict.fromkeys((5, 6, 8, 9), "footer")


def test_remarks() -> None:
    lines: list[Row] = [[], ["Catatan:"], ["1. data sementara"], ["", "", "*) belum lengkap"]]
    assert _reasons(*lines) == dict.fromkeys((5, 6, 7), "footer")


def test_numbered_remarks_count_anew() -> None:
    lines: list[Row] = [[], ["Keterangan :"], [1, "Aktif berarti ada kegiatan"], [2, "Vakum berarti tidak ada"]]
    assert _reasons(*lines) == dict.fromkeys((5, 6, 7), "footer")


@pytest.mark.parametrize("line", [["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"], [1, 2, 3, 4, 5, 6, 7, 8]])
def test_the_numbers_of_the_columns(line: Row) -> None:
    assert reasons_of(read(book([HEADER, line, _row(1)]))) == {2: "header"}


def test_a_header_once_more_and_numbers_without_a_row() -> None:
    assert _reasons(_row(3), [*HEADER], _row(4), [5], [6]) == {5: "header", 7: "unanswered", 8: "unanswered"}


@pytest.mark.parametrize(
    "line",
    [
        ["", "KIM Total Informasi"],
        ["", "Total Informasi"],
        [3, "Total Informasi", "Waru"],
        ["", "Jumlah Berkah", "Waru", "Tropodo"],
        ["", "Lurah Berkarya"],
        ["", "Kelompok Catatan: Kita"],
        ["", "Sidoarjo Mandiri"],
        [3, "Mengetahui Desa", "Waru", "Tropodo", "", "", 5],
        [3, "", "Waru", "Tropodo"],
        ["", "", "Waru", "Tropodo"],
        ["", "45", "Waru", "Tropodo"],
        ["", "Camat Peduli", "Waru", "Tropodo", "", "", 5],
        ["", "KIM Kepala Dinas"],
    ],
)
def test_whatever_may_be_a_community_stays_a_row(line: Row) -> None:
    reading = read(book([HEADER, _row(1), _row(2), line, [], ["", "Mengetahui,"], ["", "NIP. 1970"]]))
    assert [table.row_numbers for table in reading.tables] == [[2, 3, 4]]
    assert reasons_of(reading) == {6: "footer", 7: "footer"}


def test_rows_go_on_below_a_signature() -> None:
    reading = read(book([HEADER, _row(1), ["", "Mengetahui,"], ["", "NIP. 1970"], _row(2)]))
    assert reading.tables[0].row_numbers == [2, 5]


def test_every_line_below_the_header_is_accounted_for() -> None:
    lines: list[Row] = [_row(1), ["Jumlah", "", "", "", "", "", 20], [], ["", "Sisa catatan"], ["", "NIP. 1970"]]
    reading = read(book([HEADER, *lines]))
    rows = [number for table in reading.tables for number in table.row_numbers]
    assert sorted([*rows, *reasons_of(reading)]) == [2, 3, 5, 6]


def test_rows_beyond_a_thousand_are_numbered_too() -> None:
    rows: list[Row] = [[n, f"KIM Contoh {n}", "Waru", "Tropodo", "Ketua", "0811", 20, "aktif"] for n in range(1, 1_200)]
    reading = read(book([HEADER, *rows, [1_200, "Anyelir", "Waru"], ["", "Lembayung Senja"]]))
    (table,) = reading.tables
    assert len(table.row_numbers) == 1_201
    assert table.doubts == {1_200: "row_doubtful"}


def test_a_column_that_asks_whether_there_is_one_is_heard() -> None:
    rows: list[Row] = [
        ["No", "Desa", "KIM Terbentuk (Sudah/Belum)", "Nama KIM"],
        [1, "Tarik", "Sudah", "KIM Satu"],
        [2, "Waru", "Belum", ""],
        [3, "Janti", "Sudah", ""],
        [4, "Taman", "Belum", "KIM Rencana Dua"],
    ]
    reading = read(book(rows))
    (table,) = reading.tables
    assert [table.row_numbers[at] for at in sorted(table.no_kim)] == [3]
    assert {table.row_numbers[at]: rule for at, rule in table.doubts.items()} == {5: "row_doubtful"}


def test_a_tick_under_the_name_says_that_there_is_one_without_a_name() -> None:
    rows: list[Row] = [["No", "Desa", "KIM"], [1, "Tarik", "KIM Satu"], [2, "Waru", "√"], [3, "Janti", "Tidak"]]
    (table,) = read(book(rows)).tables
    assert {table.row_numbers[at]: rule for at, rule in table.doubts.items()} == {3: "name_missing"}
    assert [table.row_numbers[at] for at in table.no_kim] == [4]


def test_a_legend_below_says_what_the_letters_of_the_status_mean() -> None:
    rows: list[Row] = [
        ["No", "Nama KIM", "Desa", "Status"],
        [1, "KIM Satu", "Tarik", "A"],
        [2, "KIM Dua", "Waru", "TA"],
        ["", "", "", ""],
        ["Keterangan:"],
        ["A = Aktif"],
        ["TA = Tidak Aktif"],
    ]
    (table,) = read(book(rows)).tables
    at = {column.field: values for column, values in zip(table.columns, table.values, strict=True)}
    assert at["status"] == ["Aktif", "Tidak Aktif"]


def test_the_header_of_a_recap_and_the_title_of_a_block_are_no_rows() -> None:
    recap: list[Row] = [
        ["No", "Nama KIM", "Kecamatan"],
        [1, "KIM Satu", "Tarik"],
        [2, "KIM Dua", "Waru"],
        ["", "", ""],
        ["", "Kecamatan", "Jumlah KIM"],
        ["", "Tarik", 1],
    ]
    assert reasons_of(read(book(recap))) == {5: "header", 6: "total"}
    blocks: list[Row] = [
        ["No", "Nama KIM", "Desa"],
        [1, "KIM Satu", "Tarik"],
        ["", "", ""],
        ["Kecamatan Waru"],
        ["No", "Nama KIM", "Desa"],
        [1, "KIM Dua", "Janti"],
    ]
    assert reasons_of(read(book(blocks))) == {4: "section", 5: "header"}


def test_what_says_that_there_is_one_may_be_a_name_where_it_stands_once() -> None:
    once: list[Row] = [["No", "Desa", "KIM"], [1, "Tarik", "KIM Ada"], [2, "Waru", "Belum ada"], [3, "Janti", "Ada"]]
    (table,) = read(book(once)).tables
    assert {table.row_numbers[at]: rule for at, rule in table.doubts.items()} == {4: "name_missing"}
    (table,) = read(book([*once, [4, "Taman", "KIM Ada"]])).tables
    assert {table.row_numbers[at]: rule for at, rule in table.doubts.items()} == dict.fromkeys(
        (2, 4, 5), "name_missing"
    )


def test_names_in_small_letters_among_prefixed_ones_are_doubtful() -> None:
    rows: list[Row] = [
        ["No", "Desa", "Nama KIM"],
        [1, "Tarik", "KIM Satu"],
        [2, "Waru", "KIM Dua"],
        [3, "Janti", "menyusul kemudian hari"],
    ]
    (table,) = read(book(rows)).tables
    assert {table.row_numbers[at]: rule for at, rule in table.doubts.items()} == {4: "row_doubtful"}


@pytest.mark.parametrize("said", [0, "Di desa kami belum terbentuk KIM", "Tidak terdapat KIM", "dlm proses", "Blm ada"])
def test_none_is_said_in_many_ways(said: str | int) -> None:
    rows: list[Row] = [["Desa", "Kecamatan", "KIM"], ["Tarik", "Tarik", "KIM Satu"], ["Waru", "Waru", said]]
    (table,) = read(book(rows)).tables
    assert [table.row_numbers[at] for at in table.no_kim] == [3]


def test_a_remark_or_a_count_of_none_stands_for_a_name_that_is_not_there() -> None:
    rows: list[Row] = [
        ["No", "Desa", "Jumlah KIM", "Nama KIM", "Keterangan"],
        [1, "Tarik", 1, "KIM Satu", "belum memiliki sekretariat"],
        [2, "Waru", 0, "", ""],
        [3, "Janti", "", "", "Belum terbentuk, terkendala jaringan"],
        [4, "Taman", 1, "", ""],
    ]
    (table,) = read(book(rows)).tables
    assert [table.row_numbers[at] for at in sorted(table.no_kim)] == [3, 4]
    assert table.row_numbers == [2, 3, 4, 5]


def test_a_band_may_be_any_merged_text_above_rows_and_a_place_with_a_count() -> None:
    merged: list[Row] = [
        ["No", "Desa", "Nama KIM"],
        ["Kemukiman Paloh"],
        [1, "Tarik", "KIM Satu"],
        [2, "Waru", "KIM Dua"],
    ]
    assert reasons_of(read(book(merged, merges=[("A2:C2", "Kemukiman Paloh")]))) == {2: "section"}
    counted: list[Row] = [
        ["No", "Uraian", "Desa", "Banyaknya"],
        [1, "Tarik", "", 2],
        ["1.1", "KIM Satu", "Tarik", 1],
        ["1.2", "KIM Dua", "Kalimati", 1],
    ]
    assert reasons_of(read(book(counted))) == {2: "section"}


def test_a_header_is_known_by_the_cells_below_it_where_its_words_are_not() -> None:
    rows: list[Row] = [["Nmr", "Klompok", "Desa"], [1, "KIM Satu", "Tarik"], [2, "KIM Dua", "Waru"]]
    (table,) = read(book(rows)).tables
    at = {column.field: values for column, values in zip(table.columns, table.values, strict=True)}
    assert at["nama_kim"] == ["KIM Satu", "KIM Dua"]
    unknown: list[Row] = [["Nmr", "Klompok", "Desa"], [1, "Satu", "Tarik"], [2, "Dua", "Waru"]]
    assert not read(book(unknown)).tables


def test_a_sheet_goes_on_with_the_table_of_the_one_before() -> None:
    head: list[Row] = [["No", "Nama KIM", "Desa"], [1, "KIM Satu", "Tarik"]]
    more: list[Row] = [[2, "KIM Dua", "Waru"], [3, "KIM Tiga", "Janti"]]
    first, second = read(books({"Hal 1": head, "Hal 2": more})).tables
    assert (second.sheet, second.row_numbers) == ("Hal 2", [1, 2])
    assert [column.field for column in second.columns] == [column.field for column in first.columns]
    apart = read(books({"Hal 2": more, "Hal 1": head}))
    assert {(note.rule, note.sheet) for note in apart.notes} == {("sheet_unread", "Hal 2")}


def test_a_count_headed_members_that_holds_names_lists_persons() -> None:
    rows: list[Row] = [
        ["No", "Nama KIM", "Desa", "Ketua", "Anggota"],
        [1, "KIM Satu", "Tarik", "Orang A", "Orang B"],
        ["", "", "", "", "Orang C"],
        [2, "KIM Dua", "Waru", "Orang D", "Orang E"],
    ]
    reading = read(book(rows))
    (table,) = reading.tables
    assert (table.row_numbers, reasons_of(reading)) == ([2, 4], {3: "officer"})
    assert "jumlah_anggota" not in {column.field for column in table.columns}


def _doubts(rows: list[Row]) -> dict[int, str]:
    (table,) = read(book(rows)).tables
    return {table.row_numbers[at]: rule for at, rule in table.doubts.items()}


def test_a_name_like_a_persons_counts_under_a_sure_heading_in_a_row_with_a_place() -> None:
    placeless: Row = [4, "Budi Santoso", "", "", "Ketua", "0811", 20, "aktif"]
    rows = [HEADER, _row(1), _row(2), _row(3, "Siti Aminah"), placeless]
    assert _doubts(rows) == {4: "name_like_person", 5: "row_doubtful"}


def test_a_name_like_a_persons_counts_under_a_weak_heading_only_among_communities() -> None:
    header: Row = ["No", "Nama", "Kecamatan", "Desa"]
    names = ["KIM Satu", "KIM Dua", "Siti Aminah"]
    rows: list[Row] = [[at, name, "Waru", "Tropodo"] for at, name in enumerate(names, start=1)]
    assert _doubts([header, *rows]) == {4: "name_like_person"}
    rows[1] = [2, "Budi Santoso", "Waru", "Tropodo"]
    assert _doubts([header, *rows]) == {3: "row_doubtful", 4: "row_doubtful"}


@pytest.mark.parametrize(
    ("header", "line"),
    [
        (["Nama KIM", "Desa"], [1, 2]),
        (["Catatan", "Nama KIM", "Kecamatan", "Desa"], ["", 2, 3, 4]),
        (["No", "Nama KIM", "Kecamatan", "Desa"], [1, 2, 3, 4]),
    ],
)
def test_the_numbers_of_the_columns_begin_with_one_or_are_three(header: Row, line: Row) -> None:
    rows: list[Row] = [["x" if label == "Catatan" else f"KIM {n}" for label in header] for n in "AB"]
    assert reasons_of(read(book([header, line, *rows]))) == {2: "header"}


def test_two_numbers_that_do_not_begin_with_one_are_no_line_of_column_numbers() -> None:
    rows: list[Row] = [["Nama KIM", "Desa"], [2, 3], ["KIM A", "Tarik"], ["KIM B", "Tarik"]]
    assert reasons_of(read(book(rows))) == {}
    assert _doubts(rows) == {2: "row_doubtful"}
