"""Findings stand as a person reads them; what recurs is one line; a frequent fault has its count and denominator."""

from hypothesis import given
from hypothesis import strategies as st

from kim.checking.excel import address, position
from kim.checking.overview import by_rule, by_severity, grouped, in_sheet_order, most_frequent
from tests.kim.checking.checking_made import made_checked, made_finding


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


def test_equal_infos_become_one_with_their_cells_as_ranges() -> None:
    cells = ["B4", "B5", "B6", "B9", "C4", "AA1"]
    (one,) = grouped([made_finding("info", cell, message_id="Sama.") for cell in cells])
    assert (one.cell, one.message_id) == ("B4", "Sama. Sama di 6 sel: B4:B6, B9, C4, AA1.")


def test_faults_and_other_sheets_stay_apart() -> None:
    found = [
        made_finding("warning", "B4", message_id="Sama."),
        made_finding("warning", "B5", message_id="Sama."),
        made_finding("info", "B4", message_id="Sama.", sheet="A"),
        made_finding("info", "B4", message_id="Sama.", sheet="B"),
        made_finding("info", message_id="Sama."),
        made_finding("info", message_id="Sama."),
    ]
    assert grouped(found) == found


def test_a_list_too_long_is_shortened_in_sight() -> None:
    (one,) = grouped([made_finding("info", f"B{row}", message_id="Sama.") for row in range(4, 1000, 2)])
    assert one.message_id.endswith(", ….")
    assert "498 sel" in one.message_id


def test_rows_count_once_however_many_cells_of_theirs_are_at_fault() -> None:
    checked = made_checked(made_finding("warning", "B5"), made_finding("warning", "C5"), made_finding("warning", "B6"))
    (tally,) = most_frequent(checked)
    assert (tally.count, tally.of, tally.first.cell) == (2, 3, "B5")


def test_a_fault_of_a_header_or_of_the_file_has_no_denominator() -> None:
    checked = made_checked(made_finding("info", "B3"), made_finding("warning", sheet=None))
    assert [(tally.rule, tally.count, tally.of) for tally in most_frequent(checked)] == [
        ("rule_warning", 1, None),
        ("rule_info", 1, None),
    ]


def test_five_at_most_and_infos_only_where_there_is_room() -> None:
    infos = [made_finding("info", f"B{row}", rule="many") for row in (4, 5, 6)]
    warnings = [made_finding("warning", "B4", rule=f"w{number}") for number in range(4)]
    tallies = most_frequent(made_checked(*infos, *warnings, made_finding("error", "B5", rule="e")))
    assert [tally.rule for tally in tallies] == ["e", "w0", "w1", "w2", "w3"]


def test_all_rules_are_listed_errors_first() -> None:
    checked = made_checked(made_finding("info", "B4"), made_finding("error", "B4"), made_finding("warning", "B4"))
    assert [tally.severity for tally in by_rule(checked)] == ["error", "warning", "info"]
