"""Gives each community its lasting id.

Invariant: an id is tied to one record for ever. A community bears the id of its oldest member that has one; only a
community without any gets a new one, from its first record. So ids are never reused, a merge loses none, and a split
leaves the id with the older record.
"""

from typing import TYPE_CHECKING

import pyarrow as pa

from kim.matching.identifiers import mint_all
from kim.matching.script import found, run

if TYPE_CHECKING:
    import duckdb

    from kim.register.ids import IdBook


def recall(conn: "duckdb.DuckDBPyConnection", ids: "IdBook") -> None:
    """Make the register's copy of the book whole, where it is behind."""
    last = ids.last()
    known = found(conn, "select kim_id from matching.given_id order by rowid desc limit 1")
    if (last.kim_id if last else None) == known:
        return
    book = ids.table()
    conn.execute("delete from matching.given_id")
    _enter(conn, book)


def _enter(conn: "duckdb.DuckDBPyConnection", given: pa.Table) -> None:
    conn.register("handed_over", given)
    conn.execute("insert into matching.given_id select kim_id, record_id from handed_over")
    conn.unregister("handed_over")


def name_clusters(conn: "duckdb.DuckDBPyConnection", ids: "IdBook") -> int:
    """Make `titled` (`root, kim_id, has_live`) for every cluster, giving new ids where needed; returns how many."""
    run(conn, "60_given")
    rows = run(conn, "61_unnamed")
    if not rows:
        return 0
    taken = {row[0] for row in conn.execute("select kim_id from matching.given_id").fetchall()}
    minted = mint_all([row[0] for row in rows], taken)
    ids.give((kim_id, *row) for kim_id, row in zip(minted, rows, strict=True))
    _enter(conn, pa.table({"kim_id": minted, "record_id": [row[0] for row in rows]}))
    run(conn, "60_given")
    return len(rows)
