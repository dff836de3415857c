"""The pairs of communities that wait for a person's ruling, with what agrees, what differs and what it weighs.

Nothing personal is shown: of a phone, an e-mail or a chair only whether they agree.
"""

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kim.errors import UsageError
from kim.statements import statement

if TYPE_CHECKING:
    import duckdb

AGREES = ("same", "shares", "village", "compatible", "close", "contains")
HELD_BACK = {
    "another_place": "they name different places",
    "one_file": "they are rows of one file",
    "numeral": "a number stands in one name and not in the other",
    "kind": "one name has a word that sets it apart (PKK, Kecamatan, …)",
    "level": "one sits at a district, the other at a village",
    "name": "the names differ",
    "place_open": "one does not say in which village it is, and no contact or number settles it",
    "name_alone": "the names are alike, and nothing else speaks for it",
}


@dataclass(frozen=True)
class Side:
    """One of the two records: its community, where its row stands, and the row's cells as received (masked)."""

    record_id: str
    kim_id: str | None
    file_name: str
    sheet: str | None
    row_number: int
    name: str
    place: str
    cells: dict[str, Any]


@dataclass(frozen=True)
class Question:
    """A pair, `evidence` by field as (outcome, bits), and why the matcher does not decide it itself."""

    pair_id: str
    probability: float | None
    ruling: str
    reason: str
    left: Side
    right: Side
    evidence: dict[str, tuple[str, float]]

    @property
    def agrees(self) -> list[str]:
        """The fields that speak for one community."""
        return [name for name, (outcome, _) in self.evidence.items() if outcome.startswith(AGREES)]

    @property
    def differs(self) -> list[str]:
        """The fields that speak against it."""
        quiet = ("missing", *AGREES)
        return [name for name, (outcome, _) in self.evidence.items() if not outcome.startswith(quiet)]

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self) | {"agrees": self.agrees, "differs": self.differs}


def open_questions(conn: "duckdb.DuckDBPyConnection", limit: int | None = None) -> list[Question]:
    """The open pairs, most valuable first: those that change the national count, the likeliest first."""
    rows = conn.execute(statement("review/question"), {"pair_id": None}).fetchall()
    return [_question(row) for row in rows[:limit]]


def question(conn: "duckdb.DuckDBPyConnection", pair_id: str) -> Question:
    """One pair, open or ruled.

    Raises:
        UsageError: there is no such pair.
    """
    rows = conn.execute(statement("review/question"), {"pair_id": pair_id}).fetchall()
    if not rows:
        raise UsageError(f"there is no pair {pair_id}; `kim review` lists those that wait")
    return _question(rows[0])


def _question(row: tuple[Any, ...]) -> Question:
    pair_id, probability, ruling, held_back, evidence, _, *sides = row
    half = len(sides) // 2
    reason = HELD_BACK.get(held_back or "", "the evidence is not strong enough")
    if held_back is None and probability is not None and probability >= 0.95:
        reason = "bringing them together would contradict other records of the two"
    told = json.loads(evidence) if evidence else {}
    weighed = {name: (outcome, float(bits)) for name, (outcome, bits) in told.items()}
    return Question(pair_id, probability, ruling, reason, _side(sides[:half]), _side(sides[half:]), weighed)


def _side(values: list[Any]) -> Side:
    record_id, kim_id, file_name, sheet, row_number, name, place, cells = values
    return Side(record_id, kim_id, file_name, sheet, row_number, name, place, json.loads(cells) if cells else {})


@dataclass(frozen=True)
class Suggestion:
    """A file that calls itself a revision, and the earlier one of its office that it shares most communities with."""

    new: str
    new_file: str
    old: str
    old_file: str
    shared: int


def suggestions(conn: "duckdb.DuckDBPyConnection") -> list[Suggestion]:
    """Which submissions to supersede, perhaps; never assumed."""
    return [Suggestion(*row) for row in conn.execute(statement("review/supersede")).fetchall()]
