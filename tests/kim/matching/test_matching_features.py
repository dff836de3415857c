"""What matching compares of a record: the words of its name, and what they say beside who it is."""

from typing import Any

import pytest

from tests.kim.matching.matching_register import Register, Row

VILLAGE = "35.15.01.2001"


@pytest.fixture
def placed(register: Register) -> Register:
    """A register in which the village is Kedung Dua, its district Tarik, its regency Sidoarjo, in Jawa Timur."""
    for relation, code, above, name in (
        ("province", "35", None, "Jawa Timur"),
        ("regency", "35.15", "35", "Sidoarjo"),
        ("district", "35.15.01", "35.15", "Tarik"),
        ("village", VILLAGE, "35.15.01", "Kedung Dua"),
    ):
        parent = {"regency": "province_code", "district": "regency_code", "village": "district_code"}.get(relation)
        columns = ["code", "name", *([parent] if parent else [])]
        values = [code, name, *([above] if parent else [])]
        register.conn.execute(
            f"insert into reference.{relation} ({', '.join(columns)}) values ({', '.join('?' * len(values))})", values
        )
    return register


def features(register: Register, *given: str | Row, columns: str = "core_key", **more: Any) -> list[Any]:
    """These columns of each record, given by its name or more; in the village unless `more` says otherwise."""
    rows = [{"name": one} if isinstance(one, str) else one for one in given]
    register.receive("a", [{"name": "KIM Melati", "village_code": VILLAGE} | more | row for row in rows])
    register.resolve()
    found = register.rows(f"select {columns} from matching.feature order by ordinal")
    return [row[0] if len(row) == 1 else row for row in found]


def test_a_name_is_its_words_without_prefix_accents_or_marks(placed: Register) -> None:
    names = ("KIM Melati", "KIG Melati", "KIK Melati", "KIKM Melati", "KKM Melati", "KIM Me'lâti", "Melati")
    assert features(placed, *names) == ["melati"] * 7


def test_the_word_for_a_place_before_and_the_village_behind_it_are_no_part_of_the_name(placed: Register) -> None:
    names = (
        "KIM Anjasmoro Desa Kedung Dua",
        "KIM Desa Kedung Dua",
        "KIM Desa Anjasmoro",
        "KIM Anjasmoro Kedung Dua",
        "KIM Anjasmoro Desa Lain",
    )
    assert features(placed, *names) == [
        "anjasmoro",
        "kedungdua",
        "anjasmoro",
        "anjasmorokedungdua",
        "anjasmorodesalain",
    ]


def test_without_a_known_village_what_follows_the_word_for_one_is_its_name(placed: Register) -> None:
    names = ("KIM Anjasmoro Desa Entah Apa", "KIM Desa Entah Apa")
    assert features(placed, *names, village_code=None, district_code="35.15.01") == ["anjasmoro", "entahapa"]


def test_a_numeral_in_a_name_is_one_however_it_is_written(placed: Register) -> None:
    numerals = {
        "II": "2",
        "2": "2",
        "02": "2",
        "tiga": "3",
        "X": "10",
        "sepuluh": "10",
        "123": "123",
        "3 I": "1+3",
        "XI": None,
        "2019": None,
        "dua": None,  # a word of the village's own name
    }
    found = features(placed, *(f"KIM Melati {written}" for written in numerals), columns="numeral")
    assert dict(zip(numerals, found, strict=True)) == numerals


def test_roman_figures_and_words_count_to_ten(placed: Register) -> None:
    placed.conn.execute("update reference.village set name = 'Tarik'")
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
    said = ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
    found = features(placed, *(f"KIM Melati {word}" for word in (*roman, *said)), columns="numeral")
    assert found == [str(number) for number in range(1, 11)] * 2


def test_a_numeral_is_no_word_of_the_name_unless_it_is_all_of_it(placed: Register) -> None:
    found = features(placed, "KIM Melati II", "KIM II", "KIM 3 Melati", columns="core_key, numeral")
    assert found == [("melati", "2"), ("ii", "2"), ("melati", "3")]


def test_a_word_that_sets_a_community_apart_is_its_kind(placed: Register) -> None:
    kinds = {
        "KIM PKK Melati": "pkk",
        "KIM PKKMelati": "pkk",
        "KIM Melati PKK": "pkk",
        "KIM Karang Taruna Melati": "karang taruna",
        "KIM Kecamatan Tarik": "kecamatan",
        "KIM Kec. Tarik": "kecamatan",
        "KIM Kab. Sidoarjo": "kabupaten",
        "KIM Kota Abc": "kota",
        "KIM Kotaabcd": "kota",
        "KIM RW Melati Posyandu": "rw+posyandu",
        "KIM Kotaabc": None,
        "KIM Kota": None,
        "KIM Melati Kecamatan": None,
        "KIM Melati": None,
    }
    found = features(placed, *kinds, columns="kind")
    assert dict(zip(kinds, found, strict=True)) == kinds


def test_a_community_may_be_called_by_its_place(placed: Register) -> None:
    names = ("KIM Kedung Dua", "KIM Desa Kedung Dua", "KIM Tarik", "KIM Sidoarjo", "KIM Jawa Timur", "KIM Melati")
    assert features(placed, *names, columns="of_place") == [True, True, True, True, True, False]


def test_words_compare_in_any_order_and_bones_without_vowels(placed: Register) -> None:
    columns = "tokens, token_key, skeleton"
    (found,) = features(placed, "KIM Taman Kreatif", columns=columns)
    assert found == (["taman", "kreatif"], "kreatif taman", "krtftmn")


def test_a_name_is_as_rare_as_its_words_together_each_counted_once(placed: Register) -> None:
    unseen, twice, two, common = features(
        placed, "KIM Wxyz", "KIM Wxyz Wxyz", "KIM Wxyz Qwrt", "KIM Jaya", columns="rarity"
    )
    assert (unseen, twice, two) == (12.0, 12.0, 24.0)
    assert 0 < common < 12


def test_a_record_is_keyed_by_the_place_of_its_own_level(placed: Register) -> None:
    rows: list[Row] = [
        {},
        {"village_code": None, "district_code": "35.15.01"},
        {"village_code": None, "regency_code": "35.15"},
        {"village_code": None, "province_code": "35"},
        {"level": "village", "village_code": None, "district_code": "35.15.01"},
    ]
    assert features(placed, *rows, columns="place_key") == [VILLAGE, "35.15.01", "35.15", "35", None]


def test_a_value_is_keyed_without_what_is_written_one_way_or_another(placed: Register) -> None:
    told: list[tuple[str, str, str, Any]] = [
        ("decree_number", "188/12 a/2024", "decree_key", "18812A2024"),
        ("decree_number", " - ", "decree_key", None),
        ("declared_kim_id", "k-ab 12", "declared_kim_id", "KAB12"),
        ("website", "https://www.Melati.blogspot.co.id/", "site_key", "melati.blogspot"),
        ("website", "http://m.melati.id?m=1", "site_key", "melati.id"),
        ("website", "melati.id/a/", "site_key", "melati.id/a"),
        ("website", "https://", "site_key", None),
        ("channels", '{"instagram":"Kim.A","x":"kim_a"}', "channel_keys", ["instagram:kim.a", "x:kim_a"]),
        ("channels", '{"whatsapp":"***"}', "channel_keys", []),
    ]
    keys = ("decree_key", "declared_kim_id", "site_key", "channel_keys")
    found = features(placed, *({field: typed} for field, typed, _, _ in told), columns=", ".join(keys))
    assert [row[keys.index(column)] for row, (_, _, column, _) in zip(found, told, strict=True)] == [
        key for *_, key in told
    ]
