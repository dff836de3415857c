"""Decisions just recorded take effect: the register is resolved anew, without intake and without publication."""

from typing import TYPE_CHECKING

from kim.register.lock import writer_lock
from kim.running import steps

if TYPE_CHECKING:
    from kim.settings import Settings


def apply_decisions(settings: "Settings") -> None:
    """Bring the finished warehouse up to date with the book of decisions.

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
