"""The steps of the main job. Each can be repeated: what it finds done, it leaves done.

Only the holder of the writer lock may take them.
"""

import os
import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kim.clock import JAKARTA, Clock, system_clock
from kim.errors import GateBlockedError
from kim.progress import Progress
from kim.register.archive import Archive
from kim.register.contacts import ContactStore
from kim.register.decisions import Decision, DecisionBook
from kim.register.ids import IdBook
from kim.register.receipts import ReceiptBook
from kim.register.vault import Vault
from kim.running.inbox import announce, check_inbox, dismiss, receive
from kim.running.loading import forget_unskipped, load_receipts, loaded_sequences, unloaded
from kim.running.preparing import Preparer, preparer_of
from kim.running.request import Arrival, Intake, RunRequest
from kim.running.rounds import round_for
from kim.stewardship.retention import tidy

if TYPE_CHECKING:
    from kim.matching.resolve import Resolved
    from kim.settings import Settings


_UNREADABLE = "{} cannot be read: it stays in the inbox until this user may read it"
_STILL_COPIED = "{} changed while it was read: it stays in the inbox until it is copied whole"


def receive_files(settings: "Settings", request: RunRequest, clock: Clock, progress: Progress) -> Intake:
    """Archive and enter what waits in the inbox, beside a fresh work file.

    Raises:
        KimError: the home cannot be read or written; what was received stays received.
    """
    from kim.warehouse import connect, workfile
    from kim.warehouse.preparation import prepare

    home = settings.place
    check_inbox(home)
    path = workfile.start(home)
    with connect.writer(path) as conn:
        prepare(conn)
        dismiss(home, loaded_sequences(conn))
        pending = unloaded(conn, ReceiptBook(home.receipts).all())
    now = clock()
    reception = receive(
        home,
        Archive(home, Vault(home)),
        received_at=now,
        round_id=round_for(request.round_id, now),
        provinces=request.provinces,
        pending=pending,
        progress=progress,
    )
    _killed_here("received")
    warnings = [*map(_STILL_COPIED.format, reception.growing), *map(_UNREADABLE.format, reception.unreadable)]
    return Intake(path, reception.arrivals, tuple(warnings))


def load_files(settings: "Settings", taken: Intake, progress: Progress, preparer: Preparer | None = None) -> int:
    """Load whatever was received and is not in the work file yet; returns the number of files.

    Args:
        settings: the home, and how many processes prepare.
        taken: what intake handed on.
        progress: hears a step a file.
        preparer: who reads and cleans, where it is not this machine.

    Raises:
        KimError: a file cannot be fetched from the archive, or the disk refuses.
    """
    from kim.warehouse import connect

    home = settings.place
    vault = Vault(home)
    skip = DecisionBook(home.decisions).standing().skipped
    with connect.writer(taken.work_file) as conn:
        forget_unskipped(conn, skip)
        count = load_receipts(
            conn,
            unloaded(conn, ReceiptBook(home.receipts).all()),
            preparer=preparer or preparer_of(settings),
            contacts=ContactStore(home, vault),
            at_hand={arrival.sequence: arrival.path for arrival in taken.arrivals},
            progress=progress,
            skip=skip,
        )
    _killed_here("loaded")
    return count


def resolve(
    settings: "Settings",
    work_file: Path,
    until: datetime | None = None,
    contacts: ContactStore | None = None,
    clock: Clock = system_clock,
) -> "Resolved":
    """Bring the communities of the work file up to date with its records and the decisions (taken until then).

    Args:
        settings: the home, the thresholds and the retention of contacts.
        work_file: the unfinished warehouse.
        until: decisions after it are ignored; None for all, and only then are contacts emptied that are due for it.
        contacts: the store that belongs to the work file, where it is not the home's own.
        clock: says which contacts are past their retention.
    """
    from kim.matching.resolve import resolve as resolve_communities
    from kim.warehouse import connect
    from kim.warehouse.faults import named_faults

    home = settings.place
    vault = Vault(home)
    decisions: list[Decision] = DecisionBook(home.decisions).all(until)
    store = contacts or ContactStore(home, vault)
    with named_faults(work_file), connect.writer(work_file) as conn:
        done = resolve_communities(
            conn,
            ids=IdBook(home.ids),
            decisions=decisions,
            contacts=store if vault.has_key() else None,
            settings=settings,
        )
        if until is None and vault.has_key():
            tidy(conn, store, decisions, clock(), settings.retention_days)
    _killed_here("resolved")
    return done


def commit(settings: "Settings", work_file: Path, arrivals: tuple[Arrival, ...]) -> None:
    """Make the work file the finished state if all control totals hold, then clear the inbox of what it holds.

    Raises:
        GateBlockedError: a control total does not hold; the finished state stays what it was.
    """
    from kim.warehouse import workfile

    home = settings.place
    check_totals(work_file)
    announce(home, arrivals)
    workfile.finish(home, work_file)
    _killed_here("committed")
    dismiss(home, (arrival.sequence for arrival in arrivals))
    _killed_here("dismissed")


def check_totals(work_file: Path) -> None:
    """Refuse a work file in which a control total does not hold."""
    from kim.publishing.figures import broken_totals
    from kim.warehouse import connect

    with connect.writer(work_file) as conn:
        broken = broken_totals(conn)
    if broken:
        listed = "; ".join(f"{total.name}: {total.left_value} against {total.right_value}" for total in broken)
        raise GateBlockedError(
            f"control totals do not hold, so nothing was changed or published ({listed}). The files stay in the inbox. "
            "This is a fault of the software or of the warehouse: run `kim doctor`, then `kim rebuild`"
        )


def aware(moment: datetime | None) -> datetime | None:
    """A moment that says its zone; one without is Jakarta's."""
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=JAKARTA)).astimezone(UTC)


def _killed_here(step: str) -> None:
    """End this process at once, as a power cut would, where a test names this step in `KIM_TEST_KILL_AT`."""
    if os.environ.get("KIM_TEST_KILL_AT") == step:
        os.kill(os.getpid(), signal.SIGKILL)
