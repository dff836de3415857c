"""What the register has not taken in yet, in the order in which it happened.

A rebuild tells the same events again, one by one, and so comes to the same states, ids and held files.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kim.matching.model import Event
from kim.matching.script import found, run
from kim.register.decisions import Decision

if TYPE_CHECKING:
    import duckdb

RULES = ("same", "different", "retract", "withdraw", "supersede", "undo", "accept_drift")


def pending(conn: "duckdb.DuckDBPyConnection", decisions: Sequence[Decision]) -> list[Event]:
    """The events to come, oldest first; what is older than the register's last change happens at that change."""
    applied = {
        row[0] for row in conn.execute("select item_id from matching.applied where kind = 'decision'").fetchall()
    }
    floor = found(conn, 'select max("at") from matching.applied') or datetime.min
    moments: dict[datetime, tuple[list[str], list[str]]] = {}
    for submission_id, received_at in run(conn, "01_waiting"):
        moments.setdefault(max(received_at, floor), ([], []))[0].append(submission_id)
    for decision in decisions:
        if decision.kind in RULES and decision.decision_id not in applied:
            moments.setdefault(max(naive(decision.at), floor), ([], []))[1].append(decision.decision_id)
    return [Event(at, tuple(files), tuple(acts)) for at, (files, acts) in sorted(moments.items())]


def forgotten(conn: "duckdb.DuckDBPyConnection", decisions: Sequence[Decision]) -> bool:
    """Whether the register follows decisions that are not among these: it is then to be told anew."""
    known = {decision.decision_id for decision in decisions}
    applied = conn.execute("select item_id from matching.applied where kind = 'decision'").fetchall()
    return any(row[0] not in known for row in applied)


def naive(moment: datetime) -> datetime:
    """A moment as the warehouse keeps it: UTC without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
