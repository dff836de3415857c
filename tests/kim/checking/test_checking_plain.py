"""Nothing that a file holds may steer a terminal or break a workbook."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kim.checking.plain import CELL_MAXIMUM, cell_text
from kim.display import one_line


@given(st.text())
def test_one_line_has_no_controls_and_is_at_rest(text: str) -> None:
    shown = one_line(text)
    assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in shown)
    assert one_line(shown) == shown


def test_escape_sequences_and_turned_text_are_disarmed() -> None:
    assert "\x1b" not in one_line("\x1b[2Jmerah")
    assert "\u202e" not in one_line("abc\u202edef")
    assert one_line("satu\r\n  dua\ttiga") == "satu dua tiga"
    assert one_line(None) == ""


def test_a_text_too_long_for_a_cell_says_so() -> None:
    cut = cell_text("x" * (CELL_MAXIMUM + 5))
    assert len(cut) == CELL_MAXIMUM
    assert str(CELL_MAXIMUM + 5) in cut
    assert cell_text("baris\nbaru") == "baris\nbaru"
