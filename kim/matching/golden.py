"""Writes the communities down: membership and aliases, the golden record with its sources, the history."""

from typing import TYPE_CHECKING

from kim.matching.script import count, drop, run

if TYPE_CHECKING:
    import duckdb


def write_communities(conn: "duckdb.DuckDBPyConnection") -> int:
    """Write what follows from `cluster` and `titled`; returns how many communities were looked at."""
    run(conn, "62_membership")
    run(conn, "70_golden")
    run(conn, "71_history")
    for view in ("golden", "witness"):
        conn.execute(f"drop view {view}")
    changed = count(conn, "changed_kim")
    drop(conn, "golden_and_source", "crowd", "moved", "joined", "renewed", "lost_id")
    return changed
