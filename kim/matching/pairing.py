"""Makes, compares and scores the pairs of records that an event brings: new ones against the register and each other.

Comparing is the part of matching whose work grows with the pairs, so that an engine of its own can do it. Invariant:
every engine makes the same `levelled` of the same `open_block` and `side`, in which nothing personal stands.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from kim.matching.script import count, drop, found, run

if TYPE_CHECKING:
    import duckdb

    from kim.matching.contacts import Contacts
    from kim.settings import Settings

SLICE = 500_000


class PairEngine(Protocol):
    """Makes the table `levelled` of the connection; `warehouse/matching/29_level.sql` says what it holds."""

    def level(self, conn: "duckdb.DuckDBPyConnection") -> int:
        """Compare the two records of each candidate pair; returns how many pairs there were."""


class InPlace:
    """DuckDB, in the connection itself: the default."""

    def level(self, conn: "duckdb.DuckDBPyConnection") -> int:
        """Compare the pairs where the tables are."""
        run(conn, "27_candidate")
        run(conn, "28_pair")
        run(conn, "29_level")
        pairs = count(conn, "candidate")
        conn.execute("drop view paired")
        drop(conn, "candidate")
        return pairs


def engine_of(settings: "Settings") -> PairEngine:
    """The engine that the settings name.

    Raises:
        UsageError: it needs a setting that is not there.
    """
    if settings.matching_engine == "duckdb":
        return InPlace()
    from kim.matching.spark import OnSpark

    return OnSpark(settings.spark_master, settings.share)


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
    run(conn, "12_dirty", first_new=first_new, contact_known=private.known)
    if not count(conn, "dirty") and not changed:
        return 0, 0
    private.lay_out()
    _block(conn, changed)
    run(conn, "26_side")
    drop(conn, "block", "full_block")
    pairs = engine.level(conn)
    drop(conn, "open_block", "side")
    run(conn, "30_private")
    drop(conn, "levelled")
    run(conn, "31_hold_back")
    run(conn, "32_score")
    run(conn, "33_keep_edges")
    private.forget_event()
    drop(conn, "scored")
    return count(conn, f"dirty where ordinal >= {first_new}"), pairs


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
    """Make `block` and `full_block`, and add to the dirty set what a block that grew over the cap reaches."""
    run(conn, "20_block")
    if changed:
        run(conn, "21_moved", changed_submissions=list(changed))
    size = _gather(conn)
    if count(conn, "dirty") > size:  # blocks that grew over the cap make further records dirty, with further blocks
        _gather(conn)
    if count(conn, "full_block"):
        run(conn, "25_capped_block")


def _gather(conn: "duckdb.DuckDBPyConnection") -> int:
    size = count(conn, "dirty")
    run(conn, "22_shared_block" if size == count(conn, "matching.feature") else "23_near_block")
    run(conn, "24_full_block")
    return size
