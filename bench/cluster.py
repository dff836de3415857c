"""Who reads and cleans: one process, two beside the writer, or two workers of a Dask cluster on this machine.

`python -m bench.cluster [RECORDS]` (default 100,000): the whole run on a fresh home each time.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.orchestration import QUIET
from bench.rounds import DATA, home_with, round_of

KEY = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="


def timed(records: int, words: list[str], settings: dict[str, str]) -> float:
    """One run on a fresh home, after an empty one that makes Prefect's database where Prefect is asked for."""
    with tempfile.TemporaryDirectory(dir=DATA) as folder:
        home = Path(folder)
        environment = {**os.environ, **QUIET, "KIM_CONTACT_KEY": KEY, **settings}
        environment.pop("PREFECT_API_URL", None)
        command = [sys.executable, "-m", "kim", "--home", str(home), "run", "-q", *words]
        (home / "raw" / "inbox").mkdir(parents=True)
        if not words:
            subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
        (home / "raw" / "inbox").rmdir()
        home_with(round_of(records), home)
        started = time.perf_counter()
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
        return time.perf_counter() - started


def main(records: int = 100_000) -> None:
    """Time each and print the table."""
    from distributed import LocalCluster

    found = {
        "one process, without Prefect": timed(records, ["--direct"], {"KIM_WORKERS": "1"}),
        "two processes, without Prefect": timed(records, ["--direct"], {"KIM_WORKERS": "2"}),
        "two processes, embedded Prefect": timed(records, [], {"KIM_WORKERS": "2"}),
    }
    os.environ["KIM_CONTACT_KEY"] = KEY  # the workers', who inherit it
    start: Any = LocalCluster
    with (
        tempfile.TemporaryDirectory() as share,
        start(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50) as cluster,
    ):
        settings = {"KIM_DASK_ADDRESS": cluster.scheduler_address, "KIM_SHARE": share}
        found["two workers of a Dask cluster, embedded Prefect"] = timed(records, [], settings)
    base = found["one process, without Prefect"]
    print(f"| {records:,} records, read and cleaned by | whole run, s | ratio |\n| --- | ---: | ---: |")
    for name, seconds in found.items():
        print(f"| {name} | {seconds:.1f} | {seconds / base:.2f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
