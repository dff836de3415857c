"""Recognised columns are kept where Excel shows them."""

from datetime import datetime

from kim.cleaning.model import SHEET_COLUMN, Received
from kim.cleaning.sheet_columns import sheet_columns
from kim.reading.model import Column, Reading, Table

RECEIVED = Received("s1", 1, "0" * 64, "35.15/berkas.xlsx", datetime(2026, 3, 1), "2026-1", 10)


def test_each_recognised_column_is_kept_with_its_letters_and_rows() -> None:
    table = Table(
        "Sheet1",
        (Column(0, "No", None), Column(1, "Nama KIM", "nama_kim"), Column(27, "Kab/Kota", "kabupaten_kota")),
        [7, 9],
        [["1", "2"], ["A", "B"], ["C", "D"]],
    )
    empty = Table("Sheet2", (Column(0, "Nama KIM", "nama_kim"),), [], [[]])
    kept = sheet_columns([(RECEIVED, Reading("berkas.xlsx", "xlsx", (table, empty)))])
    assert kept.to_pylist() == [
        {"submission_id": "s1", "sheet": "Sheet1", "first_row": 7, "last_row": 9, "field": "nama_kim", "letters": "B"},
        {
            "submission_id": "s1",
            "sheet": "Sheet1",
            "first_row": 7,
            "last_row": 9,
            "field": "kabupaten_kota",
            "letters": "AB",
        },
    ]


def test_a_batch_without_tables_keeps_the_shape() -> None:
    kept = sheet_columns([(RECEIVED, Reading("berkas.xlsx", "xlsx"))])
    assert (kept.num_rows, kept.schema) == (0, SHEET_COLUMN)
