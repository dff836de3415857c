"""Writes the communities down: membership and aliases, the golden record with its sources, the history."""

from typing import TYPE_CHECKING

from kim.matching.script import count, drop, run
from schemas.fields import facts

if TYPE_CHECKING:
    import duckdb


# Communities that are written together: what they are made of is held in memory many times over.
SLICE = 1_000_000


def write_communities(conn: "duckdb.DuckDBPyConnection") -> int:
    """Write what follows from `cluster` and `titled`; returns how many communities were looked at."""
    of_fact = {fact: attributes for fact, (_, attributes) in facts().items()}
    own = [fact for fact, attributes in of_fact.items() if attributes == [fact]]
    run(conn, "62_membership")
    drop(conn, "joined", "renewed", "lost_id")
    run(conn, "63_changed")
    changed = count(conn, "every_change")
    for first in range(0, changed, SLICE):
        run(conn, "64_changed_slice", first_place=first, last_place=first + SLICE)
        run(conn, "70_golden", place_attributes=of_fact["place"], own_facts=own)
        run(conn, "71_history")
        conn.execute("drop view witness")
        drop(conn, "golden_and_source", "crowd", "moved")
    drop(conn, "every_change", "changed_kim")
    return changed
