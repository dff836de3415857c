"""Sheets that the register's own form carries beside the data: no officer wrote them, so nothing is said of them."""

from kim.reading.grid import Grid

GUIDANCE_TITLE = "PETUNJUK FORMULIR KIM"
LISTS_TITLE = "DAFTAR FORMULIR KIM"


def is_own(grid: Grid) -> bool:
    """Whether the sheet is the form's guidance or its lists, by the text in A1."""
    top_left = grid.row_numbers[:1] == [1] and grid.first_column == 0 and grid.rows and grid.rows[0]
    return bool(top_left) and grid.rows[0][0] in (GUIDANCE_TITLE, LISTS_TITLE)
