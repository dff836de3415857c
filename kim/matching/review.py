"""The pairs of communities that wait for a person, and the rulings on them.

A question shows what agrees, what differs, what it weighs and which rule held the pair back. Nothing personal is shown:
of a phone, an e-mail or a chat only whether they agree. A ruling that contradicts one that stands is refused.
"""

import json
import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from kim.errors import KimError, UsageError
from kim.home import REFERENCE
from kim.matching.weights import agreeing
from kim.statements import statement

if TYPE_CHECKING:
    from datetime import datetime

    import duckdb

    from kim.register.decisions import Decision, DecisionBook


Ruling = Literal["same", "different"]


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
    reason = held_back_rules()[held_back].reason if held_back else "the evidence is not strong enough"
    if held_back is None and probability is not None and probability >= 0.95:
        reason = "bringing them together would contradict other records of the two"
    levels = json.loads(evidence) if evidence else {}
    weighed = {name: (outcome, float(bits)) for name, (outcome, bits) in levels.items()}
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


@dataclass(frozen=True)
class HeldBackRule:
    """One rule of the step `31_hold_back`: `left` and `right` are two records that it alone keeps apart."""

    reason: str
    left: dict[str, Any]
    right: dict[str, Any]
    one_file: bool = False
    declared_by: str | None = None


@cache
def held_back_rules() -> dict[str, HeldBackRule]:
    """Every rule by the name that `matching.edge.held_back` gives, in the order in which they are tried."""
    entries = tomllib.loads((REFERENCE / "matching" / "held_back.toml").read_text(encoding="utf-8"))
    return {name: HeldBackRule(**entry) for name, entry in entries.items()}


def record_ruling(
    conn: "duckdb.DuckDBPyConnection",
    book: "DecisionBook",
    pair: Question,
    ruling: Ruling,
    *,
    at: "datetime",
    by: str,
    why: str,
) -> "Decision":
    """Record the ruling, with what agreed when it was given: new evidence alone raises the question again.

    Raises:
        KimError: it contradicts a ruling that stands on the records or on their communities.
    """
    if ruling == "same":
        _refuse_kept_apart(conn, book, pair)
    return book.record(
        ruling,
        at=at,
        by=by,
        why=why,
        subject=pair.left.record_id,
        object=pair.right.record_id,
        detail={"pair_id": pair.pair_id, "agrees": ",".join(sorted(pair.agrees))},
    )


def retract_ruling(book: "DecisionBook", pair: Question, *, at: "datetime", by: str, why: str) -> "Decision":
    """Take back the ruling that stands on the pair.

    Raises:
        KimError: none stands.
    """
    now = book.standing()
    both = {pair.left.record_id, pair.right.record_id}
    for line in (*now.same, *now.different):
        if {line.subject, line.object} == both:
            return book.record("retract", at=at, by=by, why=why, subject=line.decision_id)
    raise KimError(f"no ruling stands on {pair.pair_id}")


def _refuse_kept_apart(conn: "duckdb.DuckDBPyConnection", book: "DecisionBook", pair: Question) -> None:
    apart = book.standing().different
    if not apart or pair.left.kim_id is None or pair.right.kim_id is None:
        return
    found = conn.execute(
        statement("review/kept_apart"),
        {
            "left_ids": [line.subject for line in apart],
            "right_ids": [line.object for line in apart],
            "a": pair.left.kim_id,
            "b": pair.right.kim_id,
        },
    ).fetchall()
    for left, right in found:
        line = next(line for line in apart if (line.subject, line.object) == (left, right))
        if {left, right} != {pair.left.record_id, pair.right.record_id}:
            raise KimError(
                f"not recorded: {line.decision_id} of {line.at:%Y-%m-%d} by {line.by} rules that the two communities "
                f"{pair.left.kim_id} and {pair.right.kim_id} differ; retract it first"
            )
