"""Two writers at once on a DuckLake with a PostgreSQL catalog: does every row arrive, and at what price.

DuckLake's extension packages are for DuckDB 1.5, the register's warehouse is made by 2.0: this runs in an environment
of its own (docs/scale.md has the commands), on rows that `python -m bench.ducklake HOME FOLDER` takes out of a home.

`python bench/ducklake.py FOLDER postgres:… DATA_PATH [BATCHES]`
"""

import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

TABLES = ("submission", "row", "finding", "record")
EXTENSIONS = ("postgres_scanner", "ducklake")


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


def write(catalog: str, data: str, folder: str, writer: int, batches: int) -> list[float]:
    """Load the rows so many times over, each time under ids of its own and in one transaction; returns the seconds."""
    conn = lake(catalog, data)
    spent = []
    for batch in range(batches):
        started = time.perf_counter()
        conn.execute("begin transaction")
        for table in TABLES:
            conn.execute(
                f"insert into lake.intake.{table} select * replace "
                f"(submission_id || '-{writer}-{batch}' as submission_id) from '{folder}/{table}.parquet'"
            )
        conn.execute("commit")
        spent.append(time.perf_counter() - started)
    return spent


def alone(folder: str, batches: int) -> list[float]:
    """The same by one writer into a plain DuckDB file."""
    import tempfile

    import duckdb

    spent = []
    with tempfile.TemporaryDirectory() as name, duckdb.connect(f"{name}/plain.duckdb") as conn:
        for table in TABLES:
            conn.execute(f"create table {table} as from '{folder}/{table}.parquet' limit 0")
        for batch in range(batches):
            started = time.perf_counter()
            conn.execute("begin transaction")
            for table in TABLES:
                conn.execute(
                    f"insert into {table} select * replace (submission_id || '-{batch}' as submission_id) "
                    f"from '{folder}/{table}.parquet'"
                )
            conn.execute("commit")
            spent.append(time.perf_counter() - started)
    return spent


def main(folder: str, catalog: str, data: str, batches: int) -> None:
    """Write from one process, then from two at once; count what arrived; print the table."""
    conn = lake(catalog, data)
    conn.execute("create schema if not exists lake.intake")
    for table in TABLES:
        conn.execute(f"drop table if exists lake.intake.{table}")
        conn.execute(f"create table lake.intake.{table} as from '{folder}/{table}.parquet' limit 0")
    rows = {
        table: conn.execute(f"select count(*) from '{folder}/{table}.parquet'").fetchall()[0][0] for table in TABLES
    }
    print("| writers | batches | rows a batch | a batch, s | rows a second |\n| :--- | ---: | ---: | ---: | ---: |")
    for name, writers in (("one, a DuckDB file", 0), ("one, DuckLake", 1), ("two at once, DuckLake", 2)):
        started = time.perf_counter()
        if writers:
            with ProcessPoolExecutor(writers, get_context("spawn")) as pool:
                jobs = [
                    pool.submit(write, catalog, data, folder, 10 * writers + one, batches) for one in range(writers)
                ]
                spent = [seconds for job in jobs for seconds in job.result()]
        else:
            spent = alone(folder, batches)
        whole = time.perf_counter() - started
        total = sum(rows.values()) * len(spent)
        print(
            f"| {name} | {len(spent)} | {sum(rows.values()):,} | {sum(spent) / len(spent):.2f} | {total / whole:,.0f} |"
        )
    for table in TABLES:
        arrived = conn.execute(f"select count(*) from lake.intake.{table}").fetchall()[0][0]
        expected = rows[table] * 3 * batches
        print(f"\n{table}: {arrived:,} rows of {expected:,}{'' if arrived == expected else ' - LOST OR DOUBLED'}")
    snapshots = conn.execute("select count(*) from ducklake_snapshots('lake')").fetchall()[0][0]
    print(f"\n{snapshots} snapshots to go back to.")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        export(Path(sys.argv[1]), Path(sys.argv[2]))
    else:
        main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]) if len(sys.argv) > 4 else 5)
