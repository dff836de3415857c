import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.cleaning.masking import (
    ADDRESSES,
    CODES,
    MASK,
    find_nik,
    may_be_personal,
    shown,
    surely_shown,
    without_contacts,
    without_nik,
)

NIK = "3515010101900001"


@pytest.mark.parametrize("text", [NIK, f"NIK {NIK}", f"NIK:{NIK}.", "3515 0101 0190 0001", "3515.0101.0190.0001"])
def test_a_nik_is_found_in_any_text(text: str) -> None:
    assert find_nik(text)
    assert shown("status", text) == MASK
    assert not any(char.isdigit() for char in without_nik(text).replace(MASK, ""))


@pytest.mark.parametrize(
    "text", ["351501200101", "35150101019000011", "489/07/401.403.6/2014", "2019-05-12 2020-01-01"]
)
def test_other_numbers_are_no_nik(text: str) -> None:
    assert not find_nik(text)


def test_a_long_number_in_an_address_is_a_nik_only_if_built_like_one() -> None:
    assert not find_nik("facebook.com/profile.php?id=1000999999999999", in_address=True)
    assert find_nik(f"facebook.com/{NIK}", in_address=True)


@pytest.mark.parametrize("text", ["081234567890", "0812-3456-7890", "+62 812 3456 7890", "81234567890", "a@contoh.id"])
def test_contacts_in_any_column_are_masked(text: str) -> None:
    assert shown("status", text) == MASK
    assert shown("nama_kim", f"KIM Melati {text}") == MASK
    assert without_contacts(f"KIM Melati ({text})") == "KIM Melati"


@pytest.mark.parametrize("field", ["nama_ketua", "nomor_hp", "email", "alamat"])
def test_personal_columns_are_always_masked(field: str) -> None:
    assert shown(field, "apa saja") == MASK


@pytest.mark.parametrize("text", ["Budi", "an. Siti", "Jl. Mawar 5", "lahir 12 Mei 1990", "0812345", "kode 123456"])
def test_free_text_is_masked_unless_known_to_be_harmless(text: str) -> None:
    assert may_be_personal(text)
    assert shown(None, text) == shown("keterangan", text) == MASK


@pytest.mark.parametrize("text", ["Aktif", "SK dalam proses", "7", "2019", "-", "Juara II tingkat kabupaten 2019"])
def test_harmless_notes_stay(text: str) -> None:
    assert shown("keterangan", text) == text


@pytest.mark.parametrize(
    ("field", "text"),
    [("kode_wilayah", "8101012001"), ("nomor_id_kim", "810101200101"), ("nomor_sk", "489/07/401.403.6/2014")],
)
def test_codes_are_no_phones(field: str, text: str) -> None:
    assert shown(field, text) == text


@given(st.text(max_size=40), st.sampled_from([NIK, "081234567890", "ketua@contoh.id"]), st.text(max_size=10))
def test_no_contact_is_shown_beside_other_text(before: str, contact: str, after: str) -> None:
    text = f"{before} {contact} {after}"

    assert shown("nama_kim", text) == MASK
    assert contact not in without_contacts(text)


def test_a_choice_shows_words_that_may_stand_for_one_alone() -> None:
    assert shown("status", "Budi Rekaan Santoso") == MASK
    assert shown("status", "kurang aktip") == "kurang aktip"
    assert shown("jenis_komunitas", "UMKM") == "UMKM"


@pytest.mark.parametrize("field", sorted(CODES | ADDRESSES))
@given(st.data())
def test_what_is_surely_shown_is_shown(field: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex((surely_shown(field) or "").replace("$", r"\Z")))

    assert shown(field, text) == text


@pytest.mark.parametrize("field", ["nama_kim", "nomor_sk", "kecamatan", None])
def test_in_whose_name_a_thing_is_given_is_not_shown(field: str | None) -> None:
    assert shown(field, "KIM Mawar a.n. Rekaan Sari") == MASK


def test_what_is_shown_keeps_its_blanks_and_writes_out_what_is_not_seen() -> None:
    assert shown("nama_kim", "KIM\u00a0Melati") == "KIM\u00a0Melati"
    assert shown("nama_kim", "KIM\nMelati") == "KIM\nMelati"
    assert shown("nama_kim", "KIM \u202eMelati\x1b[2J") == r"KIM \u202eMelati\x1b[2J"
