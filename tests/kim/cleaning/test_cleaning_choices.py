import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.cleaning.choices import judge_status, judge_type
from kim.cleaning.decrees import decree_year, decree_years, judge_decree


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
    assert (judge_status(typed).value, judge_status(typed).issues) == (status, ())


def test_an_unknown_status_is_said_with_what_was_meant() -> None:
    (issue,) = judge_status("akttif").issues

    assert (issue.rule, issue.suggestion) == ("status_unknown", "aktif")
    assert [one.rule for one in judge_status("menunggu").issues] == ["status_unknown"]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("UMKM", "umkm"), ("Tani/Nelayan", "tani_nelayan"), ("tani_nelayan", "tani_nelayan"), ("Lain-lain", "lainnya")],
)
def test_kinds(typed: str, kind: str) -> None:
    assert (judge_type(typed).value, judge_type(typed).issues) == (kind, ())


def test_an_unknown_kind_becomes_null() -> None:
    assert judge_type("paguyuban seni").value is None


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


@given(st.text(max_size=30).filter(lambda text: any(map(str.isdigit, judge_decree(text).value or ""))))
def test_a_clean_decree_number_stays_as_it_is(typed: str) -> None:
    number = judge_decree(typed).value

    assert number is not None
    assert judge_decree(number).value == number


@given(st.text(alphabet="12059/-. Ttahunhh", max_size=24))
def test_the_years_of_many_are_those_of_each(number: str) -> None:
    assert decree_years([number]) == [decree_year(number) or 0]
