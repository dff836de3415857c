"""One row's place: the contract's outcomes, and the facts of the reference data's notes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kim.reference.regions import Regions
from tests.kim.cleaning.places_by_hand import place, rules


def test_official_names_pass_without_a_word() -> None:
    found = place("Jawa Timur", "Kota Madiun", "Taman", "Kejuron")

    assert (found.province, found.regency, found.district, found.village) == (
        "35",
        "35.77",
        "35.77.03",
        "35.77.03.1006",
    )
    assert (found.issues, found.level, found.lost) == ([], "village", False)


def test_codes_stand_for_names() -> None:
    found = place(code="35.77.03.1006")

    assert (found.village, found.level, found.issues) == ("35.77.03.1006", "village", [])
    assert place("Jawa Timur", "Kota Madiun", code="35.77.03").district == "35.77.03"
    assert rules(place("Jawa Timur", "Kota Madiun", code="99.99")) == ["code_unknown"]
    assert rules(place("Jawa Timur", "Kota Madiun", code="35.07")) == ["code_contradiction"]
    assert rules(place("Jawa Barat", code="35.07")) == ["region_contradiction"]
    assert (place(code="91.01").regency, rules(place(code="91.01"))) == ("93.01", ["code_retired"])


REGIONS = Regions.load()


@settings(max_examples=300)
@given(st.sampled_from(sorted(REGIONS.villages)), st.booleans(), st.booleans())
def test_official_names_always_come_back_as_their_own_codes(code: str, with_code: bool, upper: bool) -> None:
    names = [REGIONS.name(code[:width]) for width in (2, 5, 8, 13)]
    typed = [name.upper() if upper else name for name in names]

    found = place(*typed, code=code if with_code else "")

    assert (found.province, found.regency, found.district) == (code[:2], code[:5], code[:8])
    assert found.village == code or (rules(found)[-1:] == ["village_ambiguous"] and not with_code)
    if not upper and found.village:
        assert found.issues == []


TERMS = ["Papua", "Malang", "Taman", "Jawa Timur", "Kab", "Kabupaten", "Kota", "Kec.", "Desa", "/", ",", "(Kab.)", "35"]


CELLS = st.lists(st.sampled_from(TERMS), max_size=4).map(" ".join)


@given(*[st.text(max_size=16) | CELLS] * 5)
def test_no_cells_break_the_resolving(a: str, b: str, c: str, d: str, e: str) -> None:
    found = place(a, b, c, d, code=e)

    assert found.lost == (
        any(
            rule in ("province_unknown", "place_missing", "region_contradiction", "regency_unknown")
            for rule in rules(found)
        )
    )
    assert found.lost or found.province


def test_unknown_local_places_become_null_and_the_row_counts() -> None:
    found = place("Jawa Timur", "Kota Madiun", "Tamaan", "Kejuronn")

    assert (found.district, found.village, found.level, found.lost) == (None, None, "village", False)
    assert found.issues == [
        ("kecamatan", "district_unknown", "Taman"),
        ("desa_kelurahan", "village_unknown", "Kejuron"),
    ]


def test_a_village_in_another_district_says_which() -> None:
    found = place("Jawa Timur", "Kota Madiun", "Manguharjo", "Kejuron")

    assert found.village is None
    assert found.issues == [("desa_kelurahan", "village_unknown", "Kecamatan Taman")]


def test_a_village_is_no_key_without_its_district() -> None:
    regions = Regions.load()
    index = regions.names_in("village", "35.07")
    twice = next(codes for codes in index.exact.values() if len({code[:8] for code in codes}) > 1)

    found = place("Jawa Timur", "Kabupaten Malang", "", regions.villages[twice[0]])

    assert (found.village, rules(found)) == (None, ["village_ambiguous"])


@pytest.mark.parametrize(
    ("typed", "village"), [("Kelurahan Waena", "91.71.05.1002"), ("Kampung Waena", "91.71.05.2005")]
)
def test_desa_and_kelurahan_of_one_name_are_told_apart_by_the_word_before(typed: str, village: str) -> None:
    assert place("Papua", "Kota Jayapura", "Heram", typed).village == village
    assert rules(place("Papua", "Kota Jayapura", "Heram", "Waena")) == ["village_ambiguous"]


@pytest.mark.parametrize(
    ("cells", "village"),
    [
        (("Aceh", "Kota Sabang", "", "Gampong Kuta Barat"), "11.72.01.2007"),
        (
            ("Daerah Istimewa Yogyakarta", "Kabupaten Sleman", "Kapanewon Ngaglik", "Kalurahan Sinduharjo"),
            "34.04.12.2003",
        ),
        (("Jawa Tengah", "Kabupaten Pati", "KEC. GEMBONG", "Ds. Bermi"), "33.18.13.2001"),
        (("Sulawesi Tengah", "Kabupaten Buol", "", "Busak 2"), "72.05.10.2006"),
    ],
)
def test_local_terms_and_case_need_no_finding(cells: tuple[str, ...], village: str) -> None:
    found = place(*cells)

    assert found.village == village
    assert set(rules(found)) <= {"village_respelt"}
