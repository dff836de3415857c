"""Cells are kept as text, personal data masked; recognised columns with their letters and rows."""

import json
from dataclasses import replace
from datetime import datetime

from kim.cleaning import clean
from kim.cleaning.model import SHEET_COLUMN, Received
from kim.cleaning.sheets import sheet_columns
from kim.reading.model import CellError, Column, Reading, Table
from tests.kim.cleaning.cleaning_by_hand import GOOD, NIK, Cells, reading, received, table


def test_cells_are_kept_as_text_with_what_is_personal_masked() -> None:
    row: Cells = {
        **GOOD,
        "nama_ketua": "Ketua Contoh",
        "nomor_hp": 81234567890.0,
        "alamat": "Jalan Contoh 1",
        "jumlah_anggota": 25.0,
        "keterangan": "hubungi Ketua Contoh",
        "Seragam": "Budi 50%",
        "status": "aktif 081234567890",
        "tanggal_berdiri": datetime(2019, 5, 12),
    }
    cleaned = clean([(received(), reading(table([row])))])

    cells = json.loads(cleaned.rows["cells"][0].as_py())
    assert cells["nama_kim"] == "KIM Anyelir"
    assert cells["jumlah_anggota"] == "25"
    assert cells["tanggal_berdiri"] == "2019-05-12"
    masked = {"nama_ketua", "nomor_hp", "alamat", "keterangan", "Seragam", "status"}
    assert {name for name, text in cells.items() if text == "***"} == masked
    shown = json.dumps(cleaned.findings.to_pylist()) + json.dumps(cleaned.records.to_pylist(), default=str)
    for personal in ("81234567890", "Ketua Contoh", "Jalan Contoh", "Budi"):
        assert personal not in shown


def test_unknown_columns_are_named_once_and_a_numbering_is_none() -> None:
    made = table([{**GOOD, "Seragam": "biru", "Lambang": "x"}])
    numbering = Table(
        made.sheet,
        (Column(0, "No.", None, numbering=True), *made.columns),
        made.row_numbers,
        [[1.0], *made.values],
    )
    findings = clean([(received(), reading(numbering))]).findings

    assert findings.select(["rule", "column_name", "row_number"]).to_pylist() == [
        {"rule": "column_unknown", "column_name": "Seragam", "row_number": None},
        {"rule": "column_unknown", "column_name": "Lambang", "row_number": None},
    ]


def test_faults_in_unknown_columns_are_found_at_their_cell() -> None:
    rows: list[Cells] = [{**GOOD, "Lain": "x"}, {**GOOD, "nama_kim": "KIM B", "Lain": CellError("#REF!")}]
    rows.append({**GOOD, "nama_kim": "KIM C", "Lain": f"NIK {NIK}"})
    findings = clean([(received(), reading(table(rows)))]).findings

    assert findings.select(["cell", "rule", "value"]).to_pylist() == [
        {"cell": None, "rule": "column_unknown", "value": "Lain"},
        {"cell": "G6", "rule": "cell_error", "value": "#REF!"},
        {"cell": "G7", "rule": "nik_found", "value": "***"},
    ]


def test_a_name_that_may_be_a_persons_is_shown_in_no_row() -> None:
    rows = [{**GOOD, "nama_kim": name} for name in ("Budi Rekaan", "Drs. H. Amir Rekaan, M.Si", "KIM Budi Rekaan")]
    cells = [
        json.loads(one or "{}")["nama_kim"]
        for one in clean([(received(), reading(table(rows)))]).rows["cells"].to_pylist()
    ]
    assert cells == ["***", "***", "KIM Budi Rekaan"]


def test_the_name_of_a_doubtful_row_is_never_shown() -> None:
    one = table([{**GOOD, "nama_kim": "Welly Rekaan"}, GOOD])
    doubted = replace(one, doubts={0: "row_doubtful"})
    rows = clean([(received(), reading(doubted))]).rows.to_pylist()
    assert "Welly" not in rows[0]["cells"]
    assert "KIM Anyelir" in rows[1]["cells"]


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
