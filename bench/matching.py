"""Which rows are one community: the register's matcher beside exact agreement, RapidFuzz in blocks, and Splink.

`python -m bench.matching [RECORDS …]` (default 6,000, 100,000 and 1,000,000). Each matcher runs in a process of its own
on the same cleaned records, of a round whose seed the weights were not trained on. Precision and recall are over pairs;
a cluster is wrong where it holds two communities, a community split where it lies in two clusters. One that is not done
in five minutes is stopped.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb

from bench.matching_rivals import RIVALS
from bench.matching_rounds import kept_round

PATIENCE = 300  # seconds; a matcher that takes longer is stopped, and said so
SEEDS = {6_000: 21, 100_000: 22, 1_000_000: 23}


def main(sizes: list[int]) -> None:
    """Print the table, and how time grows."""
    print(
        "| records | matcher | precision | recall | F1 | wrong | split | hard merged | s | x ours | CPU, s | peak, MB |"
    )
    print("| ---: | :--- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    grown: list[tuple[int, dict[str, float]]] = []
    for records in sizes:
        folder = kept_round(records, SEEDS.get(records, 21))
        ours = 0.0
        for name in RIVALS:
            try:
                told = _run(name, folder)
            except subprocess.TimeoutExpired:
                untold, ratio = " | " * 6, PATIENCE / ours
                print(f"| {records:,} | {name}{untold}| over {PATIENCE}, stopped | {ratio:.1f} | | |", flush=True)
                continue
            ours = ours or told["seconds"]
            p, r = told["precision"], told["recall"]
            print(
                f"| {told['records']:,} | {name} | {p:.4f} | {r:.4f} | {2 * p * r / (p + r):.4f} | {told['wrong']} "
                f"| {told['split']} | {told['hard']} | {told['seconds']:.1f} | {told['seconds'] / ours:.1f} "
                f"| {told['cpu']:.1f} | {told['peak_mb']:,} |",
                flush=True,
            )
        grown.append((records, _run("growth", folder)))
    for records, told in grown:
        same = "yes" if told["same"] else "NO"
        print(
            f"\nOne more file of {told['records']:,.0f} records into a register of some {records:,}: "
            f"{told['seconds']:.1f} s ({told['cpu']:.1f} CPU); nothing new: {told['idle']:.2f} s; "
            f"same partition as at once: {same}"
        )


def _grow(folder: Path) -> None:
    """Resolves all files but one, then that one, then nothing; and compares with resolving all at once."""
    from bench.matching_register import Contacts, add, filled, resolved

    contacts, book = Contacts(folder), Path(tempfile.mkdtemp())
    last = f"sequence = (select max(sequence) - 1 from '{folder}/submission.parquet')"
    conn = filled(folder, f"not ({last})")
    resolved(conn, contacts, book)
    add(conn, folder, last)
    started, began = time.perf_counter(), time.process_time()
    done = resolved(conn, contacts, book)
    seconds, cpu = time.perf_counter() - started, time.process_time() - began
    started = time.perf_counter()
    resolved(conn, contacts, book)
    idle = time.perf_counter() - started
    whole = filled(folder)
    resolved(whole, contacts)
    same = _partition(conn) == _partition(whole)
    told = {"records": done.records, "seconds": seconds, "cpu": cpu, "idle": idle, "same": same}
    print(json.dumps(told))


def _partition(conn: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """A fingerprint of the partition that ids and order do not enter."""
    return conn.execute(
        """
        select count(*), sum(hash(members)::hugeint)
        from (select list(record_id order by record_id) as members from registry.membership group by kim_id)
        """
    ).fetchall()


def _run(name: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.matching", "--in", name, str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=PATIENCE)
    if done.returncode:
        sys.exit(f"{name} failed:\n{done.stderr}")
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


def _inside(name: str, folder: Path) -> None:
    from bench.matching_register import figures, filled

    conn = filled(folder)
    started, began = time.perf_counter(), time.process_time()
    RIVALS[name](conn, folder)
    seconds, cpu = time.perf_counter() - started, time.process_time() - began
    precision, recall, wrong, split, hard = figures(conn)
    told = {"precision": precision, "recall": recall, "wrong": wrong, "split": split, "hard": hard}
    records = conn.execute("select count(*) from partition").fetchall()[0][0]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(told | {"records": records, "seconds": seconds, "cpu": cpu, "peak_mb": peak}))


if __name__ == "__main__":
    if sys.argv[1:3] == ["--in", "growth"]:
        _grow(Path(sys.argv[3]))
    elif sys.argv[1:2] == ["--in"]:
        _inside(sys.argv[2], Path(sys.argv[3]))
    else:
        main([int(word) for word in sys.argv[1:]] or list(SEEDS))
