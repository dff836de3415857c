"""Lines that are no rows are ignored with their reason; whatever may be a community stays a row."""

import pytest

from tests.kim.reading.reading_made import Row, book, read, reasons_of

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
