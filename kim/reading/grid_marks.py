"""What the marks of a sheet come to, whatever its format: errors in their cells, and notes on what cannot be seen."""

from kim.reading.addresses import cell_name, spans
from kim.reading.grid import Grid
from kim.reading.model import CellError, Note
from kim.reading.own_sheets import is_own

_LISTED = 20


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
        names = ", ".join(cell_name(*at) for at in inside[:_LISTED])
        more = f" … (+{len(inside) - _LISTED})" if len(inside) > _LISTED else ""
        notes.append(Note("formula_no_value", grid.sheet, value=names + more))
    return notes
