"""A sheet as it stands: its block of cells, where the block begins, and what the file says about it."""

from dataclasses import dataclass, field

from kim.reading.addresses import Range
from kim.reading.model import CellError, CellValue

RawCell = CellValue | CellError


@dataclass(slots=True)
class Marks:
    """What a sheet's own markup says beside its values. Rows count from 1, columns from 0."""

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
