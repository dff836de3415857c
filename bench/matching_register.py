"""A register in memory for the benchmark of matching, filled with a kept round."""

import tempfile
from pathlib import Path
from typing import Any, cast

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from kim.matching import Resolved, resolve
from kim.register.contacts import ContactStore
from kim.register.ids import IdBook
from kim.settings import Settings
from kim.warehouse.preparation import prepare


class Contacts:
    """The contacts of a round, read as those of the encrypted store are."""

    def __init__(self, folder: Path) -> None:
        self.table = pq.read_table(folder / "contact.parquet")

    def read(self, record_ids: object = None) -> pa.Table:
        """All of them, whoever is asked for."""
        assert record_ids is None  # noqa: S101
        return self.table


def filled(folder: Path, where: str = "true") -> duckdb.DuckDBPyConnection:
    """A warehouse in memory with the round's submissions and records; `where` chooses submissions."""
    conn = duckdb.connect(config={"temp_directory": ""})
    prepare(conn)
    conn.execute("create view truth as select * from " + f"'{folder}/truth.parquet'")
    add(conn, folder, where)
    return conn


def add(conn: duckdb.DuckDBPyConnection, folder: Path, where: str) -> None:
    """Load those submissions of the round that `where` chooses."""
    conn.execute(f"create or replace temp table chosen as from '{folder}/submission.parquet' where {where}")
    conn.execute("insert into intake.submission by name select * from chosen")
    conn.execute(
        f"""insert into intake.record by name
        select r.* from '{folder}/record.parquet' as r semi join chosen as c on c.submission_id = r.submission_id"""
    )


def resolved(conn: duckdb.DuckDBPyConnection, contacts: Contacts, book: Path | None = None) -> Resolved:
    """Resolve what was loaded."""
    folder = book or Path(tempfile.mkdtemp())
    return resolve(
        conn,
        ids=IdBook(folder / "ids.jsonl"),
        decisions=[],
        contacts=cast("ContactStore", contacts),
        settings=Settings(),
    )


_FIGURES = """
with placed as (
    select t.record_id, t.community, t.kase, p.cluster
    from truth as t inner join partition as p on p.record_id = t.record_id
),
kept as (select count(*) as n, cluster, community from placed group by cluster, community),
true_pairs as (select sum(n * (n - 1) / 2) as n from kept),
found as (select sum(n * (n - 1) / 2) as n from (select count(*) as n from placed group by cluster)),
real as (select sum(n * (n - 1) / 2) as n from (select count(*) as n from placed group by community))
select
    t.n / nullif(f.n, 0), t.n / r.n,
    (select count(*) from (select cluster from kept group by cluster having count(*) > 1)),
    (select count(*) from (select community from kept group by community having count(*) > 1)),
    (
        select count(distinct p.cluster)
        from placed as p
        inner join (select cluster from kept group by cluster having count(*) > 1) as w on w.cluster = p.cluster
        where p.kase in ('twin', 'neighbour', 'pkk', 'above')
    )
from true_pairs as t, found as f, real as r
"""


def figures(conn: duckdb.DuckDBPyConnection) -> tuple[float, float, int, int, int]:
    """Of the relation `partition` (`record_id, cluster`): precision, recall, wrong merges, splits, hard ones merged."""
    row: Any = conn.execute(_FIGURES).fetchall()[0]
    return float(row[0] or 1.0), float(row[1]), int(row[2]), int(row[3]), int(row[4])
