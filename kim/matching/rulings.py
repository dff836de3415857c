"""A person's ruling on a pair: refused where it contradicts one that stands, of the two communities too."""

from typing import TYPE_CHECKING, Literal

from kim.errors import KimError
from kim.matching.questions import Question
from kim.statements import statement

if TYPE_CHECKING:
    from datetime import datetime

    import duckdb

    from kim.register.decisions import Decision, DecisionBook

Verdict = Literal["same", "different"]


def rule(
    conn: "duckdb.DuckDBPyConnection",
    book: "DecisionBook",
    pair: Question,
    verdict: Verdict,
    *,
    at: "datetime",
    by: str,
    why: str,
) -> "Decision":
    """Record the ruling, with what agreed when it was given: new evidence alone raises the question again.

    Raises:
        KimError: it contradicts a ruling that stands on the records or on their communities.
    """
    if verdict == "same":
        _refuse_kept_apart(conn, book, pair)
    return book.record(
        verdict,
        at=at,
        by=by,
        why=why,
        subject=pair.left.record_id,
        object=pair.right.record_id,
        detail={"pair_id": pair.pair_id, "agrees": ",".join(sorted(pair.agrees))},
    )


def retract(book: "DecisionBook", pair: Question, *, at: "datetime", by: str, why: str) -> "Decision":
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
