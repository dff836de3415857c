"""What stands at an event: the status of each submission, and the rulings on records."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from kim.matching.events import naive
from kim.matching.script import keep
from kim.register.model import Decision
from kim.register.standing import Standing, standing

if TYPE_CHECKING:
    import duckdb

LIVE = ("accepted", "partly_accepted")
_RULING = pa.schema(
    [
        ("decision_id", pa.string()),
        ("kind", pa.string()),
        ("left_id", pa.string()),
        ("right_id", pa.string()),
        ("ruled_by", pa.string()),
        ("ruled_at", pa.timestamp("us")),
        ("reason", pa.string()),
        ("agreed", pa.string()),
    ]
)


def standing_at(decisions: Sequence[Decision], applied: set[str]) -> Standing:
    """What stands of the decisions that have taken effect."""
    return standing([decision for decision in decisions if decision.decision_id in applied])


def set_statuses(conn: "duckdb.DuckDBPyConnection", now: Standing) -> list[str]:
    """Write what stands into `intake.submission.status`; returns the submissions whose status changed."""
    held = {row[0] for row in conn.execute("select submission_id from matching.held").fetchall()}
    waiting = dict.fromkeys(held - set(now.accepted_drift), "held")
    wanted = waiting | now.out
    found = conn.execute(
        """
        select submission_id, status, case when quarantined_count = 0 then 'accepted' else 'partly_accepted' end
        from intake.submission where status not in ('rejected', 'duplicate')
        """
    ).fetchall()
    changed = [(wanted.get(s, usual), s) for s, status, usual in found if status != wanted.get(s, usual)]
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
    conn.execute(
        """
        create or replace temp table ruling as
        select r.*, l.ordinal as ordinal_l, o.ordinal as ordinal_r
        from ruling_line as r
        inner join matching.node as l on l.record_id = r.left_id
        inner join matching.node as o on o.record_id = r.right_id
        """
    )
