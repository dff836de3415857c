import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.cleaning.counts import MOST, judge_count


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
    assert (judge_count(typed).value, judge_count(typed).issues) == (count, ())


@pytest.mark.parametrize(("typed", "count"), [("±30", 30), ("± 30 orang", 30), ("kurang lebih 30", 30), ("30+", 30)])
def test_an_estimate_is_kept_and_said(typed: str, count: int) -> None:
    verdict = judge_count(typed)

    assert (verdict.value, [issue.rule for issue in verdict.issues]) == (count, ["count_approximate"])


@pytest.mark.parametrize("typed", ["30-40", "-5", "0", "banyak", "1.5", "2.5", "999999999", "L: 10, P: 15", "½"])
def test_what_is_not_one_number_becomes_null(typed: str) -> None:
    assert [issue.rule for issue in judge_count(typed).issues] == ["count_invalid"]


@given(st.integers(1, MOST))
def test_a_clean_count_stays_as_it_is(count: int) -> None:
    assert (judge_count(str(count)).value, judge_count(str(count)).issues) == (count, ())
    assert judge_count(f"{count:,}".replace(",", ".")).value == count
