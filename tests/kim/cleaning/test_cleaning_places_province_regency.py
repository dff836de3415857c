"""Province and regency of a row: by their cells, else by what else the row and its file say."""

import pytest

from kim.reference.context import Context
from kim.reference.regions import Regions
from tests.kim.cleaning.places_by_hand import place, rules


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ("KOTA MADIUN", "regency_corrected"),
        ("Kota  Madiun", "regency_corrected"),
        ("Kodya Madiun", "regency_corrected"),
        ("Kota Madium", "regency_unknown"),
        ("Zanzibar", "regency_unknown"),
        ("Kabupaten Magelang", "region_contradiction"),
    ],
)
def test_a_regency_off_the_official_name(typed: str, rule: str) -> None:
    assert rules(place("Jawa Timur", typed)) == [rule]


def test_a_guess_is_suggested_and_never_taken() -> None:
    found = place("Jawa Timur", "Kabupaten Sidoarjoo", "Taman")

    assert found.lost
    assert found.regency is None
    assert ("kabupaten_kota", "regency_unknown", "Kabupaten Sidoarjo") in found.issues


@pytest.mark.parametrize(
    ("cells", "regency", "rule"),
    [
        (("Jawa Timur", "Malang", "Lawang"), "35.07", "regency_settled"),
        (("Jawa Timur", "Malang", "Klojen"), "35.73", "regency_settled"),
        (("Jawa Timur", "Malang", "", "Rampalcelaket"), "35.73", "regency_settled"),
        (("Jawa Timur", "Malang"), "35.07", "regency_ambiguous"),
        (("Jawa Barat", "Banjar"), "32.79", "regency_corrected"),
        (("Kalimantan Selatan", "Banjar"), "63.03", "regency_corrected"),
    ],
)
def test_a_bare_name_that_is_both(cells: tuple[str, ...], regency: str, rule: str) -> None:
    found = place(*cells)

    assert (found.regency, rules(found)) == (regency, [rule])


def test_the_title_settles_a_bare_name_after_district_and_village() -> None:
    within = Context("35", "35.73")

    assert place("Jawa Timur", "Malang", within=within).regency == "35.73"
    assert place("Jawa Timur", "Malang", "Lawang", within=within).regency == "35.07"


def test_every_bare_name_of_the_reference_that_is_both_is_settled_or_flagged() -> None:
    regions = Regions.load()
    bare = [name.split(" ", 1)[1] for name in regions.regencies.values()]
    both = {name for name in bare if bare.count(name) == 2}

    assert len(both) == 26
    for name in both:
        found = place("", name)
        assert not found.lost
        assert "regency_ambiguous" in rules(found)
        assert regions.regencies[str(found.regency)].startswith("Kabupaten")


@pytest.mark.parametrize(
    ("province", "regency", "code"),
    [
        ("Papua", "Kabupaten Merauke", "93.01"),
        ("Papua", "Kabupaten Nabire", "94.01"),
        ("Papua Barat", "Kota Sorong", "96.71"),
    ],
)
def test_a_split_province_under_its_old_name(province: str, regency: str, code: str) -> None:
    found = place(province, regency)

    assert (found.regency, found.province, rules(found)) == (code, code[:2], ["province_split"])


def test_an_empty_province_is_fixed_by_the_regency_or_the_title() -> None:
    assert rules(place("", "Kota Madiun")) == ["province_filled"]
    assert rules(place("", "", within=Context("35", "35.77"))) == ["province_filled", "regency_filled"]
    assert place("", "", within=Context("35", "35.77")).level == "regency"
    assert rules(place("-", "Kota Madiun")) == ["province_filled"]


def test_an_empty_regency_is_taken_from_the_only_district_or_village() -> None:
    assert (
        place("Jawa Timur", "", "Taman", "Kejuron").regency,
        rules(place("Jawa Timur", "", "Taman", "Kejuron")),
    ) == (
        "35.77",
        ["regency_filled"],
    )
    assert rules(place("Jawa Timur", "", "Taman")) == ["regency_missing"]
    assert rules(place("Jawa Timur")) == ["regency_missing"]
    assert place("Jawa Timur").level == "province"


def test_no_place_at_all_is_quarantined_with_what_a_village_would_suggest() -> None:
    found = place("", "", "", "Sulangai")

    assert found.lost
    assert found.issues == [("provinsi", "place_missing", "Kabupaten Badung, Bali")]
    assert rules(place()) == ["place_missing"]


def test_a_contradiction_is_one_finding_whatever_lies_below() -> None:
    found = place("Jawa Barat", "Kota Madiun", "Taman", "Kejuron")

    assert (rules(found), found.lost) == (["region_contradiction"], True)
    assert rules(place("Jawa Barat", "Kabupaten Banjar")) == ["region_contradiction"]
