"""Writes the communities down: membership and aliases, the golden record with its sources, the history."""

from typing import TYPE_CHECKING

from kim.matching.script import count, run

if TYPE_CHECKING:
    import duckdb


def write_communities(conn: "duckdb.DuckDBPyConnection") -> int:
    """Write what follows from `cluster` and `titled`; returns how many communities were looked at."""
    run(conn, "62_membership")
    run(conn, "70_golden")
    run(conn, "71_history")
    return count(conn, "changed_kim")
