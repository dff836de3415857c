"""Summary lines drawn with openpyxl, into the sender's own workbook."""

from collections.abc import Sequence
from functools import cache

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from kim.checking.excel import cell_text
from kim.checking.report.lines import BORDER, FONT, LOOKS, WIDTHS, Line, Piece, Style
from kim.checking.wording import text

ACTIVE = ("=", "+", "-", "@")  # what makes Excel take typed text for a formula
Drawn = tuple[Font, Alignment, PatternFill | None, Border | None]


def paint(sheet: Worksheet, lines: Sequence[Line]) -> None:
    """Draw the lines from row 1, and set the sheet up for the screen and for paper."""
    for place, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for row, line in enumerate(lines, 1):
        sheet.row_dimensions[row].height = line.height
        for piece in line.pieces:
            _piece(sheet, row, piece)
    heads = [row for row, line in enumerate(lines, 1) if line.header]
    if heads:
        _table(sheet, heads[0], lines)
    _page(sheet)


def put_text(cell: Cell | MergedCell, value: str) -> None:
    """Write text that stays text, whatever it begins with, also after the cell is edited."""
    cell.value = cell_text(value)
    cell.data_type = "s"
    if value.startswith(ACTIVE):
        cell.quotePrefix = True


def _piece(sheet: Worksheet, row: int, piece: Piece) -> None:
    font, alignment, fill, border = _drawn(piece.style)
    columns = range(piece.column + 1, piece.column + piece.across + 1)
    for column in columns if border else columns[:1]:
        cell = sheet.cell(row, column)
        cell.font, cell.alignment = font, alignment
        if fill is not None:
            cell.fill = fill
        if border is not None:
            cell.border = border
    cell = sheet.cell(row, piece.column + 1)
    if isinstance(piece.value, int):
        cell.value = piece.value
        cell.number_format = "#,##0"
    elif piece.value:
        put_text(cell, piece.value)
    if piece.link:
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=piece.link)
    if piece.across > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=columns[0], end_column=columns[-1])


@cache
def _drawn(style: Style) -> Drawn:
    look = LOOKS[style]
    side = Side("thin", color=BORDER)
    return (
        Font(
            name=FONT, size=look.size, bold=look.bold, color=look.colour, underline="single" if look.underline else None
        ),
        Alignment(vertical="center", horizontal="left", wrap_text=look.wrap),
        PatternFill("solid", fgColor=look.fill) if look.fill else None,
        Border(left=side, right=side, top=side, bottom=side) if look.border else None,
    )


def _table(sheet: Worksheet, head: int, lines: Sequence[Line]) -> None:
    """Let the findings be filtered, and keep their header in sight where nothing stands above it."""
    last = head
    while last < len(lines) and lines[last].pieces:
        last += 1
    sheet.auto_filter.ref = f"A{head}:{get_column_letter(len(WIDTHS))}{last}"
    sheet.print_title_rows = f"{head}:{head}"
    if head == 1:
        sheet.freeze_panes = "A2"


def _page(sheet: Worksheet) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.5, 0.8, 0.4
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text("report", "footer")))
