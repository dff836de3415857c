"""The workbook formats: their markup under the limits first, then their values by calamine."""

from collections.abc import Callable, Mapping

from kim.reading.addresses import cell_name, spans
from kim.reading.grid import Grid, Marks
from kim.reading.model import CellError, Note
from kim.reading.ods_markup import OdsMarkup
from kim.reading.own_sheets import is_own
from kim.reading.package import Budget, Package
from kim.reading.refusal import RefusedError
from kim.reading.workbook import read_sheets
from kim.reading.xls_markup import read_xls_markup
from kim.reading.xlsx_errors import KNOWN, with_known_errors
from kim.reading.xlsx_package import check_members, side_notes

Sheets = tuple[list[Grid], list[Note]]
_LISTED = 20


def read_xlsx(content: bytes, package: Package, budget: Budget) -> Sheets:
    """The sheets of an XLSX or XLSM."""
    package.check(budget, counted=False)
    markers = check_members(package, budget)

    def marks(name: str) -> Marks:
        found = markers[name]() if name in markers else Marks()
        budget.meanwhile()
        return found

    try:
        return _marked(content, package.kind, marks, side_notes(package), budget)
    except RefusedError:
        unknown = {code for marker in markers.values() for *_, code in marker().errors} - KNOWN
        if not unknown:
            raise
        return _marked(with_known_errors(package, unknown), package.kind, marks, side_notes(package), budget)


def read_ods(content: bytes, package: Package, budget: Budget) -> Sheets:
    """The sheets of an ODS."""
    package.check(budget, counted=False)
    markup = OdsMarkup(package, budget.limits)
    return _marked(content, "ods", _listed(markup.sheets), markup.notes, budget)


def read_xls(content: bytes, budget: Budget) -> Sheets:
    """The sheets of an XLS."""
    markup = read_xls_markup(content, budget.limits)
    return _marked(content, "xls", _listed(markup.sheets), markup.notes, budget)


def _listed(sheets: Mapping[str, Marks]) -> Callable[[str], Marks]:
    return lambda name: sheets.get(name) or Marks()


def _marked(content: bytes, kind: str, marks: Callable[[str], Marks], notes: list[Note], budget: Budget) -> Sheets:
    grids = []
    for grid in read_sheets(content, kind, marks):
        budget.take_cells(len(grid.rows) * max(map(len, grid.rows), default=0))
        grids.append(grid)
        _put_errors(grid)
        notes += _notes_on(grid)
    return grids, notes


def _put_errors(grid: Grid) -> None:
    """Write the errors, which calamine leaves blank, into their cells."""
    first = grid.row_numbers[0] if grid.row_numbers else 0
    for row_number, column, code in grid.marks.errors:
        row, at = row_number - first, column - grid.first_column
        if 0 <= row < len(grid.rows) and 0 <= at < len(grid.rows[row]) and grid.rows[row][at] == "":
            grid.rows[row][at] = CellError(code)


def _notes_on(grid: Grid) -> list[Note]:
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
