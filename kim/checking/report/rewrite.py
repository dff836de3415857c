"""The report as a workbook written anew, for formats that cannot be kept and files too large to be loaded."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from kim.checking.check import Checked, Receipt
from kim.checking.excel import free_name, report_names
from kim.checking.report.marks import marks_by_sheet
from kim.checking.report.paint_xlsxwriter import Painter
from kim.checking.report.sentences import Facts, Manner
from kim.checking.report.sheet_writer import SheetWriter
from kim.checking.report.summary import summary
from kim.checking.wording import text
from kim.reading.grid import Grid
from kim.reading.unpacking import Unpacked, unpack
from kim.settings import Limits

DEEPEST_HEADER = 12  # a header further down would freeze half the screen


def write(checked: Checked, receipt: Receipt | None, grids: Sequence[Grid], manner: Manner, out: Path) -> None:
    """Write every grid to a sheet of its own, marked, with the summary first; a large one goes to disk row by row."""
    facts = Facts(manner, free_name(text("report", "sheet"), [grid.sheet for grid in grids]))
    facts.names = report_names([grid.sheet for grid in grids], [facts.summary])
    marks = marks_by_sheet(checked)
    options = {"constant_memory": manner == "large", "strings_to_formulas": False, "nan_inf_to_errors": True}
    with Workbook(str(out), options) as book:
        first = book.add_worksheet(facts.summary)
        sheets = [book.add_worksheet(facts.names[grid.sheet]) for grid in grids]
        writer = SheetWriter(book)
        for grid, sheet in zip(grids, sheets, strict=True):
            starts = _first_rows(checked, grid.sheet)
            writer.write(sheet, grid, marks.get(grid.sheet, {}), facts, {start - 2 for start in starts})
            _set_up(sheet, starts)
        lines, more = summary(checked, receipt, facts)
        painter = Painter(book)
        painter.paint(first, lines)
        for overflow in more:
            painter.paint(book.add_worksheet(overflow.name), overflow.lines)
        first.set_tab_color("#1F3864")
        first.activate()


def _first_rows(checked: Checked, origin: str) -> list[int]:
    """The first row of each table of a sheet, which stands below its header."""
    tables = checked.reading.tables
    return [table.row_numbers[0] for table in tables if table.sheet == origin and table.row_numbers]


def _set_up(sheet: Worksheet, starts: Sequence[int]) -> None:
    """For the screen, the header stays in sight; on paper, the sheet lies across."""
    if starts and 1 < starts[0] <= DEEPEST_HEADER:
        sheet.freeze_panes(starts[0] - 1, 0)
        sheet.repeat_rows(starts[0] - 2)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.set_landscape()
    sheet.set_paper(9)


def grids_of(content: bytes, name: str, limits: Limits) -> list[Grid]:
    """All sheets of a file that reading has let pass, in its order, within its limits.

    What reading refused is left out: a member of a ZIP, or everything.
    """
    return list(_grids(unpack(content, name, limits)))


def _grids(opened: Unpacked) -> Iterator[Grid]:
    yield from opened.grids
    for member, inner in opened.members or ():
        for grid in _grids(inner):
            grid.sheet = f"{member} › {grid.sheet}"
            yield grid
