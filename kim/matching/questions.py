"""The pairs of communities that wait for a person's ruling, with what agrees, what differs and what it weighs.

Nothing personal is shown: of a phone, an e-mail or a chair only whether they agree.
"""

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kim.errors import UsageError
from kim.matching.held_back import rules
from kim.matching.weights import agreeing
from kim.statements import statement

if TYPE_CHECKING:
    import duckdb


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
        return [name for name, (outcome, _) in self.evidence.items() if (name, outcome) in agreeing()]

    @property
    def differs(self) -> list[str]:
        """The fields that speak against it."""
        agrees = self.agrees
        return [name for name, (outcome, _) in self.evidence.items() if outcome != "missing" and name not in agrees]

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
    reason = rules()[held_back].reason if held_back else "the evidence is not strong enough"
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
