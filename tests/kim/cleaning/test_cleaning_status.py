"""The state of a community, from words and sentences; decrees and dates that are none."""

from datetime import time

import pytest

from kim.cleaning.choices import judge_status, status_in
from kim.cleaning.dates import judge_date
from kim.cleaning.decrees import judge_decree


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Tidak, sudah vakum", "tidak_aktif"),
        ("Ya, masih aktif", "aktif"),
        ("Sudah bubar 2020", "bubar"),
        ("dulu vakum, sekarang aktif lagi", "aktif"),
        ("Tidak", "tidak_aktif"),
        ("tidak aktif sejak 2019", "tidak_aktif"),
    ],
)
def test_sentences(text: str, state: str) -> None:
    assert judge_status(text).value == state


@pytest.mark.parametrize("text", ["Ketua tidak aktif", "aktif / tidak aktif", "SK dalam proses"])
def test_what_says_no_state_of_the_community(text: str) -> None:
    assert status_in(text) is None


@pytest.mark.parametrize("text", ["Ada", "belum ber-SK", "√"])
def test_a_decree_without_a_number_is_none(text: str) -> None:
    verdict = judge_decree(text)
    assert verdict.value is None
    assert [issue.rule for issue in verdict.issues] == ["decree_no_number"]


def test_a_time_and_a_mistyped_year_are_no_dates() -> None:
    assert judge_date(time(10, 30), "10:30:00").value is None
    assert judge_date(20019.0, "20019").value is None
