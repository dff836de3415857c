"""What the rows of a table look like: how they are numbered, filled and named. Each line is compared with this."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kim.reading.grid import RawCell
from kim.reading.markers import count_named, is_number, ordinal
from kim.reading.meanings import Meaning
from kim.reading.name_kinds import NameKind, asks_whether, counts_communities, is_tick, kind_of
from kim.reference.text import fold

_SAMPLE = 500
# Recognised columns that say nothing of a community itself.
_NO_FACTS = frozenset({"keterangan", "status", "jenis_komunitas", "nomor_urut", "id_kim", "nomor_id_kim"})
_NONE_THERE = re.compile(
    r"(?:kim )?(?:belum|blm|tidak|tdk) (?:(?:ada|punya|memiliki|mempunyai|membentuk) kim|ter ?bentuk|di ?bentuk|berdiri"
    r"|ada$)\b.*"
)
STATEMENTS = frozenset({NameKind.NONE, NameKind.NAMELESS})
"""The kinds of a text that states whether there is a community, and names none."""


@dataclass(slots=True)
class Body:
    """The lines between two headers, cut to the columns of one table.

    `name` is the column of the communities' names, or in a list of persons that of theirs (`persons`). `sure` says that
    its heading can mean nothing but communities.
    """

    rows: list[list[RawCell]]
    name: int
    number: int | None
    places: Sequence[int]
    labels: Sequence[str]
    meanings: Sequence[Meaning | None]
    merged: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    """Position to the column ranges that are merged across it."""
    fields: dict[int, str] = field(default_factory=dict)
    """Column position to what it means."""
    persons: bool = False
    sure: bool = True


def is_blank(cell: RawCell) -> bool:
    """Whether a cell shows nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


class Profile:
    """What most lines of a table have in common.

    `facts` are the columns that only a community fills (its chair, phone, decree …), `asking` those that ask whether
    there is one, `remarks` those of notes; `flagged` the lines that say there is none (yet); `usual` the cells that a
    row has, `needed` those that make one; `last` the last line that is filled and numbered as rows are.
    """

    def __init__(self, body: Body, filled: Sequence[int]) -> None:
        self.body = body
        apart = {body.name, body.number, *body.places}
        self.facts = [at for at, each in body.fields.items() if at not in apart and each not in _NO_FACTS]
        self.status = [at for at, each in body.fields.items() if each in {"status", "keterangan"}]
        self.asking = [at for at, label in enumerate(body.labels) if at not in body.fields and _asks(label)]
        self.remarks = [at for at, each in body.fields.items() if each == "keterangan"]
        self.mostly_prefixed = self._is_mostly_prefixed()
        self.flagged = self._flagged()
        self.usual = self._usual_fill(filled)
        self.needed = min(4, self.usual)
        self.numbered = self._is_numbered(filled)
        self.last = self._last_row(filled)

    def _usual_fill(self, filled: Sequence[int]) -> int:
        """How many cells a row has: what the fuller quarter of the numbered ones reaches, else the fullest tenth."""
        sample = list(zip(self.body.rows[:_SAMPLE], filled[:_SAMPLE], strict=True))
        if self.body.number is not None:
            numbered = [count for row, count in sample if count > 1 and rank(row[self.body.number]) is not None]
            if numbered:
                return sorted(numbered)[-1 - len(numbered) // 4]
        return sorted(filled[:_SAMPLE])[-1 - len(sample) // 10] if sample else 0

    def _is_numbered(self, filled: Sequence[int]) -> bool:
        """Whether the rows are numbered: two thirds of the full lines are."""
        if self.body.number is None:
            return False
        full = [
            row for row, count in zip(self.body.rows[:_SAMPLE], filled[:_SAMPLE], strict=True) if count >= self.needed
        ]
        return bool(full) and sum(rank(row[self.body.number]) is not None for row in full) * 3 >= 2 * len(full)

    def _last_row(self, filled: Sequence[int]) -> int:
        """The last line that is filled and numbered as rows are: a line below it that is neither is a footer."""
        for at in range(len(self.body.rows) - 1, -1, -1):
            row = self.body.rows[at]
            named = self.body.name < len(row) and not is_blank(row[self.body.name])
            if self.number(row) is not None and named:
                return at
            if not self.numbered and filled[at] >= self.needed and named:
                return at
        return -1

    def _flagged(self) -> set[int]:
        """Lines whose state or remark says that there is no community (yet)."""
        lines: set[int] = set()
        for column in self.status:
            values = [row[column] if column < len(row) else "" for row in self.body.rows]
            none = {value for value in set(values) if isinstance(value, str) and _NONE_THERE.fullmatch(fold(value))}
            if none:
                lines.update(at for at, value in enumerate(values) if value in none)
        for column in self.asking:
            values = [row[column] if column < len(row) else "" for row in self.body.rows]
            no = {value for value in set(values) if value != "" and self.answer(column, value) is NameKind.NONE}
            lines.update(at for at, value in enumerate(values) if value in no)
        return lines

    def _is_mostly_prefixed(self) -> bool:
        """Whether most names begin with a community's prefix: one in small letters without it is then doubtful."""
        at = self.body.name
        named, filled = count_named(row[at] for row in self.body.rows[:_SAMPLE] if at < len(row))
        return filled > 0 and named * 2 >= filled

    def number(self, row: Sequence[RawCell]) -> int | None:
        """The number in a line's numbering column, None where there is none."""
        return rank(row[self.body.number]) if self.body.number is not None and self.body.number < len(row) else None

    def answer(self, at: int, cell: RawCell) -> NameKind:
        """Whether there is a community, by a cell's words, its tick or its count."""
        if is_tick(cell) and (said := kind_of(self.body.labels[at])) in STATEMENTS:
            return said
        if isinstance(cell, str) and not is_number(cell):
            kind = kind_of(cell)
            return kind if at not in self.remarks or kind is NameKind.NONE else NameKind.NAME
        if at in self.remarks or not counts_communities(self.body.labels[at]):
            return NameKind.NAME
        return NameKind.NAMELESS if rank(cell) else NameKind.NONE


def _asks(label: str) -> bool:
    """Whether a header asks if there is a community: in words, by an answer that is ticked, or by their count."""
    return bool(label) and (asks_whether(label) or kind_of(label) in STATEMENTS or counts_communities(label))


def rank(cell: RawCell) -> int | None:
    """The number of a row, also of one beyond a thousand."""
    if (found := ordinal(cell)) is not None:
        return found
    text = cell.strip(" .") if isinstance(cell, str) else f"{cell:.0f}" if isinstance(cell, float | int) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 7 else None
