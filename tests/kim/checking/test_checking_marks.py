"""Every finding about a row or a cell is marked where a person looks for it."""

from kim.checking.report.marks import gravest_first, marks_by_sheet
from tests.kim.checking.checking_made import made_checked, made_finding


def test_one_mark_a_cell_in_the_colour_of_the_gravest() -> None:
    checked = made_checked(made_finding("info", "B4"), made_finding("error", "B4"), made_finding("warning", "B4"))
    (mark,) = marks_by_sheet(checked)["Data"].values()
    assert mark.severity == "error"
    assert [part.split(":")[0] for part in mark.comment.split("\n\n")] == [
        "Harus diperbaiki",
        "Perlu diperiksa",
        "Catatan",
    ]
    assert "Saran: Jawa Timur" in mark.comment


def test_a_rows_finding_is_marked_at_the_name() -> None:
    checked = made_checked(made_finding("error", row_number=5), made_finding("info"), made_finding("error", sheet=None))
    assert list(marks_by_sheet(checked)["Data"]) == [(5, 1)]


def test_the_gravest_come_first_where_room_is_short() -> None:
    checked = made_checked(made_finding("info", "A4"), made_finding("error", "B6"))
    assert [mark.severity for _, mark in gravest_first(marks_by_sheet(checked)["Data"])] == ["error", "info"]


def test_a_comment_that_excel_could_not_show_is_cut_and_says_so() -> None:
    many = [made_finding("warning", "B4", rule=f"r{number}") for number in range(400)]
    (mark,) = marks_by_sheet(made_checked(*many))["Data"].values()
    assert mark.comment.endswith("selengkapnya di daftar temuan.")
