"""A report that was corrected and sent again: the earlier check's marks and summary go, the sender's own stay."""

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kim.checking.report.marks import FILL
from kim.checking.wording import label, text
from kim.findings import Severity

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


def take_out(book: Workbook) -> None:
    """Remove what an earlier report put into the workbook."""
    titles = {text("report", "title"), text("report", "receipt_title")}
    for sheet in list(book.worksheets):
        if len(book.worksheets) > 1 and sheet["A1"].value in titles:
            book.remove(sheet)
        else:
            _unmark(sheet)


def _unmark(sheet: Worksheet) -> None:
    author = text("report", "comment_author")
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and cell.comment is not None and cell.comment.author == author:
                own = _before_ours(cell.comment.text)
                cell.comment = Comment(own, "") if own else None
                if str(cell.fill.fgColor.rgb)[-6:] in FILL.values():
                    cell.fill = PatternFill()


def _before_ours(said: str) -> str:
    """What the sender had written in the comment, above the first finding."""
    starts = tuple(f"{label('severity', severity)}: " for severity in SEVERITIES)
    kept = []
    for paragraph in said.split("\n\n"):
        if paragraph.startswith(starts):
            break
        kept.append(paragraph)
    return "\n\n".join(kept)
