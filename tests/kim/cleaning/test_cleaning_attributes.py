"""Status, kind, members and partners: known wordings have one value, and what is unknown becomes null."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.cleaning.attributes import MOST, parse_count, parse_partners, parse_status, parse_type, status_in
from kim.cleaning.masking import MASK, shown


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("Aktif", "aktif"),
        ("KURANG AKTIF", "tidak_aktif"),
        ("non-aktif", "tidak_aktif"),
        ("vakum", "tidak_aktif"),
        ("mandek", "tidak_aktif"),
        ("tidak_aktif", "tidak_aktif"),
        ("Bubar", "bubar"),
        ("Tidak aktif (ketua pindah)", "tidak_aktif"),
    ],
)
def test_status_words(typed: str, status: str) -> None:
    assert (parse_status(typed).value, parse_status(typed).issues) == (status, ())


def test_an_unknown_status_is_said_with_what_was_meant() -> None:
    (issue,) = parse_status("akttif").issues

    assert (issue.rule, issue.suggestion) == ("status_unknown", "aktif")
    assert [one.rule for one in parse_status("menunggu").issues] == ["status_unknown"]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("UMKM", "umkm"), ("Tani/Nelayan", "tani_nelayan"), ("tani_nelayan", "tani_nelayan"), ("Lain-lain", "lainnya")],
)
def test_kinds(typed: str, kind: str) -> None:
    assert (parse_type(typed).value, parse_type(typed).issues) == (kind, ())


def test_an_unknown_kind_becomes_null() -> None:
    assert parse_type("paguyuban seni").value is None


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Tidak, sudah vakum", "tidak_aktif"),
        ("Ya, masih aktif", "aktif"),
        ("Sudah bubar 2020", "bubar"),
        ("dulu vakum, sekarang aktif lagi", "aktif"),
        ("Tidak", "tidak_aktif"),
        ("tidak aktif sejak 2019", "tidak_aktif"),
    ],
)
def test_sentences(text: str, state: str) -> None:
    assert parse_status(text).value == state


@pytest.mark.parametrize("text", ["Ketua tidak aktif", "aktif / tidak aktif", "SK dalam proses"])
def test_what_says_no_state_of_the_community(text: str) -> None:
    assert status_in(text) is None


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("25", 25),
        ("25 orang", 25),
        ("1.031", 1031),
        ("4,114", 4114),
        ("25 (dua puluh lima) orang", 25),
        ("25,0", 25),
        ("٢٥", 25),
    ],
)
def test_a_count_is_a_whole_number(typed: str, count: int) -> None:
    assert (parse_count(typed).value, parse_count(typed).issues) == (count, ())


@pytest.mark.parametrize(("typed", "count"), [("±30", 30), ("± 30 orang", 30), ("kurang lebih 30", 30), ("30+", 30)])
def test_an_estimate_is_kept_and_said(typed: str, count: int) -> None:
    verdict = parse_count(typed)

    assert (verdict.value, [issue.rule for issue in verdict.issues]) == (count, ["count_approximate"])


@pytest.mark.parametrize("typed", ["30-40", "-5", "0", "banyak", "1.5", "2.5", "999999999", "L: 10, P: 15", "½"])
def test_what_is_not_one_number_becomes_null(typed: str) -> None:
    assert [issue.rule for issue in parse_count(typed).issues] == ["count_invalid"]


@given(st.integers(1, MOST))
def test_a_clean_count_stays_as_it_is(count: int) -> None:
    assert (parse_count(str(count)).value, parse_count(str(count)).issues) == (count, ())
    assert parse_count(f"{count:,}".replace(",", ".")).value == count


@pytest.mark.parametrize(
    ("typed", "partners", "rules"),
    [
        ("PT Contoh Rekaan", "PT Contoh Rekaan", []),
        ("PT Contoh;  Kampung Siaga ;PT Contoh", "PT Contoh; Kampung Siaga", []),
        ("1. Bank Rekaan\n2. Radio Contoh FM", "Bank Rekaan; Radio Contoh FM", []),
        ("- Diskominfo\n- PKK", "Diskominfo; PKK", []),
        ("Bank Rekaan, Budi Santoso", "Bank Rekaan", ["partner_person"]),
        ("Budi Santoso", None, ["partner_person"]),
        ("Bpk. Budi Santoso, S.Kom", None, ["partner_person"]),
        ("Bank Rekaan 081234567890", "Bank Rekaan", []),
        ("-;-", None, []),
    ],
)
def test_partners_stand_on_one_line_without_people(typed: str, partners: str | None, rules: list[str]) -> None:
    verdict = parse_partners(typed)
    assert verdict.value == partners
    assert [issue.rule for issue in verdict.issues] == rules


@given(st.text())
def test_what_was_taken_is_taken_again_as_it_stands(text: str) -> None:
    once = parse_partners(text).value
    assert once is None or parse_partners(once).value == once


def test_a_cell_that_names_a_person_among_its_partners_is_masked() -> None:
    assert shown("kemitraan", "Bank Rekaan; Budi Santoso") == MASK
    assert shown("kemitraan", "Bank Rekaan; Kampung Siaga") == "Bank Rekaan; Kampung Siaga"
