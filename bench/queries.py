"""Ten typical queries at a million records, beside the same questions put to SQLite with indices.

`python -m bench.queries [RECORDS]` fills a warehouse by SQL in a temporary folder and prints the median of five runs.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from kim.home import Home
from kim.warehouse import connect, prepare, workfile

RUNS = 5
COPIED = {
    "kim": "select kim_id, name, province_code, regency_code, district_code, status, domain_label, record_count "
    "from registry.kim",
    "record": "select record_id, submission_id, row_number, name, province_code, regency_code from intake.record",
    "membership": "select record_id, kim_id, method from registry.membership",
    "submission": "select submission_id, sequence, file_name, office_code, status from intake.submission",
    "finding": "select submission_id, row_number, rule, severity from intake.finding",
    "edge": "select record_id_l, record_id_r, probability from matching.edge",
}
INDICES = ("kim (kim_id)", "membership (kim_id)", "record (record_id)", "submission (submission_id)")

QUERIES: dict[str, tuple[str, str | None]] = {
    "kim by province": (
        "select province_code, kim_count, active_count from mart.province_count",
        "select province_code, count(*), sum(status = 'aktif') from kim where status <> 'bubar' group by 1",
    ),
    "kim by regency": (
        "select regency_code, kim_count from mart.regency_count",
        "select regency_code, count(*) from kim where status <> 'bubar' group by 1",
    ),
    "one kim by id": (
        "select * from registry.kim where kim_id = 'KIM-0000007'",
        "select * from kim where kim_id = 'KIM-0000007'",
    ),
    "the records of one kim": (
        "select record_id, submission_id, row_number from registry.record where kim_id = 'KIM-0000007'",
        "select record.* from record join membership using (record_id) join submission using (submission_id) "
        "where kim_id = 'KIM-0000007' and submission.status = 'accepted'",
    ),
    "a name that holds a word": (
        "select kim_id from registry.kim where name ilike '%contoh kim-0012%'",
        "select kim_id from kim where name like '%contoh kim-0012%'",
    ),
    "where duplicates come from": (
        "select method, count(*), count(distinct kim_id) from registry.record join registry.membership "
        "using (record_id, kim_id) where kim_id in (select kim_id from registry.kim where record_count > 1) group by 1",
        "select method, count(*), count(distinct kim_id) from membership "
        "where kim_id in (select kim_id from kim where record_count > 1) group by 1",
    ),
    "faults by rule and office": (
        "select office_code, rule, count(*) from intake.finding join intake.submission using (submission_id) "
        "where severity = 'warning' group by all order by 3 desc limit 20",
        "select office_code, rule, count(*) from finding join submission using (submission_id) "
        "where severity = 'warning' group by 1, 2 order by 3 desc limit 20",
    ),
    "who has sent (mart.completeness)": ("from mart.completeness where round_id = '2026-1'", None),
    "which domains can be granted": ("select fqdn from mart.domain_request where verdict = 'grantable'", None),
    "the register as of a day": (
        "select province_code, count(*) from registry.kim_as_of(timestamp '2026-03-01') group by 1",
        None,
    ),
}


def fill(home: Home, records: int) -> float:
    """Make the finished warehouse; returns the seconds that took."""
    started = time.perf_counter()
    path = workfile.start(home)
    sql = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").replace("$records", str(records))
    with connect.writer(path) as conn:
        prepare(conn)
        conn.execute(sql)
    workfile.finish(home, path)
    return time.perf_counter() - started


def copy(conn: duckdb.DuckDBPyConnection, path: Path) -> sqlite3.Connection:
    """The same rows in SQLite, with the indices that one would give it."""
    lite = sqlite3.connect(path)
    for table, sql in COPIED.items():
        rows = conn.execute(sql)
        names = [column[0] for column in rows.description or []]
        lite.execute(f"create table {table} ({', '.join(names)})")
        while batch := rows.fetchmany(50_000):
            lite.executemany(f"insert into {table} values ({', '.join('?' * len(names))})", batch)
    for index, on in enumerate(INDICES):
        lite.execute(f"create index i{index} on {on}")
    lite.execute("analyze")
    lite.commit()
    return lite


def median(ask: Callable[[], object]) -> float:
    """The median of some runs, in milliseconds."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        ask()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def main(records: int) -> None:
    """Fill, ask, print."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        seconds = fill(home, records)
        size = home.database.stat().st_size / 1e6
        print(f"{records:,} records filled by SQL in {seconds:.1f} s; kim.duckdb has {size:,.0f} MB\n")
        with connect.reader(home) as conn:
            lite = copy(conn, Path(folder) / "lite.db")
            print("| query | warehouse, ms | SQLite, ms | ratio |\n| --- | ---: | ---: | ---: |")
            for name, (sql, other) in QUERIES.items():
                ours = median(lambda sql=sql: conn.execute(sql).fetchall())  # type: ignore[misc]
                if other is None:
                    print(f"| {name} | {ours:.1f} | - | - |")
                    continue
                theirs = median(lambda other=other: lite.execute(other).fetchall())  # type: ignore[misc]
                print(f"| {name} | {ours:.1f} | {theirs:.1f} | {ours / theirs:.2f} |")
            lite.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
