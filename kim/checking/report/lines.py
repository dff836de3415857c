"""The neutral form of a summary sheet: lines of pieces, which either workbook library can draw."""

import math
from dataclasses import dataclass
from typing import Literal

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
