"""The main job end to end, by step, beside the floor: DuckDB reads the same rows as CSV into a table, and Parquet out.

`python -m bench.rounds [RECORDS …]` (default 6,500 in 450 files, 100,000 and 1,000,000 in 2,000). The rounds are made
by `kim sample` and kept under `bench/data/`.
"""

import functools
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.memory import Peak

DATA = Path(__file__).parent / "data"
SIZES = (6_500, 100_000, 1_000_000)
FILES = {6_500: 450}
STEPS = ("receive_files", "load_files", "resolve", "commit", "publish")


@dataclass(frozen=True, slots=True)
class Timing:
    """One whole run: seconds by step and in all (start included), and the peak memory of all its processes in MB."""

    steps: dict[str, float]
    seconds: float
    peak_mb: int


def round_of(records: int) -> Path:
    """The folder of a synthetic round of about so many rows, made once."""
    folder = DATA / f"round-{records}"
    if not (folder / "truth.csv").exists():
        shutil.rmtree(folder, ignore_errors=True)
        words = [
            "sample",
            str(folder),
            "--records",
            str(records),
            "--files",
            str(FILES.get(records, 2_000)),
            "--seed",
            "9",
        ]
        subprocess.run([sys.executable, "-m", "kim", *words], check=True, stdout=subprocess.DEVNULL)
    return folder


def home_with(source: Path, home: Path) -> Path:
    """A fresh home whose inbox holds the round."""
    shutil.copytree(source, home / "raw" / "inbox", ignore=shutil.ignore_patterns("truth.csv"))
    return home


def timed_run(home: Path) -> Timing:
    """`kim run --direct` in a process of its own."""
    started = time.perf_counter()
    words = [sys.executable, "-m", "bench.rounds", "--in", str(home)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process, Peak(process.pid) as peak:
        told, _ = process.communicate()
    if process.returncode:
        sys.exit(f"the run ended with {process.returncode}")
    return Timing(json.loads(told.splitlines()[-1]), time.perf_counter() - started, peak.megabytes)


def floor(home: Path) -> float:
    """Seconds of DuckDB alone on the same rows: `read_csv` into a table, and Parquet out."""
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.csv"
        with duckdb.connect(str(home / "warehouse" / "kim.duckdb"), read_only=True) as conn:
            conn.execute(f"copy (select * from intake.record) to '{rows}' (header)")
        started = time.perf_counter()
        with duckdb.connect(str(Path(folder) / "floor.duckdb")) as conn:
            conn.execute(f"create table record as select * from read_csv('{rows}', all_varchar = true)")
            conn.execute(f"copy record to '{folder}/record.parquet'")
        return time.perf_counter() - started


def main(sizes: tuple[int, ...] = SIZES) -> None:
    """Run each size and print the table."""
    print("| rows | files | " + " | ".join(STEPS) + " | whole, s | peak, MB | floor, s | ratio | nothing new, s |")
    print("| ---: | ---: | " + " | ".join("---:" for _ in STEPS) + " | ---: | ---: | ---: | ---: | ---: |")
    for records in sizes:
        source = round_of(records)
        with tempfile.TemporaryDirectory(dir=DATA) as folder:
            home = home_with(source, Path(folder))
            files = sum(1 for path in (home / "raw" / "inbox").rglob("*") if path.is_file())
            first = timed_run(home)
            again = timed_run(home)
            base = floor(home)
            steps = " | ".join(f"{first.steps.get(step, 0):.1f}" for step in STEPS)
            ratio = (first.seconds - first.steps["resolve"]) / base
            print(
                f"| {records:,} | {files:,} | {steps} | {first.seconds:.1f} | {first.peak_mb:,} | {base:.2f} "
                f"| {ratio:.1f} | {again.seconds:.1f} |",
                flush=True,
            )
    print("\nThe ratio is the whole without `resolve` over the floor.")


def _inside(home: Path) -> None:
    from kim.running import pipeline
    from kim.running.request import RunRequest
    from kim.settings import Settings

    spent: dict[str, float] = {}

    def watched(step: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(step)
        def call(*given: Any) -> Any:
            started = time.perf_counter()
            try:
                return step(*given)
            finally:
                spent[step.__name__] = time.perf_counter() - started

        return call

    stages = pipeline.Stages(
        functools.partial(pipeline.intake, step=watched),
        functools.partial(pipeline.resolve, step=watched),
        functools.partial(pipeline.publish, step=watched),
    )
    pipeline.run(Settings(home=home), RunRequest(), stages)
    print(json.dumps(spent))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--in"]:
        _inside(Path(sys.argv[2]))
    else:
        main(tuple(int(word) for word in sys.argv[1:]) or SIZES)
