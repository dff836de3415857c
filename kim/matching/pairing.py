"""Scores the pairs of records that an event brings: new records against the register and each other."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kim.matching.engine import PairEngine
from kim.matching.script import count, drop, found, run

if TYPE_CHECKING:
    import duckdb

    from kim.matching.contacts import Contacts

SLICE = 500_000


def pair_records(
    conn: "duckdb.DuckDBPyConnection", private: "Contacts", engine: PairEngine, changed: Sequence[str] = ()
) -> tuple[int, int]:
    """Make features, candidates and edges of the arriving records; returns how many arrived and were compared.

    Args:
        conn: the work file.
        private: the contacts.
        engine: where pairs are compared.
        changed: submissions that were taken out or came back.
    """
    first_new = int(found(conn, "select coalesce(max(ordinal), 0) + 1 from matching.feature"))
    for first, last in _slices(conn):
        run(conn, "10_feature", contact_known=private.known, from_sequence=first, to_sequence=last)
    run(conn, "12_touched", first_new=first_new, contact_known=private.known)
    if not count(conn, "touched") and not changed:
        return 0, 0
    private.lay_out()
    _block(conn, changed)
    run(conn, "26_side")
    drop(conn, "block", "full_block")
    pairs = engine.level(conn)
    drop(conn, "open_block", "side")
    run(conn, "30_private")
    run(conn, "31_hold_back")
    run(conn, "32_score")
    run(conn, "33_keep_edges")
    private.forget_event()
    drop(conn, "scored")
    return count(conn, f"touched where ordinal >= {first_new}"), pairs


def _slices(conn: "duckdb.DuckDBPyConnection") -> Iterator[tuple[int, int]]:
    """The arriving files in the order of their receipts, as first and last sequence of so many records together."""
    first, last, records = None, 0, 0
    for sequence, accepted in run(conn, "09_arrived_file"):
        first = sequence if first is None else first
        last, records = sequence, records + accepted
        if records >= SLICE:
            yield first, last
            first, records = None, 0
    if first is not None:
        yield first, last


def _block(conn: "duckdb.DuckDBPyConnection", changed: Sequence[str]) -> None:
    """Make `block` and `full_block`, and touch what a block that grew over the cap reaches."""
    run(conn, "20_block")
    if changed:
        run(conn, "21_moved", changed_submissions=list(changed))
    touched = _gather(conn)
    if count(conn, "touched") > touched:  # blocks that grew over the cap touch further records, with further blocks
        _gather(conn)
    if count(conn, "full_block"):
        run(conn, "25_capped_block")


def _gather(conn: "duckdb.DuckDBPyConnection") -> int:
    touched = count(conn, "touched")
    run(conn, "22_shared_block" if touched == count(conn, "matching.feature") else "23_near_block")
    run(conn, "24_full_block")
    return touched
