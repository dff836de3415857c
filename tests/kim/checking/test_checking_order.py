"""Findings stand as a person reads them, and cells are named as Excel names them."""

from hypothesis import given
from hypothesis import strategies as st

from kim.checking.order import address, by_severity, in_sheet_order, position
from tests.kim.checking.checking_made import made_finding


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_an_address_leads_back_to_its_row_and_column(row: int, column: int) -> None:
    assert position(address(row, column)) == (row, column)


def test_known_addresses() -> None:
    assert position("D7") == (7, 4)
    assert position("$AA$10") == (10, 27)
    assert address(1, 16_384) == "XFD1"
    assert position(None) is None
    assert position("baris 7") is None


def test_the_file_then_sheets_in_order_then_rows_then_columns() -> None:
    wanted = [
        made_finding("error", sheet=None),
        made_finding("info", sheet="B"),
        made_finding("warning", sheet="B", row_number=2),
        made_finding("warning", "Z2", sheet="B"),
        made_finding("warning", "AA2", sheet="B"),
        made_finding("error", "A10", sheet="B"),
        made_finding("info", "A1", sheet="A"),
        made_finding("info", "A1", sheet="Unlisted"),
    ]
    assert list(in_sheet_order(reversed(wanted), ["B", "A"])) == wanted


def test_the_gravest_first_and_the_rest_as_it_was() -> None:
    found = [
        made_finding("info", "A1"),
        made_finding("error", "A2"),
        made_finding("info", "A0"),
        made_finding("error", "A1"),
    ]
    assert [(one.severity, one.cell) for one in by_severity(found)] == [
        ("error", "A2"),
        ("error", "A1"),
        ("info", "A1"),
        ("info", "A0"),
    ]
