"""A sheet as it stands: its block of cells, where the block begins, its marks (merges, hidden lines …) and notes."""

from dataclasses import dataclass, field

from kim.reading.addresses import Range, cell_name, listing, spans
from kim.reading.model import CellError, CellValue, Note

RawCell = CellValue | CellError
# Sheets that the register's own form carries beside the data: no officer wrote them, so they get no notes.
GUIDANCE_TITLE = "PETUNJUK FORMULIR KIM"
LISTS_TITLE = "DAFTAR FORMULIR KIM"


@dataclass(slots=True)
class Marks:
    """The markup of a sheet beside its values. Rows count from 1, columns from 0."""

    merges: list[Range] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)
    no_values: list[tuple[int, int]] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)
    """Cells whose text is struck through as a whole."""


@dataclass(slots=True)
class Grid:
    """`rows[i][j]` stands in row `row_numbers[i]` and column `first_column + j`; blank cells are `""`.

    Rows are of one length; `row_numbers` rises.
    """

    sheet: str
    rows: list[list[RawCell]]
    row_numbers: list[int]
    first_column: int = 0
    hidden: bool = False
    marks: Marks = field(default_factory=Marks)

    def column(self, at: int, low: int = 0) -> list[RawCell]:
        """The cells at position `at` of the rows from position `low` on."""
        return [row[at] for row in self.rows[low:] if at < len(row)]


def is_own(grid: Grid) -> bool:
    """Whether the sheet is the form's guidance or its lists, by the text in A1."""
    top_left = grid.row_numbers[:1] == [1] and grid.first_column == 0 and grid.rows and grid.rows[0]
    return bool(top_left) and grid.rows[0][0] in (GUIDANCE_TITLE, LISTS_TITLE)


def put_errors(grid: Grid) -> None:
    """Write the errors, whose cells the formats leave blank, into them."""
    first = grid.row_numbers[0] if grid.row_numbers else 0
    for row_number, column, code in grid.marks.errors:
        row, at = row_number - first, column - grid.first_column
        if 0 <= row < len(grid.rows) and 0 <= at < len(grid.rows[row]) and grid.rows[row][at] == "":
            grid.rows[row][at] = CellError(code)


def notes_on(grid: Grid) -> list[Note]:
    """What is hidden on a sheet, in one note, and its formulas without a value in another."""
    if not grid.rows:
        return []
    notes = []
    first, last = grid.row_numbers[0], grid.row_numbers[-1]
    width = max(map(len, grid.rows))
    rows = sorted({row for row in grid.marks.hidden_rows if first <= row <= last and any(grid.rows[row - first])})
    columns = sorted({at for at in grid.marks.hidden_columns if grid.first_column <= at < grid.first_column + width})
    hidden = ["sheet"] if grid.hidden else []
    hidden += [f"rows {spans(rows)}"] if rows else []
    hidden += [f"columns {spans(columns, letters=True)}"] if columns else []
    if hidden and not is_own(grid):
        notes.append(Note("hidden_read", grid.sheet, value="; ".join(hidden)[:200]))
    inside = [at for at in grid.marks.no_values if first <= at[0] <= last]
    if inside:
        notes.append(Note("formula_no_value", grid.sheet, value=listing([cell_name(*at) for at in inside])))
    return notes
