"""How long a person waits before anything is done: `kim --help`, a check of a small file, an empty inbox.

`python -m bench.startup`: medians of five whole processes, beside the start of Python and of pandas.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import xlsxwriter

from bench.plants import FIELDS, clean_rows

RUNS = 5


def median(words: list[str], home: Path) -> float:
    """The median of some whole processes, in seconds."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        subprocess.run(words, check=True, capture_output=True, env={**os.environ, "KIM_HOME": str(home)})
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def write_form(path: Path, rows: int) -> None:
    """A clean file of so many rows."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("KIM")
        sheet.write_row(0, 0, FIELDS)
        for number, row in enumerate(clean_rows(rows), start=1):
            sheet.write_row(number, 0, [row.get(name, "") for name in FIELDS])


def main() -> None:
    """Time each and print the table."""
    kim = [sys.executable, "-m", "kim"]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "raw" / "inbox").mkdir(parents=True)
        form = home / "form.xlsx"
        write_form(form, 500)
        contenders = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "python -c 'import pandas'": [sys.executable, "-c", "import pandas"],
            "kim --help": [*kim, "--help"],
            "kim check, 500 rows of XLSX": [*kim, "check", str(form), "--json"],
            "kim run --direct, empty inbox": [*kim, "run", "--direct", "--quiet"],
        }
        base = median(contenders["python -c 'import pandas'"], home)
        print("| command | median of 5, s | ratio to importing pandas |\n| --- | ---: | ---: |")
        for name, words in contenders.items():
            seconds = median(words, home)
            print(f"| `{name}` | {seconds:.2f} | {seconds / base:.2f} |", flush=True)


if __name__ == "__main__":
    main()
