"""Decisions take effect: the register is resolved anew with those just recorded; held files are let through by one."""

from typing import TYPE_CHECKING

from kim.clock import Clock
from kim.register.decisions import Decision, DecisionBook, real_user
from kim.register.lock import writer_lock
from kim.running import steps

if TYPE_CHECKING:
    from kim.settings import Settings

_HELD = "select submission_id from intake.submission where status = 'held' order by sequence"


def apply_decisions(settings: "Settings") -> None:
    """Bring the finished warehouse up to date with the book of decisions, without intake and without publication.

    Raises:
        KimError: another process writes, or the disk refuses; the decisions then take effect at the next run.
    """
    from kim.warehouse import connect, workfile
    from kim.warehouse.preparation import prepare

    with writer_lock(settings.place, settings.lock_wait_seconds):
        path = workfile.start(settings.place)
        with connect.writer(path) as conn:
            prepare(conn)
        steps.resolve(settings, path)
        steps.commit(settings, path, ())


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
