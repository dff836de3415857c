"""`kim check` beside pandas + pandera, `frictionless validate` and SQL: the same rows and defects, in one run.

`python -m bench.checking [ROWS …]` (default 10,000 and 100,000). Every contender is a process of its own, timed from
its start to its end, with its processor seconds and the peak of its memory. The ratio is that of the wall clock. DuckDB
reads the CSV alone: its extension for XLSX cannot be had without the network.
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

from bench.plants import FIELDS, clean_rows

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
RUNS = 3
BAD_EVERY = 50

# A dozen rules for the others; kim check has all of its own, reads places against 83,762 villages, and names each cell.
RULES = {
    "nama_kim": {"required": True},
    "provinsi": {"required": True, "enum": "provinces"},
    "kabupaten_kota": {"enum": "regencies"},
    "tanggal_berdiri": {"pattern": r"[0-3][0-9]-[01][0-9]-[0-9]{4}"},
    "tanggal_sk": {"pattern": r"[0-3][0-9]-[01][0-9]-[0-9]{4}"},
    "masa_bakti": {"pattern": r"[0-9]{4}-[0-9]{4}"},
    "nomor_hp": {"pattern": r"0[0-9]{9,12}"},
    "email": {"pattern": r"[^@ ]+@[^@ ]+[.][a-z]{2,}"},
    "jumlah_anggota": {"pattern": r"[0-9]+"},
    "jenis_komunitas": {"pattern": r"masyarakat|umkm|pemuda|perempuan|tani_nelayan|pendidikan|lainnya"},
    "status": {"pattern": r"aktif|tidak_aktif|bubar"},
    "situs_web": {"pattern": r"https?://[a-z0-9.]+(/.*)?"},
}
PANDERA = """
import json, sys, pandas as pd, pandera.pandas as pa
path, rules, engine = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3]
frame = pd.read_excel(path, dtype=str, engine=engine) if path.endswith("xlsx") else pd.read_csv(path, dtype=str)
columns = {}
for name in frame.columns:
    rule, checks = rules.get(name, {}), []
    if "enum" in rule:
        checks.append(pa.Check.isin(set(pd.read_csv(f"schemas/reference/{rule['enum']}.csv")["name"])))
    if "pattern" in rule:
        checks.append(pa.Check.str_matches(f"^(?:{rule['pattern']})$"))
    columns[name] = pa.Column(checks=checks, nullable=not rule.get("required"))
try:
    pa.DataFrameSchema(columns).validate(frame, lazy=True)
except pa.errors.SchemaErrors as errors:
    print(len(errors.failure_cases))
"""
SQL = """
import json, sys, duckdb
path, rules, bad = sys.argv[1], json.loads(sys.argv[2]), []
duckdb.execute(f"create table sheet as from read_csv('{path}', all_varchar = true)")
for name, rule in rules.items():
    if rule.get("required"):
        bad.append(f"select '{name}', rowid from sheet where coalesce({name}, '') = ''")
    if "enum" in rule:
        known = f"select name from read_csv('schemas/reference/{rule['enum']}.csv', all_varchar = true)"
        bad.append(f"select '{name}', rowid from sheet where {name} not in ({known})")
    if "pattern" in rule:
        bad.append(f"select '{name}', rowid from sheet where not regexp_full_match({name}, '{rule['pattern']}')")
print(len(duckdb.execute(" union all ".join(bad)).fetchall()))
"""
FRICTIONLESS = """
import csv, json, sys
from frictionless import Resource, Schema, system
path, rules, names = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3].split(",")
for rule in rules.values():
    if "enum" in rule:
        with open(f"schemas/reference/{rule['enum']}.csv", encoding="utf-8") as lines:
            rule["enum"] = [row["name"] for row in csv.DictReader(lines)]
fields = [{"name": name, "type": "string", "constraints": rules.get(name, {})} for name in names]
with system.use_context(trusted=True):
    resource = Resource(path=path, schema=Schema.from_descriptor({"fields": fields}))
    report = resource.validate(limit_errors=10_000_000)
print(len(report.flatten(["rowNumber"])))
"""
KIM = "import sys; from kim.cli.app import main; sys.argv[:] = ['kim', 'check', sys.argv[1], '--json']; main()"


@dataclass(frozen=True, slots=True)
class Timed:
    """The best of some runs."""

    seconds: float
    processor: float
    megabytes: float


def main() -> None:
    """Print the table."""
    sizes = [int(size) for size in sys.argv[1:]] or [10_000, 100_000]
    print(
        "| file | contender | seconds | CPU s | peak MB | times kim check |\n| --- | --- | ---: | ---: | ---: | ---: |"
    )
    with tempfile.TemporaryDirectory() as name:
        for rows in [500, *sizes]:
            for path in _write(Path(name), rows):
                _contest(path, rows)


def _contest(path: Path, rows: int) -> None:
    contenders = {
        "kim check": [KIM, str(path)],
        "pandas (openpyxl) + pandera, lazy": [PANDERA, str(path), json.dumps(RULES), "openpyxl"],
        "pandas (calamine) + pandera, lazy": [PANDERA, str(path), json.dumps(RULES), "calamine"],
        "frictionless validate": [FRICTIONLESS, str(path), json.dumps(RULES), ",".join(FIELDS)],
    }
    if path.suffix == ".csv":
        # pandas reads a CSV in one way, and SQL can read it too.
        del contenders["pandas (calamine) + pandera, lazy"]
        contenders["pandas + pandera, lazy"] = contenders.pop("pandas (openpyxl) + pandera, lazy")
        contenders["DuckDB, checks in SQL"] = [SQL, str(path), json.dumps(RULES)]
    base = 0.0
    for contender, (code, *arguments) in contenders.items():
        timed = _timed([PYTHON, "-c", code, *arguments], RUNS if rows <= 10_000 else 1)
        base = base or timed.seconds
        ratio = timed.seconds / base
        figures = f"{timed.seconds:.2f} | {timed.processor:.2f} | {timed.megabytes:.0f} | {ratio:.1f}"
        print(f"| {rows:,} rows {path.suffix} | {contender} | {figures} |")
        sys.stdout.flush()


def _timed(command: list[str], runs: int) -> Timed:
    best = Timed(float("inf"), 0.0, 0.0)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "bench-pyc")}
    for _ in range(runs + (runs > 1)):  # the first one warms the caches
        start = time.perf_counter()
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        ) as process:
            errors = process.stderr.read() if process.stderr else b""
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        if process.returncode:
            raise SystemExit(f"{command[3:]} failed: {errors.decode(errors='replace')[-2000:]}")
        best = min(
            best,
            Timed(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024),
            key=lambda timed: timed.seconds,
        )
    return best


def _write(folder: Path, rows: int) -> list[Path]:
    """The same rows as XLSX and CSV: header first, as the others need it; every fiftieth row has a defect."""
    lines = [[row[field] for field in FIELDS] for row in clean_rows(rows)]
    for number in range(0, rows, BAD_EVERY):
        field, value = (("nama_kim", ""), ("provinsi", "Jawa Tenggara"), ("jumlah_anggota", "banyak"))[
            number // BAD_EVERY % 3
        ]
        lines[number][FIELDS.index(field)] = value
    text, book_path = folder / f"data{rows}.csv", folder / f"data{rows}.xlsx"
    with text.open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows([FIELDS, *lines])
    with xlsxwriter.Workbook(str(book_path), {"constant_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Data")
        for place, line in enumerate([FIELDS, *lines]):
            for column, value in enumerate(line):
                if value:
                    sheet.write_string(place, column, value)
    return [book_path, text]


if __name__ == "__main__":
    main()
