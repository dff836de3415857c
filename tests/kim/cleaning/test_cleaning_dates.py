from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.cleaning.dates import judge_date
from kim.reading.model import CellValue, text_of


@pytest.mark.parametrize(
    ("raw", "first", "precision"),
    [
        ("17-08-2019", date(2019, 8, 17), "day"),
        ("17/8/2019", date(2019, 8, 17), "day"),
        ("17.08.19", date(2019, 8, 17), "day"),
        ("05/06/2019", date(2019, 6, 5), "day"),
        ("17 Agustus 2019", date(2019, 8, 17), "day"),
        ("17 Agt 2019", date(2019, 8, 17), "day"),
        ("17-Nop-19", date(2019, 11, 17), "day"),
        ("17 August 2019", date(2019, 8, 17), "day"),
        ("August 17, 2019", date(2019, 8, 17), "day"),
        ("Senin, 12 Mei 2019", date(2019, 5, 12), "day"),
        ("Sidoarjo, 12 Mei 2019", date(2019, 5, 12), "day"),
        ("2019-05-12", date(2019, 5, 12), "day"),
        ("2019-05-12 00:00:00", date(2019, 5, 12), "day"),
        ("20190512", date(2019, 5, 12), "day"),
        (datetime(2019, 5, 12), date(2019, 5, 12), "day"),
        (date(2019, 5, 12), date(2019, 5, 12), "day"),
        (43597, date(2019, 5, 12), "day"),
        (43597.0, date(2019, 5, 12), "day"),
        ("43597", date(2019, 5, 12), "day"),
        (2019, date(2019, 1, 1), "year"),
        ("2019.0", date(2019, 1, 1), "year"),
        ("43597.5", date(2019, 5, 12), "day"),
        (2019.0, date(2019, 1, 1), "year"),
        ("2019", date(2019, 1, 1), "year"),
        ("Tahun 2019", date(2019, 1, 1), "year"),
        ("Mei 2019", date(2019, 5, 1), "month"),
        ("05/2019", date(2019, 5, 1), "month"),
        ("2019-05", date(2019, 5, 1), "month"),
        ("2019.05", date(2019, 5, 1), "month"),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(raw: CellValue, first: date, precision: str) -> None:
    verdict = judge_date(raw, text_of(raw))

    assert verdict.issues == ()
    assert verdict.value is not None
    assert (verdict.value.first, verdict.value.precision) == (first, precision)


@pytest.mark.parametrize(
    "raw",
    ["31/02/2019", "45/13/2018", "30 Februari 2020", "2019-2021", "besok", "0", 12, 0.5, True, "1/1/1800", 1e12, "²"],
)
def test_what_is_no_date_becomes_null(raw: CellValue) -> None:
    verdict = judge_date(raw, text_of(raw))

    assert (verdict.value, [issue.rule for issue in verdict.issues]) == (None, ["date_invalid"])


def test_a_month_above_twelve_shows_that_the_month_came_first() -> None:
    verdict = judge_date("08/17/2019", "08/17/2019")

    assert verdict.value is not None
    assert verdict.value.first == date(2019, 8, 17)
    assert [issue.rule for issue in verdict.issues] == ["date_swapped"]


@pytest.mark.parametrize(
    ("typed", "first", "precision"),
    [("12-15 Maret 2019", date(2019, 3, 1), "month"), ("Maret - Mei 2019", date(2019, 1, 1), "year")],
)
def test_a_range_keeps_what_both_ends_share(typed: str, first: date, precision: str) -> None:
    verdict = judge_date(typed, typed)

    assert verdict.value is not None
    assert (verdict.value.first, verdict.value.precision) == (first, precision)
    assert [issue.rule for issue in verdict.issues] == ["date_range"]


@given(st.dates(date(1945, 1, 1), date(2100, 1, 1)))
def test_a_clean_date_stays_as_it_is(day: date) -> None:
    verdict = judge_date(day.isoformat(), day.isoformat())

    assert verdict.value is not None
    assert (verdict.value.first, verdict.value.precision, verdict.issues) == (day, "day", ())


@given(st.text(max_size=24) | st.floats(allow_nan=False) | st.integers())
def test_no_cell_breaks_the_reading_of_dates(raw: str | float) -> None:
    verdict = judge_date(raw, text_of(raw))

    assert (verdict.value is None) == any(issue.rule == "date_invalid" for issue in verdict.issues)
