"""Two meanings in one column: the header names both, and each cell is parted where it can be."""

import pytest

from kim.reading.joint import halves
from kim.reading.meanings import meaning
from tests.kim.reading.reading_made import Row, book, read


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Desa/Kecamatan", ("desa_kelurahan", "kecamatan")),
        ("Kecamatan & Desa", ("kecamatan", "desa_kelurahan")),
        ("3. Kelurahan dan Kecamatan", ("desa_kelurahan", "kecamatan")),
        ("Kab/Kota", ("kabupaten_kota", "")),
        ("Desa/Kelurahan", ("desa_kelurahan", "")),
        ("Nama Ketua / No. HP", ("nama_ketua", "nomor_hp")),
        ("Nama dan No HP", ("nama_ketua", "nomor_hp")),
        ("Nama KIM", ("nama_kim", "")),
    ],
)
def test_a_header_names_one_field_or_two(header: str, fields: tuple[str, str]) -> None:
    found = meaning(header)
    assert found
    assert (found.field, found.also) == fields


@pytest.mark.parametrize(
    ("cell", "parted"),
    [
        ("Tarik / Waru", ("Tarik", "Waru")),
        ("Sepanjang - Taman", ("Sepanjang", "Taman")),
        ("Sepanjang (Taman)", ("Sepanjang", "Taman")),
        ("Kec. Taman, Ds. Sepanjang", ("Ds. Sepanjang", "Kec. Taman")),
        ("Sepanjang, Kec. Taman", ("Sepanjang", "Kec. Taman")),
        ("Desa Sepanjang Kecamatan Taman", ("Desa Sepanjang", "Kecamatan Taman")),
        ("Sepanjang RT 02/RW 01, Taman", ("Sepanjang", "Taman")),
        ("Sepanjang", ("Sepanjang", "")),
        ("Kec. Taman", ("", "Kec. Taman")),
        ("", ("", "")),
    ],
)
def test_a_cell_is_parted_by_its_words_or_by_its_marks(cell: str, parted: tuple[str, str]) -> None:
    assert halves(cell, "desa_kelurahan", "kecamatan") == parted


@pytest.mark.parametrize(
    ("cell", "parted"),
    [
        ("Orang Rekaan / 081200000001", ("Orang Rekaan", "081200000001")),
        ("Orang Rekaan (HP. 0812-0000-0001)", ("Orang Rekaan", "0812-0000-0001")),
        ("081200000001", ("", "081200000001")),
        ("Orang Rekaan", ("Orang Rekaan", "")),
    ],
)
def test_a_chair_and_the_phone(cell: str, parted: tuple[str, str]) -> None:
    assert halves(cell, "nama_ketua", "nomor_hp") == parted
    assert halves(cell, "nomor_hp", "nama_ketua") == parted[::-1]


def test_both_halves_stand_at_the_cell_they_came_from() -> None:
    rows: list[Row] = [["No", "Nama KIM", "Desa/Kecamatan"], [1, "KIM Satu", "Tarik / Waru"], [2, "KIM Dua", ""]]
    (table,) = read(book(rows)).tables
    at = {column.field: (column.index, values) for column, values in zip(table.columns, table.values, strict=True)}
    assert at["desa_kelurahan"] == (2, ["Tarik", None])
    assert at["kecamatan"] == (2, ["Waru", None])


@pytest.mark.parametrize(
    "name", ["KIM – Desa Genengan", "KIM – Tarik", "KIM / Melati", "KIM dan Warga", "KIM–Desa Aktif"]
)
def test_a_name_with_a_dash_is_no_header(name: str) -> None:
    assert meaning(name) is None
    rows: list[Row] = [
        ["No", "Nama KIM", "Desa"],
        [1, "KIM Satu", "Tarik"],
        [2, name, "Waru"],
        [3, "KIM Tiga", "Janti"],
    ]
    (table,) = read(book(rows)).tables
    assert table.row_numbers == [2, 3, 4]


def test_a_column_of_its_own_goes_before_a_half() -> None:
    rows: list[Row] = [["Nama KIM", "Kecamatan", "Desa/Kecamatan"], ["KIM Satu", "Waru", "Tarik / Taman"]]
    (table,) = read(book(rows)).tables
    at = {column.field: values for column, values in zip(table.columns, table.values, strict=True) if column.field}
    assert at["kecamatan"] == ["Waru"]


def test_a_state_in_brackets_behind_the_name_is_its_state() -> None:
    rows: list[Row] = [["No", "Nama KIM", "Desa"], [1, "KIM Satu (vakum)", "Tarik"], [2, "KIM Dua (Warga)", "Waru"]]
    (table,) = read(book(rows)).tables
    at = {column.field: (column.index, values) for column, values in zip(table.columns, table.values, strict=True)}
    assert at["nama_kim"] == (1, ["KIM Satu", "KIM Dua (Warga)"])
    assert at["status"] == (1, ["vakum", None])
    own: list[Row] = [
        ["Nama KIM", "Desa", "Status"],
        ["KIM Satu (vakum)", "Tarik", "aktif"],
        ["KIM Dua (vakum)", "Waru", ""],
    ]
    (table,) = read(book(own)).tables
    at = {column.field: (column.index, values) for column, values in zip(table.columns, table.values, strict=True)}
    assert at["status"] == (2, ["aktif", "vakum"])
    assert at["nama_kim"] == (0, ["KIM Satu (vakum)", "KIM Dua"])
