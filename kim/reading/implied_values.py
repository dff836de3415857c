"""Implied values, written into their cells: of a merged range, the cell above, a tick, a legend, men and women."""

import re
from collections import defaultdict
from collections.abc import Sequence

from kim.reading.addresses import Range, listing, range_name
from kim.reading.grid import Grid, RawCell
from kim.reading.meanings import PART_OF_COUNT, PLACES, Meaning, choice_of
from kim.reading.model import Note
from kim.reference.text import fold

_DITTO = re.compile(r"\W*(?:s\.?\s?d\.?\s?a|idem|ibid|sama|sda)\W*|[\s'\"”“″〃,]+|-\s*[\"”″]\s*-", re.IGNORECASE)
_TICK = re.compile(r"[\s(\[]*(?:[vVxX√✓✔☑1]|ya)[\s)\].]*", re.IGNORECASE)
_LEGEND = re.compile(r"\W*([A-Za-z0-9]{1,3})\s*[=:]\s*([A-Za-z][A-Za-z ]{2,30})\W*")
_REPEATED = PLACES | {"status", "tanggal_berdiri", "tanggal_sk", "jenis_komunitas", "masa_bakti"}
Block = list[list[RawCell]]


def fill_dittos(block: Block, fields: dict[int, str]) -> None:
    """Write the value above into cells that only repeat it: `sda`, `idem`, `"`."""
    for column in (at for at, each in fields.items() if each in _REPEATED):
        values = {row[column] for row in block if column < len(row)}
        if not any(isinstance(value, str) and value.strip() and _DITTO.fullmatch(value) for value in values):
            continue
        above: RawCell = ""
        for row in block:
            cell = row[column] if column < len(row) else ""
            if isinstance(cell, str) and cell.strip() and _DITTO.fullmatch(cell):
                row[column] = above
            elif cell != "":
                above = cell


def gather(block: Block, fields: dict[int, str], meanings: Sequence[Meaning | None]) -> None:
    """Bring ticks to the state that they stand for, and men and women to their sum, in one column each."""
    for field in ("status", "jenis_komunitas"):
        choices = {at: each.choice for at, each in enumerate(meanings) if each and each.field == field and each.choice}
        target = next((at for at, each in fields.items() if each == field), None)
        if choices and target in choices:
            _tick(block, choices, target)
    parts = [at for at, each in enumerate(meanings) if each and each.field == PART_OF_COUNT]
    if parts and "jumlah_anggota" not in fields.values():
        for row in block:
            numbers = [row[at] for at in parts if at < len(row) and isinstance(row[at], int | float)]
            if numbers:
                row[parts[0]] = sum(number for number in numbers if isinstance(number, int | float))
        fields[parts[0]] = "jumlah_anggota"


def _tick(block: Block, choices: dict[int, str], target: int) -> None:
    for row in block:
        ticked = [at for at in choices if at < len(row) and isinstance(row[at], str) and _TICK.fullmatch(str(row[at]))]
        ticked += [at for at in choices if at < len(row) and row[at] in (1, 1.0, True) and at not in ticked]
        if len(ticked) == 1:
            row[target] = choices[ticked[0]].replace("_", " ")
        elif len(ticked) > 1:
            row[target] = " / ".join(choices[at].replace("_", " ") for at in ticked)


def decode(block: Block, fields: dict[int, str], reasons: Sequence[str | None]) -> None:
    """Write states for the letters that a legend below the rows explains: `A = Aktif`, `TA = Tidak Aktif`."""
    column = next((at for at, each in fields.items() if each == "status"), None)
    if column is None:
        return
    texts = (cell for row, why in zip(block, reasons, strict=True) if why == "footer" for cell in row)
    pairs = [found for text in texts if isinstance(text, str) for found in _LEGEND.findall(text)]
    states = {fold(letter): state for letter, state in pairs if choice_of("status", state)}
    for row, why in zip(block, reasons, strict=True) if states else ():
        if why == "" and column < len(row) and (state := states.get(fold(str(row[column])))):
            row[column] = state


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

    def fill(self, block: Block, is_row: Sequence[bool], low: int, start: int, width: int) -> None:
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
            if value != "" and _fill(block, is_row, (top, left, min(bottom, len(block) - 1), min(right, width - 1))):
                self.filled.append(area)

    def note(self, notes: list[Note]) -> None:
        """One note for the sheet: the ranges that were filled."""
        if self.filled:
            notes.append(Note("merged_filled", self.grid.sheet, value=listing(list(map(range_name, self.filled)))))


def _fill(block: Block, is_row: Sequence[bool], area: Range) -> bool:
    """Fill the blank cells of the range that stand in rows; gives whether there were any."""
    top, left, bottom, right = area
    value, some = block[top][left], False
    for at in range(top, bottom + 1):
        row = block[at]
        for column in range(left, min(right + 1, len(row))):
            if is_row[at] and row[column] == "" and (at, column) != (top, left):
                row[column], some = value, True
    return some
