"""What the register has not taken in yet, in the order in which it happened, and what stands at each event.

A rebuild runs the same events again, one by one, and so comes to the same states, ids and held files.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from kim.matching.script import found, keep, run
from kim.register.decisions import ERASURE, Decision, Standing, standing

if TYPE_CHECKING:
    import duckdb

RULES = ("same", "different", "retract", "withdraw", "supersede", "undo", "accept_drift")
_TEXT = ("decision_id", "kind", "left_id", "right_id", "ruled_by", "reason", "agreed")
_RULING = pa.schema([("ruled_at", pa.timestamp("us"))])
for _name in _TEXT:
    _RULING = _RULING.append(pa.field(_name, pa.string()))


@dataclass(frozen=True)
class Event:
    """A moment at which the register changes: files received, decisions taken, or both at once. Naive UTC."""

    at: datetime
    submissions: tuple[str, ...] = ()
    decisions: tuple[str, ...] = field(default=())


def pending(conn: "duckdb.DuckDBPyConnection", decisions: Sequence[Decision]) -> list[Event]:
    """The events to come, oldest first; what is older than the register's last change happens at that change."""
    applied = applied_decisions(conn)
    floor = found(conn, 'select max("at") from matching.applied') or datetime.min
    moments: dict[datetime, tuple[list[str], list[str]]] = {}
    for submission_id, received_at in run(conn, "01_waiting"):
        moments.setdefault(max(received_at, floor), ([], []))[0].append(submission_id)
    for decision in decisions:
        if decision.kind in RULES and decision.decision_id not in applied:
            moments.setdefault(max(naive(decision.at), floor), ([], []))[1].append(decision.decision_id)
    return [Event(at, tuple(files), tuple(acts)) for at, (files, acts) in sorted(moments.items())]


def forgotten(conn: "duckdb.DuckDBPyConnection", decisions: Sequence[Decision]) -> bool:
    """Whether the register follows decisions that are not among these: it then runs them all anew."""
    known = {decision.decision_id for decision in decisions}
    return not applied_decisions(conn) <= known


def applied_decisions(conn: "duckdb.DuckDBPyConnection") -> set[str]:
    """The decisions that the register follows already."""
    return {row[0] for row in conn.execute("select item_id from matching.applied where kind = 'decision'").fetchall()}


def naive(moment: datetime) -> datetime:
    """A moment as the warehouse keeps it: UTC without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def standing_at(decisions: Sequence[Decision], applied: set[str]) -> Standing:
    """What stands of the decisions that have taken effect.

    What an erasure wrote down of the register before it holds from the start: the contacts that spoke for it are gone.
    """
    return standing([one for one in decisions if one.decision_id in applied or ERASURE in one.detail])


def set_statuses(conn: "duckdb.DuckDBPyConnection", now: Standing) -> list[str]:
    """Write what stands into `intake.submission.status`; returns the submissions whose status changed."""
    held = {row[0] for row in conn.execute("select submission_id from matching.held").fetchall()}
    waiting = dict.fromkeys(held - set(now.accepted_drift), "held")
    wanted = waiting | now.out
    files = run(conn, "07_status")
    changed = [(wanted.get(s, usual), s) for s, status, usual in files if status != wanted.get(s, usual)]
    for status, submission_id in changed:
        conn.execute("update intake.submission set status = ? where submission_id = ?", [status, submission_id])
    return [submission_id for _, submission_id in changed]


def set_rulings(conn: "duckdb.DuckDBPyConnection", now: Standing) -> None:
    """Keep the rulings on records that the register knows as `ruling`, with their ordinals."""
    rows = [
        {
            "decision_id": line.decision_id,
            "kind": line.kind,
            "left_id": line.subject,
            "right_id": line.object,
            "ruled_by": line.by,
            "ruled_at": naive(line.at),
            "reason": line.why,
            "agreed": line.detail.get("agrees"),
        }
        for line in now.same + now.different
    ]
    keep(conn, "ruling_line", pa.Table.from_pylist(rows, schema=_RULING))
    run(conn, "45_ruling")
