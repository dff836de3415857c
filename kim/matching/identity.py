"""Gives each community its lasting id.

Invariant: an id is tied to one record for ever. A community bears the id of its oldest member that has one; only a
community without any gets a new one, from its first record. So ids are never reused, a merge loses none, and a split
leaves the id with the older record.
"""

from typing import TYPE_CHECKING, Any

from kim.matching.identifiers import mint
from kim.matching.script import found, run
from kim.register.model import GivenId

if TYPE_CHECKING:
    import duckdb

    from kim.register.ids import IdBook

# As many lines of the book are made and written together.
_AT_ONCE = 50_000


def recall(conn: "duckdb.DuckDBPyConnection", ids: "IdBook") -> None:
    """Make the register's copy of the book whole, where it is behind."""
    last = ids.last()
    known = found(conn, "select kim_id from matching.given_id order by rowid desc limit 1")
    if (last.kim_id if last else None) == known:
        return
    book = ids.table()
    conn.register("handed_over", book)
    conn.execute("delete from matching.given_id")
    conn.execute("insert into matching.given_id select kim_id, record_id from handed_over")
    conn.unregister("handed_over")


def name_clusters(conn: "duckdb.DuckDBPyConnection", ids: "IdBook") -> int:
    """Make `titled` (`root, kim_id, has_live`) for every cluster, giving new ids where needed; returns how many."""
    run(conn, "60_given")
    rows = run(conn, "61_unnamed").fetchall()
    if not rows:
        return 0
    taken = {row[0] for row in conn.execute("select kim_id from matching.given_id").fetchall()}
    for first in range(0, len(rows), _AT_ONCE):
        ids.append([_given(row, taken) for row in rows[first : first + _AT_ONCE]])
    recall(conn, ids)
    run(conn, "60_given")
    return len(rows)


def _given(row: tuple[Any, ...], taken: set[str]) -> GivenId:
    record_id, sequence, sheet, row_number = row
    kim_id = mint(record_id, taken)
    taken.add(kim_id)
    return GivenId.model_construct(
        kim_id=kim_id, record_id=record_id, sequence=sequence, sheet=sheet or "", row_number=row_number
    )
