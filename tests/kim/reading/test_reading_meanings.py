"""Columns are recognised by meaning, in any case, order and wording."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.home import REFERENCE
from kim.reading.meanings import fold_header, meaning, meaning_under


def _aliases() -> list[dict[str, str]]:
    with (REFERENCE / "header_aliases.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_each_alias_is_understood_in_any_case_and_with_dots() -> None:
    for row in _aliases():
        for text in (row["variant"], row["variant"].upper(), row["variant"].replace(" ", "_"), f" {row['variant']} :"):
            found = meaning(text)
            assert found, text
            assert found.field == row["field"], text


def test_no_wording_stands_for_two_columns() -> None:
    seen: dict[str, str] = {}
    for row in _aliases():
        assert seen.setdefault(fold_header(row["variant"]), row["field"]) == row["field"], row


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Nama KIM", "nama_kim"),
        ("NAMA KELOMPOK", "nama_kim"),
        ("Kab/Kota", "kabupaten_kota"),
        ("Kabupaten / Kota", "kabupaten_kota"),
        ("Desa/Kel.", "desa_kelurahan"),
        ("No. HP Ketua", "nomor_hp"),
        ("Nomor Telepon/WA", "nomor_hp"),
        ("Tgl Berdiri", "tanggal_berdiri"),
        ("Tahun Pembentukan", "tanggal_berdiri"),
        ("Jml Anggota", "jumlah_anggota"),
        ("No SK", "nomor_sk"),
        ("No.", "nomor_urut"),
        ("Tanggal Berdiri (dd/mm/yyyy) *", "tanggal_berdiri"),
        ("Alamat\nSekretariat", "alamat"),
        ("Kapanewon/Kemantren", "kecamatan"),
        ("Nomor ID KIM", "nomor_id_kim"),
        ("ID_KIM", "id_kim"),
    ],
)
def test_usual_wordings(header: str, field: str) -> None:
    found = meaning(header)
    assert found
    assert found.field == field


@pytest.mark.parametrize(
    ("group", "text", "field"),
    [
        ("SK", "Nomor", "nomor_sk"),
        ("SK", "Tanggal", "tanggal_sk"),
        ("Ketua", "Nama", "nama_ketua"),
        ("Kontak", "HP", "nomor_hp"),
        ("Alamat", "Desa", "desa_kelurahan"),
        ("KIM", "Nama", "nama_kim"),
        ("Media Sosial", "FB", "facebook"),
    ],
)
def test_sub_headers_mean_what_they_mean_under_their_group(group: str, text: str, field: str) -> None:
    found = meaning_under(group, text)
    assert found
    assert found.field == field


@pytest.mark.parametrize("text", ["KIM Anyelir", "Waru", "Luas Sekretariat", "", "x" * 500])
def test_other_texts_mean_nothing(text: str) -> None:
    assert meaning(text) is None


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_header(fold_header(text)) == fold_header(text)


def test_a_group_that_only_gathers_leaves_its_columns_their_own_meaning() -> None:
    found = [meaning_under("Kontak", text) for text in ("Ketua", "No. HP", "Email")]
    assert [each.field if each else None for each in found] == ["nama_ketua", "nomor_hp", "email"]
    under_phone = meaning_under("No. HP", "Ketua")
    assert under_phone is not None
    assert under_phone.field == "nomor_hp"
