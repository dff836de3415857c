from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.cleaning.terms import Term, after, parse_term


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2023-2028", date(2023, 1, 1), date(2028, 12, 31)),
        ("2023 – 2028", date(2023, 1, 1), date(2028, 12, 31)),
        ("2023/2028", date(2023, 1, 1), date(2028, 12, 31)),
        ("2023 s/d 2028", date(2023, 1, 1), date(2028, 12, 31)),
        ("2023 s.d. 2028", date(2023, 1, 1), date(2028, 12, 31)),
        ("Periode 2023 sampai dengan 2028", date(2023, 1, 1), date(2028, 12, 31)),
        ("2023-28", date(2023, 1, 1), date(2028, 12, 31)),
        ("Januari 2023 - Desember 2025", date(2023, 1, 1), date(2025, 12, 31)),
        ("12 Mei 2023 s/d 11 Mei 2026", date(2023, 5, 12), date(2026, 5, 11)),
        ("Feb 2023 - Feb 2024", date(2023, 2, 1), date(2024, 2, 29)),
        ("s/d 2028", None, date(2028, 12, 31)),
        ("1945-1945", date(1945, 1, 1), date(1945, 12, 31)),
        ("2000-2029", date(2000, 1, 1), date(2029, 12, 31)),
        ("periode Mei 2023 - Mei 2026", date(2023, 5, 1), date(2026, 5, 31)),
        ("12 Mei 2023 - 12 Mei 2023", date(2023, 5, 12), date(2023, 5, 12)),
        ("mulai s/d 2028", None, date(2028, 12, 31)),
        ("Nov 2023-Nov 2024", date(2023, 11, 1), date(2024, 11, 30)),
    ],
)
def test_a_term_has_a_first_and_a_last_day(typed: str, first: date | None, last: date) -> None:
    verdict = parse_term(typed)

    assert verdict.issues == ()
    assert verdict.value is not None
    assert (verdict.value.first, verdict.value.last) == (first, last)


@pytest.mark.parametrize(
    "typed",
    [
        "2028-2023",
        "lama",
        "2023",
        "1000-2000",
        "3 periode",
        "2023-2090",
        "0000 0001",
        "1944-1950",
        "besok s/d 2028",
        "2023 s/d besok",
        "2023 s/d 2025 s/d 2028",
        "0 tahun",
        "31 tahun",
        "12 Mei 2023 - 11 Mei 2023",
    ],
)
def test_what_is_no_term_becomes_null(typed: str) -> None:
    assert [issue.rule for issue in parse_term(typed).issues] == ["term_invalid"]


def test_a_duration_waits_for_the_decree() -> None:
    verdict = parse_term("5 (lima) tahun")

    assert verdict.value is not None
    assert verdict.value.years == 5
    assert parse_term("1 tahun").value == Term(None, None, 1)
    assert parse_term("selama 30 tahun").value == Term(None, None, 30)
    assert after(date(2020, 2, 29), 5) == date(2025, 2, 28)
    assert after(date(2020, 5, 12), 3) == date(2023, 5, 11)


@given(st.text(max_size=30))
def test_no_cell_breaks_the_reading_of_terms(typed: str) -> None:
    parse_term(typed)
