"""District and village inside what is known above them."""

import pytest

from kim.reference.regions import Regions
from tests.kim.cleaning.places_by_hand import place, rules


def test_unknown_local_places_become_null_and_the_row_counts() -> None:
    found = place("Jawa Timur", "Kota Madiun", "Tamaan", "Kejuronn")

    assert (found.district, found.village, found.level, found.lost) == (None, None, "village", False)
    assert found.says == [
        ("kecamatan", "district_unknown", "Taman"),
        ("desa_kelurahan", "village_unknown", "Kejuron"),
    ]


def test_a_village_in_another_district_says_which() -> None:
    found = place("Jawa Timur", "Kota Madiun", "Manguharjo", "Kejuron")

    assert found.village is None
    assert found.says == [("desa_kelurahan", "village_unknown", "Kecamatan Taman")]


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
