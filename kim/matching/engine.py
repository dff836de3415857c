"""Where pairs of records are made and compared: the part of matching whose work grows with the pairs.

Invariant: every engine makes the same `levelled` of the same `open_block` and `side`, in which nothing personal stands.
"""

from typing import TYPE_CHECKING, Protocol

from kim.matching.script import count, drop, run

if TYPE_CHECKING:
    import duckdb

    from kim.settings import Settings


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
