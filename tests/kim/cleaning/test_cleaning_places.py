"""Where a row is: the contract's outcomes, and the facts of the reference data's notes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kim.cleaning.context import NOWHERE, Context
from kim.cleaning.place import Place, PlaceCells
from kim.cleaning.places import Resolver, said
from kim.cleaning.region_codes import dotted
from kim.cleaning.region_names import find_province, find_regencies
from kim.cleaning.regions import Regions


def place(*names: str, code: str = "", within: Context = NOWHERE) -> Place:
    """The place of a row: province, regency, district, village, as many as are given."""
    province, regency, district, village = (*names, "", "", "", "")[:4]
    cells = PlaceCells(
        said(province),
        said(regency),
        said(district),
        said(village),
        dotted(code, code) if code else None,
        said(code),
        within,
    )
    return Resolver(cells, (province, regency)).resolve()


def rules(found: Place) -> list[str]:
    return sorted(rule for _, rule, _ in found.says)


def test_official_names_pass_without_a_word() -> None:
    found = place("Jawa Timur", "Kota Madiun", "Taman", "Kejuron")

    assert (found.province, found.regency, found.district, found.village) == (
        "35",
        "35.77",
        "35.77.03",
        "35.77.03.1006",
    )
    assert (found.says, found.level, found.lost) == ([], "village", False)


ALIASES = {
    "11": "NAD|Nanggroe Aceh Darussalam",
    "12": "Sumut|Sumatra Utara",
    "13": "Sumbar",
    "16": "Sumsel",
    "19": "Babel|Kep. Babel|Bangka Belitung|Kep. Bangka Belitung",
    "21": "Kepri|Kep. Riau",
    "31": "DKI|DKJ|Jakarta|D.K.I. Jakarta|Daerah Khusus Ibukota Jakarta|Daerah Khusus Jakarta",
    "32": "Jabar",
    "33": "Jateng",
    "34": "DIY|D.I.Y.|DI Yogyakarta|D.I. Yogyakarta|Jogja|Jogjakarta|Yogyakarta",
    "35": "Jatim|JAWA  TIMUR|jawatimur|35 - Jawa Timur|35",
    "52": "NTB|N.T.B.",
    "53": "NTT",
    "61": "Kalbar",
    "62": "Kalteng",
    "63": "Kalsel",
    "64": "Kaltim",
    "65": "Kaltara",
    "71": "Sulut",
    "72": "Sulteng",
    "73": "Sulsel",
    "74": "Sultra",
    "76": "Sulbar",
    "82": "Malut",
}


@pytest.mark.parametrize(
    ("code", "alias"), [(code, alias) for code, line in ALIASES.items() for alias in line.split("|")]
)
@pytest.mark.parametrize("before", ["", "Prov. ", "Provinsi ", "PROV "])
def test_province_aliases(code: str, alias: str, before: str) -> None:
    assert find_province(before + alias) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [("Papua", "91"), ("Riau", "14"), ("Maluku", "81"), ("Kepulauan Riau", "21"), ("Papua Barat", "92")],
)
def test_a_name_that_begins_another_is_itself(name: str, code: str) -> None:
    assert find_province(name) == code


@pytest.mark.parametrize("name", ["Papua Bar", "Jawa", "Sumatera", "Kalimantan", "Maluku Utar", ""])
def test_the_beginning_of_a_name_is_no_name(name: str) -> None:
    assert find_province(name) is None


REGENCIES = {
    "64.02": "Kukar",
    "64.09": "PPU",
    "62.02": "Kotim",
    "63.04": "Batola",
    "63.07": "HST",
    "63.08": "HSU",
    "63.06": "HSS",
    "12.16": "Humbahas",
    "12.18": "Sergai|Serdangbedagai",
    "12.07": "Deliserdang|Kab. Deliserdang",
    "12.22": "Labusel",
    "12.23": "Labura",
    "62.13": "Bartim",
    "52.08": "KLU",
    "52.01": "Lobar",
    "52.02": "Loteng",
    "34.03": "Gunung Kidul|GUNUNGKIDUL",
    "34.01": "Kulonprogo|Kab. Kulon Progo",
    "13.07": "50 Kota|Kabupaten 50 Kota|Lima Puluh Kota",
    "73.10": "Pangkep",
    "16.02": "OKI",
    "16.01": "OKU",
    "16.06": "Muba",
    "72.04": "Tolitoli|Toli-toli",
    "63.02": "Kotabaru|Kota Baru|Kab. Kotabaru",
    "12.74": "Tanjung Balai|Tanjungbalai|Kota Tj. Balai",
    "31.01": "Kepulauan Seribu|Kab. Adm. Kep. Seribu|Kab Kepulauan Seribu",
    "31.71": "Jakarta Pusat|Kota Jakarta Pusat|Kota Adm. Jakarta Pusat",
    "71.09": "Kepulauan Siau Tagulandang Biaro|Kep. Siau Tagulandang Biaro",
    "73.13": "Kab.Wajo|KABUPATENWAJO",
    "35.15": "35.15|3515|Sidoarjo (Kab.)|Kab. Sidoarjo, Jawa Timur|Sidoarjo, Jatim",
    "35.73": "Malang (Kota)|Kota Malang, Jatim",
}


@pytest.mark.parametrize(
    ("code", "name"), [(code, name) for code, line in REGENCIES.items() for name in line.split("|")]
)
def test_regency_names_and_aliases(code: str, name: str) -> None:
    assert find_regencies(name) == (code,)


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
    assert ("kabupaten_kota", "regency_unknown", "Kabupaten Sidoarjo") in found.says


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
    assert found.says == [("provinsi", "place_missing", "Kabupaten Badung, Bali")]
    assert rules(place()) == ["place_missing"]


def test_a_contradiction_is_one_finding_whatever_lies_below() -> None:
    found = place("Jawa Barat", "Kota Madiun", "Taman", "Kejuron")

    assert (rules(found), found.lost) == (["region_contradiction"], True)
    assert rules(place("Jawa Barat", "Kabupaten Banjar")) == ["region_contradiction"]


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
    index = regions.villages_in("35.07")
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


def test_codes_stand_for_names() -> None:
    found = place(code="35.77.03.1006")

    assert (found.village, found.level, found.says) == ("35.77.03.1006", "village", [])
    assert place("Jawa Timur", "Kota Madiun", code="35.77.03").district == "35.77.03"
    assert rules(place("Jawa Timur", "Kota Madiun", code="99.99")) == ["code_unknown"]
    assert rules(place("Jawa Timur", "Kota Madiun", code="35.07")) == ["code_contradiction"]
    assert rules(place("Jawa Barat", code="35.07")) == ["region_contradiction"]
    assert (place(code="91.01").regency, rules(place(code="91.01"))) == ("93.01", ["code_retired"])


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("35.15", "35.15"),
        (35.15, "35.15"),
        (35.1, "35.10"),
        (3515, "35.15"),
        (3515.0, "35.15"),
        ("3515012001", "35.15.01.2001"),
        ("351501", "35.15.01"),
        (3515012001.0, "35.15.01.2001"),
        ("35.15.1.2001", "35.15.01.2001"),
        ("35", "35"),
        ("35.15 - Kabupaten Sidoarjo", "35.15"),
        (35.0, "35"),
        ("35.1", None),
        ("abc", None),
        ("3515010", None),
    ],
)
def test_codes_come_in_many_forms(raw: str | float, code: str | None) -> None:
    from kim.cleaning.text import text_of

    assert dotted(raw, text_of(raw)) == code


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
        assert found.says == []


@given(*[st.text(max_size=16) | st.sampled_from(["Papua", "Malang", "Taman", "Jawa Timur"])] * 5)
def test_no_cells_break_the_resolving(a: str, b: str, c: str, d: str, e: str) -> None:
    found = place(a, b, c, d, code=e)

    assert found.lost == (
        any(
            rule in ("province_unknown", "place_missing", "region_contradiction", "regency_unknown")
            for rule in rules(found)
        )
    )
    assert found.lost or found.province
