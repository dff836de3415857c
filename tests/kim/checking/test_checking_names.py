"""Sheets of a report have names that Excel accepts, each once, each traceable."""

from hypothesis import given
from hypothesis import strategies as st

from kim.checking.report.names import LONGEST, free_name, location, report_names


@given(st.lists(st.text(max_size=60), unique=True, max_size=8))
def test_names_are_legal_and_unique_in_any_case(origins: list[str]) -> None:
    names = list(report_names(origins, ["Ringkasan"]).values())
    assert len({name.casefold() for name in names} | {"ringkasan"}) == len(names) + 1
    for name in names:
        assert 0 < len(name) <= LONGEST
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
