"""Letting held files through, on the record."""

from typing import TYPE_CHECKING

from kim.clock import Clock
from kim.register.decisions import Decision, DecisionBook, real_user

if TYPE_CHECKING:
    from kim.settings import Settings

_HELD = "select submission_id from intake.submission where status = 'held' order by sequence"


def accept_held(settings: "Settings", clock: Clock) -> list[Decision]:
    """Record that every file held now is let through; the resolve that follows counts its records."""
    from kim.warehouse import connect

    home = settings.place
    if not home.database.exists():
        return []
    with connect.reader(home) as conn:
        held = [row[0] for row in conn.execute(_HELD).fetchall()]
    book = DecisionBook(home.decisions)
    accepted = set(book.standing().accepted_drift)
    drafts = [
        Decision(
            decision_id="",
            kind="accept_drift",
            at=clock(),
            by=real_user(),
            why="kim run --accept-drift",
            subject=submission_id,
        )
        for submission_id in held
        if submission_id not in accepted
    ]
    return book.record_all(drafts)
