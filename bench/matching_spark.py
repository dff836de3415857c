"""Matching with pairs compared in place and on Spark (local mode): time, and whether the register is the same.

`python -m bench.matching_spark [RECORDS …]` (default 6,000 and 100,000). Needs Java and `uv sync --group spark`.
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.matching import SEEDS
from bench.matching_rounds import kept_round

TABLES = ("matching.edge", "matching.given_id", "registry.membership", "registry.kim", "registry.review_pair")


def main(sizes: list[int]) -> None:
    """Print the table."""
    if importlib.util.find_spec("pyspark") is None:
        print("Spark is not installed (`uv sync --group spark`): not measured.")
        return
    print("| records | pairs | DuckDB in place, s | Spark, local[2], s | ratio | same register |")
    print("| ---: | ---: | ---: | ---: | ---: | :--- |")
    for records in sizes:
        folder = kept_round(records, SEEDS.get(records, 21))
        near = _run(folder, {})
        with tempfile.TemporaryDirectory() as share:
            settings = {"KIM_MATCHING_ENGINE": "spark", "KIM_SHARE": share, "KIM_SPARK_MASTER": "local[2]"}
            far = _run(folder, settings)
        same = "yes" if near["state"] == far["state"] else "NO"
        print(
            f"| {near['records']:,} | {near['pairs']:,} | {near['seconds']:.1f} | {far['seconds']:.1f} "
            f"| {far['seconds'] / near['seconds']:.1f} | {same} |",
            flush=True,
        )


def _run(folder: Path, settings: dict[str, str]) -> Any:
    words = [sys.executable, "-m", "bench.matching_spark", "--in", str(folder)]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, **settings})
    return json.loads(done.stdout.splitlines()[-1])


def _inside(folder: Path) -> None:
    from bench.matching_register import Contacts, filled, resolved

    conn = filled(folder)
    started = time.perf_counter()
    done = resolved(conn, Contacts(folder))
    seconds = time.perf_counter() - started
    state = {
        table: str(conn.execute(f"select count(*), sum(hash(t::varchar)::hugeint) from {table} as t").fetchall())
        for table in TABLES
    }
    print(json.dumps({"records": done.records, "pairs": done.pairs, "seconds": seconds, "state": state}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--in"]:
        _inside(Path(sys.argv[2]))
    else:
        main([int(word) for word in sys.argv[1:]] or [6_000, 100_000])
