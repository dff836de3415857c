"""Writers at once on a DuckLake with a PostgreSQL catalog: does every row arrive once, and at what price.

DuckLake's extension packages are for DuckDB 1.5, the register's warehouse is made by 2.0: this runs in an environment
of its own (docs/scale-ducklake.md has the commands), on rows that `python -m bench.ducklake HOME FOLDER` takes out of
a finished home.

`python bench/ducklake.py FOLDER postgres:… DATA_PATH [BATCHES]`
"""

import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

TABLES = ("submission", "row", "finding", "record")
EXTENSIONS = ("postgres_scanner", "ducklake")
PACKAGES = ("duckdb", "duckdb-extensions", "duckdb-extension-ducklake", "duckdb-extension-postgres-scanner")
VERSION = "1.5.5"
LANES = 5
START_UP = 4.0  # seconds that a writer has to start and connect, so that all begin at one moment


@dataclass
class Written:
    """What one writer did."""

    began: float
    spent: list[float] = field(default_factory=list)
    retries: int = 0
    ended: float = 0.0


def export(home: Path, folder: Path) -> None:
    """Take the tables of `intake` out of a finished warehouse, as Parquet."""
    import duckdb

    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(home / "warehouse" / "kim.duckdb"), read_only=True) as conn:
        for table in TABLES:
            conn.execute(f"copy intake.{table} to '{folder}/{table}.parquet'")


def lake(catalog: str, data: str) -> Any:
    """A connection to the lake."""
    import duckdb
    from duckdb_extensions import import_extension

    conn = duckdb.connect()
    for name in EXTENSIONS:
        import_extension(name)
        conn.execute(f"load {name}")
    conn.execute(f"attach 'ducklake:{catalog}' as lake (data_path '{data}')")
    return conn


def value(conn: Any, query: str) -> Any:
    """The one value that a query gives."""
    return conn.execute(query).fetchall()[0][0]


def make(conn: Any, folder: str) -> None:
    """The tables of `intake`, empty, and the lanes: DuckLake knows no unique key, a lane has to do for it."""
    conn.execute("create schema if not exists lake.intake")
    conn.execute("create schema if not exists lake.lane")
    for table in TABLES:
        conn.execute(f"drop table if exists lake.intake.{table}")
        conn.execute(f"create table lake.intake.{table} as from '{folder}/{table}.parquet' limit 0")
    for lane in range(LANES):
        conn.execute(f"create or replace table lake.lane.lane_{lane} as select 0 as turn")


def statements(prefix: str, folder: str, tag: str) -> list[str]:
    """The inserts of one batch, its submissions under ids of its own."""
    return [
        f"insert into {prefix}{table} select * replace (submission_id || '-{tag}' as submission_id) "
        f"from '{folder}/{table}.parquet'"
        for table in TABLES
    ]


def load(conn: Any, batch: list[str], lane: int | None) -> int:
    """Load a batch in one transaction, again when another writer was first; returns how often again."""
    import duckdb

    for retries in range(100):
        conn.execute("begin transaction")
        try:
            if lane is not None:
                conn.execute(f"update lake.lane.lane_{lane} set turn = turn + 1")
            for statement in batch:
                conn.execute(statement)
            conn.execute("commit")
        except duckdb.TransactionException as error:
            # A commit that failed has ended its transaction already, a statement that failed has not.
            with suppress(duckdb.TransactionException):
                conn.execute("rollback")
            if "conflict" not in str(error) and "retry count" not in str(error):
                raise
            time.sleep(0.05)
        else:
            return retries
    raise RuntimeError("100 tries were in vain")


def load_all(conn: Any, prefix: str, folder: str, tag: str, batches: int, lane: int | None) -> Written:
    """Load so many batches, one after the other."""
    done = Written(time.time())
    for number in range(batches):
        started = time.perf_counter()
        done.retries += load(conn, statements(prefix, folder, f"{tag}-{number}"), lane)
        done.spent.append(time.perf_counter() - started)
    done.ended = time.time()
    return done


def write(at: tuple[str, str, str], tag: str, batches: int, lane: int | None, begin: float) -> Written:
    """One writer's batches, from `begin` on; `at` is catalog, data path and the folder of the rows."""
    conn = lake(*at[:2])
    time.sleep(max(0.0, begin - time.time()))
    return load_all(conn, "lake.intake.", at[2], tag, batches, lane)


def alone(folder: str, batches: int) -> Written:
    """The same by one writer into a plain DuckDB file."""
    import duckdb

    with tempfile.TemporaryDirectory() as name, duckdb.connect(f"{name}/plain.duckdb") as conn:
        for table in TABLES:
            conn.execute(f"create table {table} as from '{folder}/{table}.parquet' limit 0")
        return load_all(conn, "", folder, "alone", batches, None)


