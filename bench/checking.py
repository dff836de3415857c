"""`kim check` beside pandas + pandera, `frictionless validate` and SQL: the same rows, defects and rules, in one run.

`python -m bench.checking [ROWS …]` (default 10,000 and 100,000). One row in fifty has a defect, of every kind that
`plants.toml` has an error or a warning for; `bench/rivals` has those rules as the other tools' users would write them,
and each contender must find the rows. Each is a process of its own, timed from its start to its end, with its processor
seconds and the peak of its memory. The ratio is that of the wall clock. DuckDB reads the CSV alone: its extension for
XLSX cannot be had without the network.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from bench.plants import FIELDS, clean_rows, entries, name_twice
from kim.cleaning.catalogue import rules

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
RUNS = 3
BAD_EVERY = 50

RIVALS = "bench.rivals.with_"


@dataclass(frozen=True, slots=True)
class Timed:
    """The best of some runs."""

    seconds: float
    processor: float
    megabytes: float
    said: bytes


def main() -> None:
    """Print the table."""
    sizes = [int(size) for size in sys.argv[1:]] or [10_000, 100_000]
    print("| file | contender | rows at fault | seconds | CPU s | peak MB | times kim check |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        for rows in [500, *sizes]:
            for path in _write(Path(name), rows):
                _contest(path, rows)


def _contest(path: Path, rows: int) -> None:
    contenders = {
        "kim check": ["kim", "check", str(path), "--json"],
        "pandas (openpyxl) + pandera, lazy": [f"{RIVALS}pandera", str(path), "openpyxl"],
        "pandas (calamine) + pandera, lazy": [f"{RIVALS}pandera", str(path), "calamine"],
        "frictionless validate": [f"{RIVALS}frictionless", str(path)],
    }
    if path.suffix == ".csv":
        # pandas reads a CSV in one way, and SQL can read it too.
        del contenders["pandas (calamine) + pandera, lazy"]
        del contenders["pandas (openpyxl) + pandera, lazy"]
        contenders["pandas + pandera, lazy"] = [f"{RIVALS}pandera", str(path), "csv"]
        contenders["DuckDB, checks in SQL"] = [f"{RIVALS}sql", str(path)]
    base = 0.0
    for contender, words in contenders.items():
        timed = _timed([PYTHON, "-m", *words], RUNS)
        base = base or timed.seconds
        found = _faulty(timed.said)
        figures = f"{found:,} | {timed.seconds:.2f} | {timed.processor:.2f} | {timed.megabytes:.0f}"
        print(f"| {rows:,} rows {path.suffix} | {contender} | {figures} | {timed.seconds / base:.1f} |")
        sys.stdout.flush()


def _faulty(said: bytes) -> int:
    """The rows found at fault: a rival prints their number, kim check its findings."""
    if not said.startswith(b"{"):
        return int(said)
    (document,) = json.loads(said)["files"]
    return len({one["row_number"] for one in document["findings"] if one["severity"] != "info"} - {None})


def _timed(command: list[str], runs: int) -> Timed:
    best = Timed(float("inf"), 0.0, 0.0, b"")
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "bench-pyc")}
    for _ in range(runs + (runs > 1)):  # the first one warms the caches
        start = time.perf_counter()
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            said = process.stdout.read() if process.stdout else b""
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        if process.returncode:
            raise SystemExit(f"{' '.join(command)} failed")
        best = min(
            best,
            Timed(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said),
            key=lambda timed: timed.seconds,
        )
    return best


def _write(folder: Path, rows: int) -> list[Path]:
    """The same rows as XLSX and CSV: header first, as the others need it; every fiftieth row has a defect."""
    lines = clean_rows(rows)
    severe = [entry for entry in entries() if rules()[entry["rule"]].severity != "info"]
    twice = name_twice()
    for place, number in enumerate(range(1, rows, BAD_EVERY)):
        entry = severe[place % len(severe)]
        if entry.get("repeats"):
            lines[number] = dict(lines[number - 1])
        lines[number] |= {field: value.format(n=number, twice=twice) for field, value in entry["cells"].items()}
    table = [[row[field] for field in FIELDS] for row in lines]
    text, book_path = folder / f"data{rows}.csv", folder / f"data{rows}.xlsx"
    with text.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows([FIELDS, *table])
    with xlsxwriter.Workbook(str(book_path), {"constant_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Data")
        for place, line in enumerate([FIELDS, *table]):
            for column, value in enumerate(line):
                if value:
                    sheet.write_string(place, column, value)
    return [book_path, text]


if __name__ == "__main__":
    main()
