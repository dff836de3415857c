"""What becomes of each cluster: its lasting id, its members, its golden record (by survivorship), its history.

Invariant: an id is tied to one record for ever. A community bears the id of its oldest member that has one; only a
community without any gets a new one, from its first record. So ids are never reused, a merge loses none, and a split
leaves the id with the older record.
"""

from typing import TYPE_CHECKING

import pyarrow as pa

from kim.matching.identifiers import mint_all
from kim.matching.script import count, drop, found, run
from schemas.fields import facts

if TYPE_CHECKING:
    import duckdb

    from kim.register.ids import IdBook

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
    conn.execute("insert into matching.given_id by name select kim_id, record_id from handed_over")
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
