"""Merged body cells: Excel keeps the value at the top left alone; the whole range means it."""

from collections import defaultdict
from collections.abc import Sequence

from kim.reading.addresses import Range, range_name
from kim.reading.grid import Grid, RawCell
from kim.reading.model import Note

_LISTED = 20


class Merges:
    """The merged ranges of one sheet, and those that were filled."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.filled: list[Range] = []

    def across(self, low: int, end: int, start: int, stop: int) -> dict[int, list[tuple[int, int]]]:
        """By position below `low`: the column ranges, within a table's own, that are merged across a line."""
        found: dict[int, list[tuple[int, int]]] = defaultdict(list)
        if not self.grid.marks.merges or low >= end:
            return found
        first_row, first = self.grid.row_numbers[low], self.grid.first_column + start
        for top, left, _, right in self.grid.marks.merges:
            at = top - first_row
            if 0 <= at < end - low and right > left and first <= left < self.grid.first_column + stop:
                found[at].append((left - first, right - first))
        return found

    def fill(self, block: list[list[RawCell]], is_row: Sequence[bool], low: int, start: int, width: int) -> None:
        """Write the value of each merged range into all of its cells that stand in rows of this table.

        `block` begins at position `low` and column `start`; only the first `width` columns have a header.
        """
        if not self.grid.marks.merges or not block:
            return
        first_row, first = self.grid.row_numbers[low], self.grid.first_column + start
        # Ranges do not overlap: what would fill more cells than there are was not written by a spreadsheet.
        left_to_fill = len(block) * width
        for area in self.grid.marks.merges:
            top, left, bottom, right = area[0] - first_row, area[1] - first, area[2] - first_row, area[3] - first
            if not (0 <= top < len(block) and 0 <= left < width) or left >= len(block[top]):
                continue
            value = block[top][left]
            left_to_fill -= (min(bottom, len(block) - 1) - top + 1) * (min(right, width - 1) - left + 1)
            if left_to_fill < 0:
                return
            if value != "" and _spread(block, is_row, (top, left, min(bottom, len(block) - 1), min(right, width - 1))):
                self.filled.append(area)

    def note(self, notes: list[Note]) -> None:
        """Say once for the sheet which ranges were filled."""
        if self.filled:
            names = [range_name(area) for area in self.filled]
            more = f" … (+{len(names) - _LISTED})" if len(names) > _LISTED else ""
            notes.append(Note("merged_filled", self.grid.sheet, value=", ".join(names[:_LISTED]) + more))


def _spread(block: list[list[RawCell]], is_row: Sequence[bool], area: Range) -> int:
    """Fill the blank cells of the range that stand in rows; gives how many there were."""
    top, left, bottom, right = area
    value, count = block[top][left], 0
    for at in range(top, bottom + 1):
        row = block[at]
        for column in range(left, min(right + 1, len(row))):
            if is_row[at] and row[column] == "" and (at, column) != (top, left):
                row[column] = value
                count += 1
    return count
