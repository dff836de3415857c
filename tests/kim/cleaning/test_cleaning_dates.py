import math
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.cleaning.dates import parse_date
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
        ("awal Mei 2019", date(2019, 5, 1), "month"),
        ("sejak tahun 2019", date(2019, 1, 1), "year"),
        (25_569, date(1970, 1, 1), "day"),
        (79_999, date(2119, 1, 10), "day"),
        ("25569", date(1970, 1, 1), "day"),
        (1945, date(1945, 1, 1), "year"),
        (2199, date(2199, 1, 1), "year"),
        ("1/1/1945", date(1945, 1, 1), "day"),
        ("31/12/2199", date(2199, 12, 31), "day"),
        (20190512, date(2019, 5, 12), "day"),
        (20190512.0, date(2019, 5, 12), "day"),
        ("17/8/59", date(2059, 8, 17), "day"),
        ("17/8/60", date(1960, 8, 17), "day"),
        ("17 Agt 45", date(2045, 8, 17), "day"),
        ("12/12/2019", date(2019, 12, 12), "day"),
        ("2019-05-12 08:30", date(2019, 5, 12), "day"),
        ("August 17th, 2019", date(2019, 8, 17), "day"),
        (" " * 180 + "12 Mei 2019", date(2019, 5, 12), "day"),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(raw: CellValue, first: date, precision: str) -> None:
    verdict = parse_date(raw, text_of(raw))

    assert verdict.issues == ()
    assert verdict.value is not None
    assert (verdict.value.first, verdict.value.precision) == (first, precision)


@pytest.mark.parametrize(
    "raw",
    [
        *(
            "31/02/2019",
            "45/13/2018",
            "30 Februari 2020",
            "2019-2021",
            "besok",
            "0",
            12,
            0.5,
            True,
            "1/1/1800",
            1e12,
            "²",
        ),
        *(25_568, 80_000, 1944, 2200, "1/1/1944", "1/1/2200", 2019.5, time(10, 11, 12), timedelta(days=43597)),
        *("Mei awal 2019", "17-12 Maret 2019", "0-15 Maret 2019", "12-12 Maret 2019", "12-32 Maret 2019", "Meii 2019"),
        *(math.inf, 9_999_999, "13/13/2019", "tahun 0999", "25568", "80000", " " * 200 + "2019", "2019-13"),
    ],
)
def test_what_is_no_date_becomes_null(raw: CellValue) -> None:
    verdict = parse_date(raw, text_of(raw))

    assert (verdict.value, [issue.rule for issue in verdict.issues]) == (None, ["date_invalid"])


def test_a_month_above_twelve_shows_that_the_month_came_first() -> None:
    verdict = parse_date("08/17/2019", "08/17/2019")

    assert verdict.value is not None
    assert verdict.value.first == date(2019, 8, 17)
    assert [issue.rule for issue in verdict.issues] == ["date_swapped"]


@pytest.mark.parametrize(
    ("typed", "first", "precision"),
    [("12-15 Maret 2019", date(2019, 3, 1), "month"), ("Maret - Mei 2019", date(2019, 1, 1), "year")],
)
def test_a_range_keeps_what_both_ends_share(typed: str, first: date, precision: str) -> None:
    verdict = parse_date(typed, typed)

    assert verdict.value is not None
    assert (verdict.value.first, verdict.value.precision) == (first, precision)
    assert [issue.rule for issue in verdict.issues] == ["date_range"]


@given(st.dates(date(1945, 1, 1), date(2100, 1, 1)))
def test_a_clean_date_stays_as_it_is(day: date) -> None:
    verdict = parse_date(day.isoformat(), day.isoformat())

    assert verdict.value is not None
    assert (verdict.value.first, verdict.value.precision, verdict.issues) == (day, "day", ())


@given(st.text(max_size=24) | st.floats(allow_nan=False) | st.integers())
def test_no_cell_breaks_the_reading_of_dates(raw: str | float) -> None:
    verdict = parse_date(raw, text_of(raw))

    assert (verdict.value is None) == any(issue.rule == "date_invalid" for issue in verdict.issues)


def test_a_time_and_a_mistyped_year_are_no_dates() -> None:
    assert parse_date(time(10, 30), "10:30:00").value is None
    assert parse_date(20019.0, "20019").value is None


@pytest.mark.parametrize("typed", ["Januari - Maret 2019", "Maret - April 2019"])
def test_a_span_of_months_is_the_year_and_suggested_as_such(typed: str) -> None:
    verdict = parse_date(typed, typed)
    assert [(issue.rule, issue.suggestion) for issue in verdict.issues] == [("date_range", "2019")]
