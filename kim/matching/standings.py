"""What stands at an event: the status of each submission, and the rulings on records."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from kim.matching.events import naive
from kim.matching.script import keep, run
from kim.register.decisions import ERASURE, Decision, Standing, standing

if TYPE_CHECKING:
    import duckdb

_TEXT = ("decision_id", "kind", "left_id", "right_id", "ruled_by", "reason", "agreed")
_RULING = pa.schema([("ruled_at", pa.timestamp("us"))])
for _name in _TEXT:
    _RULING = _RULING.append(pa.field(_name, pa.string()))


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
