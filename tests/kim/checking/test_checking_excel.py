"""Sheets have names that Excel accepts, cells are named as Excel does, and no text breaks a workbook or a terminal."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kim.checking.excel import CELL_MAXIMUM, NAME_MAXIMUM, cell_text, free_name, location, report_names
from kim.display import one_line


@given(st.lists(st.text(max_size=60), unique=True, max_size=8))
def test_names_are_legal_and_unique_in_any_case(origins: list[str]) -> None:
    names = list(report_names(origins, ["Ringkasan"]).values())
    assert len({name.casefold() for name in names} | {"ringkasan"}) == len(names) + 1
    for name in names:
        assert 0 < len(name) <= NAME_MAXIMUM
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert not name.endswith("'")


def test_a_sheet_of_a_zip_is_named_after_its_file() -> None:
    names = report_names(["jatim/sidoarjo.xlsx › Sheet1", "jatim/malang.csv › malang"])
    assert list(names.values()) == ["sidoarjo Sheet1", "malang"]


def test_a_name_taken_gets_a_number() -> None:
    assert free_name("Ringkasan", ["RINGKASAN", "Ringkasan (2)"]) == "Ringkasan (3)"
    assert free_name("History", []) == "History_"


def test_a_quote_in_a_sheets_name_does_not_break_a_link() -> None:
    assert location("D'Bandar", "D7") == "'D''Bandar'!D7"


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
