"""Each frequent fault has its count, and the rows it could have been in as its denominator."""

from kim.checking.tally import by_rule, most_frequent
from tests.kim.checking.checking_made import made_checked, made_finding


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
