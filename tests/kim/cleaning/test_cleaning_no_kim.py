"""A row that says there is no community: received, ignored with its reason, no fault, and in no count of rows twice."""

import io
from datetime import UTC, datetime

from openpyxl import Workbook

from kim.cleaning import Cleaned, Received, clean
from kim.reading import read_bytes
from kim.settings import Limits

ROWS: list[list[str | int]] = [
    ["DAFTAR KIM KABUPATEN SIDOARJO"],
    ["No", "Kecamatan", "Desa", "Nama KIM", "Ketua"],
    [1, "Tarik", "Mliriprowo", "KIM Satu", "Orang A"],
    [2, "Tarik", "Kedungbocok", "belum terbentuk"],
    [3, "Tarik", "Singogalih", "Singogalih Maju", "Orang B"],
    [4, "Tarik", "Salah Ketik Sekali", "Nihil"],
]


def _cleaned(rows: list[list[str | int]] = ROWS) -> Cleaned:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    target = io.BytesIO()
    book.save(target)
    content = target.getvalue()
    received = Received("s1", 1, "0" * 64, "a.xlsx", datetime(2026, 5, 1, tzinfo=UTC), "2026-1", len(content))
    return clean([(received, read_bytes(content, "a.xlsx", Limits()))])


def test_each_row_stands_once_and_the_counts_add_up() -> None:
    made = _cleaned()
    rows = [(one["row_number"], one["outcome"], one["reason"]) for one in made.rows.to_pylist()]
    assert rows == [
        (3, "accepted", None),
        (4, "ignored", "no_kim"),
        (5, "accepted", None),
        (6, "ignored", "no_kim"),
    ]
    line = made.submissions.to_pylist()[0]
    counts = [line[f"{each}_count"] for each in ("row", "accepted", "quarantined", "ignored")]
    assert counts == [4, 2, 0, 2]


def test_it_is_no_fault_and_shows_its_reason_alone() -> None:
    made = _cleaned()
    assert [one for one in made.findings.to_pylist() if one["row_number"] in {4, 6}] == []
    assert made.rows.to_pylist()[1]["cells"] == '{"reason":"no_kim"}'


def test_what_holds_for_a_sheet_is_said_once_however_many_bands_part_it() -> None:
    bands: list[list[str | int]] = [
        ["No", "Wilayah", "Nama KIM"],
        ["Kecamatan Tarik"],
        [1, "x", "KIM Satu"],
        ["Kecamatan Waru"],
        [2, "y", "KIM Dua"],
    ]
    made = _cleaned([["DAFTAR KIM KABUPATEN SIDOARJO"], *bands])
    said = [(one["rule"], one["column_name"]) for one in made.findings.to_pylist()]
    assert sorted(said) == [
        ("column_unknown", "Wilayah"),
        ("province_filled", "provinsi"),
        ("regency_filled", "kabupaten_kota"),
    ]
