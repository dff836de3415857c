"""Numbers that others gave a community: decrees, ids, labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.cleaning.identifiers import (
    decree_year,
    decree_years,
    parse_decree,
    parse_kim_id,
    parse_label,
    parse_site_number,
)


@pytest.mark.parametrize(
    ("number", "year"),
    [
        ("489/07/401.403.6/2014", 2014),
        ("SK Lurah Kemiri Nomor 17 Tahun 2023", 2023),
        ("487.12/228/2019", 2019),
        ("489/2014/07", None),
        ("17", None),
        ("20/2014 jo. Tahun 2016", 2016),
    ],
)
def test_the_year_in_a_decree_number(number: str, year: int | None) -> None:
    assert decree_year(number) == year
    assert decree_years([number, None]) == [year or 0, 0]


@given(st.text(max_size=30).filter(lambda text: any(map(str.isdigit, parse_decree(text).value or ""))))
def test_a_clean_decree_number_stays_as_it_is(typed: str) -> None:
    number = parse_decree(typed).value

    assert number is not None
    assert parse_decree(number).value == number


@given(st.text(alphabet="12059/-. Ttahunhh", max_size=24))
def test_the_years_of_many_are_those_of_each(number: str) -> None:
    assert decree_years([number]) == [decree_year(number) or 0]


@pytest.mark.parametrize("text", ["Ada", "belum ber-SK", "√"])
def test_a_decree_without_a_number_is_none(text: str) -> None:
    verdict = parse_decree(text)
    assert verdict.value is None
    assert [issue.rule for issue in verdict.issues] == ["decree_no_number"]


def test_labels_and_numbers_of_others() -> None:
    assert parse_label("https://Anyelir.kim.id/").value == "anyelir"
    assert parse_label("kim anyelir").value == "kim anyelir"
    assert parse_site_number("3515.012.001.01").value == "351501200101"
    assert [issue.rule for issue in parse_site_number("12345").issues] == ["site_number_invalid"]
    assert parse_kim_id(" KIM-AB12 C ").value == "KIM-AB12C"


@pytest.mark.parametrize(
    "typed",
    [
        "0812-3456-7890",
        "(0812) 3456 7890",
        "0812_3456_7890",
        "siti [at] contoh [dot] id",
        "siti@contoh.id",
        "3578014107850001",
    ],
)
def test_a_label_that_reads_as_a_contact_is_left_empty_with_a_word(typed: str) -> None:
    verdict = parse_label(typed)
    assert verdict.value is None
    assert [issue.rule for issue in verdict.issues] == ["label_personal"]


@pytest.mark.parametrize("typed", ["188/081234567890/2020", "188-081234567890-2020", "188/+6281234567890/2020"])
def test_a_phone_within_a_decrees_number_is_cut_out(typed: str) -> None:
    assert "81234567890" not in (parse_decree(typed).value or "")
