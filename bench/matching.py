"""Which rows are one community: the register's matcher beside exact agreement, RapidFuzz in blocks, and Splink.

`python -m bench.matching [RECORDS …]` (default 6,000, 100,000 and 1,000,000). Each matcher runs in a process of its own
on the same cleaned records, of a round whose seed the weights were not trained on. Precision and recall are over pairs;
a cluster is wrong where it holds two communities, a community split where it lies in two clusters.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

from bench.matching_rivals import RIVALS
from bench.matching_rounds import kept_round

SEEDS = {6_000: 21, 100_000: 22, 1_000_000: 23}
LARGEST = {"splink_default": 1_000_000, "rapidfuzz": 1_000_000}


def main(sizes: list[int]) -> None:
    """Print the table, and how time grows."""
    print(
        "| records | matcher | precision | recall | F1 | wrong | split | hard merged | s | x ours | CPU, s | peak, MB |"
    )
    print("| ---: | :--- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for records in sizes:
        folder = kept_round(records, SEEDS.get(records, 21))
        ours = 0.0
        for name in RIVALS:
            told = _run(name, folder)
            ours = ours or told["seconds"]
            p, r = told["precision"], told["recall"]
            print(
                f"| {told['records']:,} | {name} | {p:.4f} | {r:.4f} | {2 * p * r / (p + r):.4f} | {told['wrong']} "
                f"| {told['split']} | {told['hard']} | {told['seconds']:.1f} | {told['seconds'] / ours:.1f} "
                f"| {told['cpu']:.1f} | {told['peak_mb']:,} |",
                flush=True,
            )


def _run(name: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.matching", "--in", name, str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
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
    if sys.argv[1:2] == ["--in"]:
        _inside(sys.argv[2], Path(sys.argv[3]))
    else:
        main([int(word) for word in sys.argv[1:]] or list(SEEDS))
