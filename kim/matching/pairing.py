"""Scores the pairs of records that an event brings: new records against the register and each other."""

from typing import TYPE_CHECKING

from kim.matching.script import count, found, run

if TYPE_CHECKING:
    import duckdb

    from kim.matching.contacts import Contacts


def pair_records(conn: "duckdb.DuckDBPyConnection", private: "Contacts") -> tuple[int, int]:
    """Make features, candidates and edges of the arriving records; returns how many arrived and were compared."""
    first_new = int(found(conn, "select coalesce(max(ordinal), 0) + 1 from matching.feature"))
    run(conn, "10_feature", contact_known=private.known)
    run(conn, "12_touched", first_new=first_new)
    if not count(conn, "touched"):
        return 0, 0
    private.lay_out()
    touched = count(conn, "touched")
    run(conn, "20_block")
    if count(conn, "touched") > touched:  # blocks that grew over the cap touch further records, with further blocks
        run(conn, "20_block")
    run(conn, "25_candidate")
    run(conn, "30_score")
    run(conn, "31_keep_edges")
    arrived = count(conn, f"touched where ordinal >= {first_new}")
    return arrived, count(conn, "candidate")
