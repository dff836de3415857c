"""The summary says what was received, what counts, what does not and why, what to do, and where each fault is."""

import csv

import pytest

from kim.checking.check import Checked, Receipt
from kim.checking.report import listing
from kim.checking.report.lines import Line, Piece
from kim.checking.report.sentences import Facts
from kim.checking.report.summary import summary
from kim.home import REFERENCE
from kim.reading.meanings import meaning
from kim.reading.model import IgnoredRow, Reading
from tests.kim.checking.checking_made import made_checked, made_finding, made_receipt


def lines_of(checked: Checked, receipt: Receipt | None = None) -> list[Line]:
    return summary(checked, receipt, Facts("layout_kept", "Ringkasan", {"Data": "Data"}))[0]


def said(lines: list[Line]) -> str:
    return "\n".join(" | ".join(str(piece.value) for piece in line.pieces) for line in lines)


def links(lines: list[Line]) -> list[str]:
    return [piece.link for line in lines for piece in line.pieces if piece.link]


def test_counts_reasons_steps_and_links() -> None:
    lines = lines_of(made_checked(made_finding("error", "B4"), made_finding("warning", "D5")))
    shown = said(lines)
    assert "Dari 3 baris, 2 dapat dihitung dan 1 belum" in shown
    assert "1 | Data B4 | Isi B4 tidak dikenal" in shown
    assert "1. Perbaiki 1 temuan berwarna merah" in shown
    assert "1 dari 3 baris" in shown
    assert "jumlah atau rekapitulasi" in shown
    assert "ab" * 32 in shown
    assert links(lines)[0] == "'Ringkasan'!A" + str(next(row for row, line in enumerate(lines, 1) if line.header))
    assert links(lines)[-2:] == ["'Data'!B4", "'Data'!D5"]


def test_findings_stand_by_severity() -> None:
    lines = lines_of(made_checked(*(made_finding(s, "B4") for s in ("info", "warning", "error"))))
    head = next(place for place, line in enumerate(lines) if line.header)
    assert [line.pieces[0].value for line in lines[head + 1 :]] == ["Harus diperbaiki", "Perlu diperiksa", "Catatan"]


def test_a_clean_file_is_thanked_for() -> None:
    checked = made_checked(accepted_count=3, quarantined_count=0)
    assert "Semua 3 baris dapat dihitung. Terima kasih." in said(lines_of(checked))
    assert "Tidak ada temuan." in said(lines_of(checked))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"status": "rejected", "accepted_count": 0, "quarantined_count": 0}, "belum dapat diterima"),
        ({"accepted_count": 0, "quarantined_count": 3}, "belum ada yang dapat dihitung"),
        ({"accepted_count": 0, "quarantined_count": 0, "row_count": 0}, "tidak berisi satu baris pun"),
    ],
)
def test_what_became_of_the_file(given: dict[str, object], sentence: str) -> None:
    assert sentence in said(lines_of(made_checked(made_finding("error", sheet=None), **given)))


def test_a_receipt_has_its_number_moment_and_round() -> None:
    shown = said(lines_of(made_checked(made_finding("error", "B4")), made_receipt()))
    assert "Tanda terima dan hasil pemeriksaan" in shown
    assert "Nomor tanda terima | 12" in shown
    assert "2 Maret 2026 pukul 12.00 WIB" in shown
    assert "2026-1" in shown
    assert "2 sudah dihitung dan 1 belum" in shown


@pytest.mark.parametrize("status", ["held", "withdrawn", "superseded", "duplicate"])
def test_a_file_that_is_not_counted_says_why(status: str) -> None:
    shown = said(lines_of(made_checked(), made_receipt(status=status, duplicate_of=7)))
    assert "sudah dihitung dan" not in shown
    assert "{" not in shown
    assert ("bernomor tanda terima 7" in shown) == (status == "duplicate")


def test_a_judgement_by_newer_rules_is_told_apart_from_the_load() -> None:
    shown = said(lines_of(made_checked(), made_receipt(accepted_count=3, quarantined_count=0)))
    assert "menurut aturan sekarang 2 baris dihitung dan 1 belum" in shown


def test_no_finding_is_cut_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kim.checking.report.summary.SUMMARY_FINDINGS", 3)
    monkeypatch.setattr(listing, "LINKS_A_SHEET", 4)
    found = [made_finding("warning", f"B{row}") for row in range(4, 14)]
    lines, more = summary(made_checked(*found), None, Facts("layout_kept", "Ringkasan", {"Data": "Data"}))
    assert [sheet.name for sheet in more] == ["Temuan lanjutan 1", "Temuan lanjutan 2"]
    assert [len(sheet.lines) for sheet in more] == [1 + 4, 1 + 3]
    assert "7 temuan berikutnya ada di lembar Temuan lanjutan 1, Temuan lanjutan 2" in said(lines)
    assert links(lines)[-3:] + links(more[0].lines) + links(more[1].lines) == [f"'Data'!B{row}" for row in range(4, 14)]


def test_many_ignored_rows_run_on_too() -> None:
    ignored = tuple(IgnoredRow("Data", row, "note") for row in range(10, 50))
    reading = Reading("data.xlsx", "xlsx", ignored=ignored)
    lines, more = summary(made_checked(reading=reading), None, Facts("layout_kept", "Ringkasan", {"Data": "Data"}))
    assert [sheet.name for sheet in more] == ["Baris diabaikan 1"]
    assert len([link for link in links(lines) if link.startswith("'Data'")]) + len(more[0].lines) - 1 == 40


def test_sheets_that_took_another_name_are_explained() -> None:
    facts = Facts("rewritten", "Ringkasan", {"a/b.xlsx › Data": "b Data"})
    lines, _ = summary(made_checked(reading=Reading("a.zip", "zip")), None, facts)
    assert "b Data | a/b.xlsx › Data" in said(lines)


def test_no_line_could_be_taken_for_a_header_of_kim() -> None:
    found = [
        made_finding("error", "A4", column_name="nama_kim", value="NAMA KIM", suggestion="Nama Kelompok"),
        made_finding("info", sheet="KIM", column_name="nama_kim", value="nama_kim"),
    ]
    for line in lines_of(made_checked(*found)):
        meant = {meaning(str(piece.value)) for piece in line.pieces}
        assert not any(found is not None and found.field == "nama_kim" for found in meant)


@pytest.mark.parametrize("kind", ["sheet", "column", "value"])
def test_no_wording_of_the_name_is_taken_for_a_header(kind: str) -> None:
    with (REFERENCE / "header_aliases.csv").open(encoding="utf-8", newline="") as lines:
        names = [row["variant"] for row in csv.DictReader(lines) if row["field"] == "nama_kim"]
    for name in names:
        found = meaning(listing.remark(kind, name))
        assert found is None or found.field != "nama_kim", name


def test_a_long_sentence_gets_the_height_it_needs() -> None:
    short, long = Line((Piece(5, "x"),)), Line((Piece(5, "x" * 400),))
    assert long.height > 5 * short.height
