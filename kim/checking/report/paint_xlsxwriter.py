"""Summary lines drawn with XlsxWriter, into a workbook written anew."""

from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from kim.checking.excel import cell_text
from kim.checking.report.lines import BORDER, FONT, LOOKS, WIDTHS, Line, Look, Piece
from kim.checking.wording import text


class Painter:
    """Draws lines on sheets of one workbook, making each format once."""

    def __init__(self, book: Workbook) -> None:
        self._formats = {style: book.add_format(_format(look)) for style, look in LOOKS.items()}
        self._number = {
            style: book.add_format(_format(look) | {"num_format": "#,##0"}) for style, look in LOOKS.items()
        }

    def paint(self, sheet: Worksheet, lines: Sequence[Line]) -> None:
        """Draw the lines from row 1, and set the sheet up for the screen and for paper."""
        for place, width in enumerate(WIDTHS):
            sheet.set_column(place, place, width)
        for row, line in enumerate(lines):
            sheet.set_row(row, line.height)
            for piece in line.pieces:
                self._piece(sheet, row, piece)
        heads = [row for row, line in enumerate(lines) if line.header]
        if heads:
            _table(sheet, heads[0], lines)
        _page(sheet)

    def _piece(self, sheet: Worksheet, row: int, piece: Piece) -> None:
        look = (self._number if isinstance(piece.value, int) else self._formats)[piece.style]
        if piece.across > 1:
            sheet.merge_range(row, piece.column, row, piece.column + piece.across - 1, "", look)
        if isinstance(piece.value, int):
            sheet.write_number(row, piece.column, piece.value, look)
        elif piece.link:
            sheet.write_url(row, piece.column, f"internal:{piece.link}", look, cell_text(piece.value))
        elif piece.value:
            sheet.write_string(row, piece.column, cell_text(piece.value), look)
        else:
            sheet.write_blank(row, piece.column, None, look)


def _format(look: Look) -> dict[str, Any]:
    options: dict[str, Any] = {
        "font_name": FONT,
        "font_size": look.size,
        "bold": look.bold,
        "font_color": f"#{look.colour}",
        "text_wrap": look.wrap,
        "valign": "vcenter",
        "align": "left",
        "quote_prefix": True,
    }
    if look.underline:
        options["underline"] = 1
    if look.fill:
        options["bg_color"] = f"#{look.fill}"
    if look.border:
        options |= {"border": 1, "border_color": f"#{BORDER}"}
    return options


def _table(sheet: Worksheet, head: int, lines: Sequence[Line]) -> None:
    last = head
    while last + 1 < len(lines) and lines[last + 1].pieces:
        last += 1
    sheet.autofilter(head, 0, last, len(WIDTHS) - 1)
    sheet.repeat_rows(head)
    if head == 0:
        sheet.freeze_panes(1, 0)


def _page(sheet: Worksheet) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.8)
    sheet.set_footer("&C" + text("report", "footer"), {"margin": 0.4})
