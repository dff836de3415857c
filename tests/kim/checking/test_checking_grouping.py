"""A correction that recurs is one line that names all its cells; whatever is at fault keeps a line of its own."""

from kim.checking.grouping import grouped
from tests.kim.checking.checking_made import made_finding


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
