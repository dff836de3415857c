"""Which lines below a header are rows, and why the others are not.

A line is ignored on strong evidence alone; whatever may be a community stays a row, and cleaning says what it lacks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kim.reading.grid import RawCell
from kim.reading.headers import NAME, Meaning, fold, may_mean, meaning
from kim.reading.markers import is_listed, is_number, is_roman, is_suspect, names_a_group, ordinal, says

_SAMPLE = 500
_BLOCK = 10


@dataclass(slots=True)
class Body:
    """The lines between two headers, cut to the columns of one table."""

    rows: list[list[RawCell]]
    name: int
    number: int | None
    places: Sequence[int]
    labels: Sequence[str]
    meanings: Sequence[Meaning | None]
    merged: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """Position to the column ranges that are merged across it."""


def is_blank(cell: RawCell) -> bool:
    """Whether a cell shows nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def sort_out(body: Body) -> list[str | None]:
    """For each line: `""` where it is a row, None where it is blank, else the reason for which it is ignored."""
    rows, name = body.rows, body.name
    filled = [len(row) - row.count("") for row in rows]
    sorter = _Sorter(body, _usual_fill(body, filled))
    result: list[str | None] = []
    for at, (row, count) in enumerate(zip(rows, filled, strict=True)):
        if count == 0:
            result.append(None)
            continue
        cell = row[name] if name < len(row) else ""
        if count > 3 and sorter.block is None and cell.__class__ is str and not is_suspect(cell):
            first = row[0]
            if first.__class__ is not str or first == "" or name == 0 or not is_suspect(first):
                result.append("")
                sorter.seen_rows = True
                continue
        result.append(sorter.sort(at, row))
    return result


