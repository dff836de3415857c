"""Withdrawing and superseding: a submission's records leave the register by a decision, and come back by another.

Nothing is deleted. `conn` is a reader of the warehouse, which knows what a submission is.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kim.errors import KimError, UsageError
from kim.register.decisions import Decision, DecisionBook
from kim.statements import statement

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Person:
    """Who decides, why and when."""

    by: str
    why: str
    at: datetime


def withdraw(conn: "duckdb.DuckDBPyConnection", book: DecisionBook, submission: str, person: Person) -> str:
    """Record the withdrawal and say what it takes out.

    Raises:
        KimError: no such submission, it has nothing in the register, or it is out already.
    """
    described = _described(conn, submission)
    line = book.record("withdraw", at=person.at, by=person.by, why=person.why, subject=submission)
    return f"{described} is withdrawn ({line.decision_id}). Take it back with `kim withdraw {submission} --undo`."


def supersede(conn: "duckdb.DuckDBPyConnection", book: DecisionBook, new: str, old: str, person: Person) -> str:
    """Record that `new` takes the place of `old`, and say what that takes out.

    Raises:
        KimError: no such submission, one has nothing in the register, or is out already.
    """
    newer, older = _described(conn, new), _described(conn, old)
    line = book.record("supersede", at=person.at, by=person.by, why=person.why, subject=new, object=old)
    undo = f"kim supersede {new} {old} --undo"
    return f"{older} is superseded by {newer} ({line.decision_id}). Take it back with `{undo}`."


def skip(book: DecisionBook, submission: str, file_name: str, person: Person) -> str:
    """Record that a receipt is left out of loading.

    Raises:
        KimError: it is skipped already.
    """
    line = book.record("skip", at=person.at, by=person.by, why=person.why, subject=submission)
    return f"{file_name} is left out of loading ({line.decision_id}). Take it back with `kim skip {submission} --undo`."


def undo_skip(book: DecisionBook, submission: str, person: Person) -> str:
    """Let a skipped receipt be loaded.

    Raises:
        KimError: it does not stand skipped.
    """
    return _undo(book, book.standing().skipped.get(submission), person, f"{submission} does not stand skipped")


def undo_withdrawal(book: DecisionBook, submission: str, person: Person) -> str:
    """Put a withdrawn submission's records back.

    Raises:
        KimError: it does not stand withdrawn.
    """
    return _undo(book, book.standing().withdrawn.get(submission), person, f"{submission} does not stand withdrawn")


def undo_supersession(book: DecisionBook, new: str, old: str, person: Person) -> str:
    """Let the superseded submission `old` count again.

    Raises:
        KimError: it does not stand superseded by `new`.
    """
    line = book.standing().superseded.get(old)
    by_new = line if line and line.subject == new else None
    return _undo(book, by_new, person, f"{old} does not stand superseded by {new}")


def _undo(book: DecisionBook, line: Decision | None, person: Person, otherwise: str) -> str:
    if line is None:
        raise KimError(f"{otherwise}: there is nothing to undo")
    undone = book.record("undo", at=person.at, by=person.by, why=person.why, subject=line.decision_id)
    return f"{line.kind} {line.decision_id} of {line.at:%Y-%m-%d} by {line.by} is undone ({undone.decision_id})."


def _described(conn: "duckdb.DuckDBPyConnection", submission: str) -> str:
    rows = conn.execute(statement("queries/submission_state"), {"submission_id": submission}).fetchall()
    if not rows:
        raise UsageError(
            f'there is no submission {submission!r}: `kim query "select submission_id, file_name, status '
            'from intake.submission"` lists them'
        )
    file_name, office, received_at, status, accepted = rows[0]
    if status in ("rejected", "duplicate", "skipped"):
        raise KimError(f"{submission} ({file_name}) is {status}: none of its records is in the register")
    return f"{submission} ({file_name}, office {office or 'unknown'}, {received_at:%Y-%m-%d}, {accepted} records)"
