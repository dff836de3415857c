"""The neutral form of a summary sheet: lines of pieces and how each looks, which either workbook library can draw."""

import math
from dataclasses import dataclass
from typing import Literal

from kim.checking.report.marks import FILL

Style = Literal[
    "title",
    "file",
    "heading",
    "label",
    "value",
    "text",
    "head",
    "body",
    "error",
    "warning",
    "info",
    "link",
    "jump",
    "small",
]

# Tingkat, Lembar, Sel, Kolom, Isi, Penjelasan, Saran, Kode
WIDTHS = (17.0, 18.0, 12.0, 18.0, 24.0, 60.0, 26.0, 22.0)
POINTS_A_LINE = {"title": 24.0, "heading": 20.0}
FONT = "Calibri"
BORDER = "BFBFBF"


@dataclass(frozen=True, slots=True)
class Piece:
    """A value that begins in a column (from 0) and spans `across` columns; `link` is a place in the workbook."""

    column: int
    value: str | int
    style: Style = "text"
    across: int = 1
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a summary sheet. `header` marks the row that heads the table of findings."""

    pieces: tuple[Piece, ...] = ()
    header: bool = False

    @property
    def height(self) -> float:
        """Points that the fullest piece needs, since neither library nor Excel measures merged cells."""
        return max((_points(piece) for piece in self.pieces), default=9.0)


def line(*pieces: Piece) -> Line:
    """A row of these pieces."""
    return Line(pieces)


def _points(piece: Piece) -> float:
    width = sum(WIDTHS[piece.column : piece.column + piece.across])
    rows = sum(max(1, math.ceil(len(part) / width)) for part in str(piece.value).split("\n"))
    return min(405.0, 3 + max(1, rows) * POINTS_A_LINE.get(piece.style, 15.0))


@dataclass(frozen=True, slots=True)
class Look:
    """Size in points, colours as RRGGBB, and whether the cell has a thin border all round."""

    size: int = 11
    bold: bool = False
    colour: str = "000000"
    fill: str | None = None
    border: bool = False
    underline: bool = False
    wrap: bool = True


LOOKS: dict[Style, Look] = {
    "title": Look(size=16, bold=True, colour="1F3864"),
    "file": Look(size=12),
    "heading": Look(size=13, bold=True, colour="1F3864"),
    "label": Look(colour="404040"),
    "value": Look(bold=True),
    "text": Look(),
    "head": Look(bold=True, colour="FFFFFF", fill="1F3864", border=True),
    "body": Look(border=True),
    "error": Look(bold=True, fill=FILL["error"], border=True),
    "warning": Look(bold=True, fill=FILL["warning"], border=True),
    "info": Look(bold=True, fill=FILL["info"], border=True),
    "link": Look(colour="0563C1", border=True, underline=True),
    "jump": Look(colour="0563C1", underline=True),
    "small": Look(size=9, colour="595959", border=True),
}