def _usual_fill(body: Body, filled: Sequence[int]) -> int:
    """How many cells a row has here: what the fuller quarter of the numbered ones reaches, else the fullest tenth."""
    sample = list(zip(body.rows[:_SAMPLE], filled[:_SAMPLE], strict=True))
    if body.number is not None:
        numbered = [count for row, count in sample if count > 1 and ordinal(row[body.number]) is not None]
        if numbered:
            return sorted(numbered)[-1 - len(numbered) // 4]
    return sorted(filled[:_SAMPLE])[-1 - len(sample) // 10] if sample else 0


class _Sorter:
    """Looks closely at one line after another; a signature or a remark may go on over several lines."""

    def __init__(self, body: Body, usual: int) -> None:
        self.body = body
        self.usual = usual
        self.block: str | None = None
        self.seen_rows = False

    def sort(self, at: int, row: list[RawCell]) -> str | None:
        if self._plainly_names(row):
            reason = ""
        elif cells := {index: cell for index, cell in enumerate(row) if not is_blank(cell)}:
            reason = self._reason(at, cells)
        else:
            return None
        if reason == "":
            self.block, self.seen_rows = None, True
        elif reason in {"signature", "note"}:
            self.block = reason
        elif reason != "number_only":
            self.block = None
        return reason

    def _plainly_names(self, row: list[RawCell]) -> bool:
        """Whether a line names a community, and so is a row, whatever else stands in it: most lines do."""
        name = row[self.body.name] if self.body.name < len(row) else None
        return isinstance(name, str) and names_a_group(name) and not may_mean(name)

    def _reason(self, at: int, cells: dict[int, RawCell]) -> str:
        if self._repeats_header(cells):
            return "header_repeated"
        if not self.seen_rows and self._numbers_columns(cells):
            return "numbering"
        if set(cells) == {self.body.number} and is_number(cells[self.body.number or 0]):
            return "number_only"
        first = next(
            (
                cell
                for at, cell in cells.items()
                if isinstance(cell, str) and not is_number(cell) and not (at == self.body.number and is_roman(cell))
            ),
            None,
        )
        if first is None or names_a_group(cells.get(self.body.name)):
            return ""
        return self._worded(at, cells, first)

    def _worded(self, at: int, cells: dict[int, RawCell], first: str) -> str:
        if self._is_total(cells, first):
            return "total"
        if self._is_section(at, cells, first):
            return "section"
        if self._signs(cells):
            return "signature"
        if self._is_row(cells):
            return ""
        if self._is_signature(at, cells):
            return "signature"
        return "note" if self._is_note(cells, first) else ""

    def _signs(self, cells: dict[int, RawCell]) -> bool:
        """The wording of a signature in a line of a few cells that has no number and names nothing else."""
        number = cells.get(self.body.number) if self.body.number is not None else None
        if len(cells) > 3 or (number is not None and is_number(number)):
            return False
        name = cells.get(self.body.name)
        named = isinstance(name, str) and not (says("signature", name) or says("signer", name))
        texts = (cell for cell in cells.values() if isinstance(cell, str))
        return not named and any(says("signature", text) for text in texts)

    def _repeats_header(self, cells: dict[int, RawCell]) -> bool:
        cell = cells.get(self.body.name)
        own = meaning(cell) if isinstance(cell, str) else None
        if own is None or own.field != NAME or not isinstance(cell, str):
            return False
        if fold(cell) != fold(self.body.labels[self.body.name]):
            return False
        labels = sum(1 for at, each in cells.items() if self._is_label(at, each))
        numbered = self.body.number in cells and is_number(cells[self.body.number or 0])
        # Numbered, and nothing but the name's label: a row that was not filled in.
        return labels * 2 >= len(cells) and not (numbered and labels == 1)

    def _is_label(self, at: int, cell: RawCell) -> bool:
        if not isinstance(cell, str) or at >= len(self.body.labels):
            return False
        if fold(cell) == fold(self.body.labels[at]):
            return True
        own, expected = meaning(cell), self.body.meanings[at]
        return own is not None and expected is not None and own.field == expected.field

    def _numbers_columns(self, cells: dict[int, RawCell]) -> bool:
        """A line of 1, 2, 3 … under the header: rising by one, from column to column."""
        numbers = [ordinal(cell) for cell in cells.values()]
        if self.body.name not in cells or any(number is None for number in numbers):
            return False
        rising = all(b is not None and a is not None and b == a + 1 for a, b in pairwise(numbers))
        return rising and (len(numbers) >= 3 or numbers[0] == 1)

    def _is_total(self, cells: dict[int, RawCell], first: str) -> bool:
        """The wording of a sum, and nothing else but numbers."""
        others = [cell for at, cell in cells.items() if cell is not first and at != self.body.number]
        same = fold(first)
        return says("total", first) and all(is_number(cell) or fold(str(cell)) == same for cell in others)

    def _is_section(self, at: int, cells: dict[int, RawCell], first: str) -> bool:
        """A place's name alone, set across the columns, outside the name's column, or under a Roman number."""
        number = cells.get(self.body.number) if self.body.number is not None else None
        others = [cell for cell in cells.values() if cell is not first and cell is not number]
        if others:
            return False
        across = any(end - start >= 2 for start, end in self.body.merged.get(at, ()))
        if not (says("section", first) or (across and says("title", first))):
            return False
        if number is first or number is None:
            alone = self.body.name not in cells and not any(place in cells for place in self.body.places)
            return across or alone
        return is_roman(number)

    def _is_row(self, cells: dict[int, RawCell]) -> bool:
        """What a signature or a remark never has: a number and a name with more, or a row's usual fill."""
        number = cells.get(self.body.number) if self.body.number is not None else None
        has_name = self.body.name in cells
        numbered = number is not None and is_number(number) and has_name
        if numbered and (len(cells) > 2 or self.block != "note"):
            return True
        needed = min(4, max(2, self.usual))
        return len(cells) >= needed and (has_name or self.block is None or len(cells) >= 4)

    def _is_signature(self, at: int, cells: dict[int, RawCell]) -> bool:
        """In a block all that is no row; else the wording of a signer, set off from the rows, with a block below."""
        if self.block == "signature":
            return True
        texts = [cell for cell in cells.values() if isinstance(cell, str)]
        if at and any(not is_blank(cell) for cell in self.body.rows[at - 1]):
            return False
        below = self.body.rows[at + 1 : at + 1 + _BLOCK]
        return all(says("signer", text) for text in texts) and any(
            isinstance(cell, str) and says("signature", cell) for row in below for cell in row
        )

    def _is_note(self, cells: dict[int, RawCell], first: str) -> bool:
        """The wording of a remark, or in a block of remarks what stands outside the name's column or is listed."""
        if len(cells) <= 2 and says("note", first):
            return True
        if self.block != "note":
            return False
        anew = len(cells) == 2 and self.body.number in cells and self.usual >= 4
        return self.body.name not in cells or is_listed(first) or anew