def together(
    at: tuple[str, str, str], name: str, batches: int, lanes: list[int | None], per_batch: dict[str, int]
) -> tuple[list[Written], int, int]:
    """Write from a process for each lane while this one reads; returns what was done, reads, and torn reads."""
    conn = lake(*at[:2])
    reads = torn = 0
    begin = time.time() + START_UP
    with ProcessPoolExecutor(len(lanes), get_context("spawn")) as pool:
        jobs = [pool.submit(write, at, f"{name}{number}", batches, lane, begin) for number, lane in enumerate(lanes)]
        while not all(job.done() for job in jobs):
            submissions, rows = conn.execute(
                "select (select count(*) from lake.intake.submission), (select count(*) from lake.intake.row)"
            ).fetchall()[0]
            reads += 1
            torn += submissions * per_batch["row"] != rows * per_batch["submission"]
            time.sleep(0.2)
        return [job.result() for job in jobs], reads, torn


def twice(at: tuple[str, str, str], lane: int | None) -> str:
    """Two writers load one and the same submission, each after it saw that it is not loaded yet; says what came."""
    import duckdb

    first, second = lake(*at[:2]), lake(*at[:2])
    refused = "none was refused"
    for conn in (first, second):
        conn.execute("begin transaction")
        if lane is not None:
            conn.execute(f"update lake.lane.lane_{lane} set turn = turn + 1")
        conn.execute(
            f"insert into lake.intake.submission select * replace ('same-{lane}' as submission_id) "
            f"from '{at[2]}/submission.parquet' where not exists "
            f"(from lake.intake.submission where submission_id = 'same-{lane}') limit 1"
        )
    for conn in (first, second):
        try:
            conn.execute("commit")
        except duckdb.TransactionException:
            refused = "the second was refused"
    found = f"select count(*) from lake.intake.submission where submission_id = 'same-{lane}'"
    count = value(first, found)
    first.execute(f"delete from lake.intake.submission where submission_id = 'same-{lane}'")
    return f"{count} in the lake, {refused}"


def tidy(conn: Any) -> None:
    """Merge the files that the batches left."""
    files = f"select sum(file_count) from ducklake_table_info('lake') where table_name in {TABLES}"
    before, started = value(conn, files), time.perf_counter()
    conn.execute("call ducklake_merge_adjacent_files('lake')")
    print(f"{before} files, merged into {value(conn, files)} in {time.perf_counter() - started:.2f} s")


def main(at: tuple[str, str, str], batches: int) -> None:
    """Write from one process, then from two at once; count what arrived; print the table."""
    conn = lake(*at[:2])
    make(conn, at[2])
    counted = {table: value(conn, f"select count(*) from '{at[2]}/{table}.parquet'") for table in TABLES}
    plans: dict[str, list[int | None]] = {
        "one, a DuckDB file": [],
        "one, DuckLake": [None],
        "two at once, DuckLake": [None, None],
        "two at once, DuckLake, a lane each": [1, 2],
        "two at once, DuckLake, both in one lane": [3, 3],
    }
    print("| writers | batches | rows each | median, s | longest, s | rows a second | tried again | reads | torn |")
    print("| :--- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    written = 0
    for number, (name, lanes) in enumerate(plans.items()):
        done, reads, torn = (
            together(at, f"p{number}w", batches, lanes, counted) if lanes else ([alone(at[2], batches)], 0, 0)
        )
        written += batches * len(lanes)
        spent = [seconds for one in done for seconds in one.spent]
        total = sum(counted.values()) * len(spent)
        whole = max(one.ended for one in done) - min(one.began for one in done)
        print(
            f"| {name} | {len(spent)} | {sum(counted.values()):,} | {median(spent):.2f} | {max(spent):.2f} "
            f"| {total / whole:,.0f} | {sum(one.retries for one in done)} | {reads} | {torn} |"
        )
    print()
    for table in TABLES:
        arrived = value(conn, f"select count(*) from lake.intake.{table}")
        expected = counted[table] * written
        print(f"{table}: {arrived:,} rows of {expected:,}{'' if arrived == expected else ' - LOST OR DOUBLED'}")
    doubled = "select count(*) - count(distinct submission_id) from lake.intake.submission"
    print(f"submissions there twice: {value(conn, doubled)}")
    snapshots = value(conn, "select max(snapshot_id) from ducklake_snapshots('lake')")
    ago = written // 2
    then = f"select count(*) from lake.intake.record at (version => {snapshots - ago})"
    print(f"snapshot {snapshots}; {ago} snapshots ago there were {value(conn, then):,} records")
    print(f"one submission by two writers, no lane: {twice(at, None)}")
    print(f"one submission by two writers, in a lane: {twice(at, 4)}")
    tidy(conn)


def lacking() -> str | None:
    """What has to be installed first, in one sentence."""
    packages = [f"{name}=={VERSION}" for name in PACKAGES if find_spec(name.replace("-", "_")) is None]
    return f"Not installed here: {', '.join(packages)}; docs/scale-ducklake.md has the commands." if packages else None


if __name__ == "__main__":
    if len(sys.argv) == 3:
        export(Path(sys.argv[1]), Path(sys.argv[2]))
    elif len(sys.argv) < 4:
        sys.exit(__doc__)
    elif told := lacking():
        sys.exit(told)
    else:
        main((sys.argv[2], sys.argv[3], sys.argv[1]), int(sys.argv[4]) if len(sys.argv) > 4 else 10)
