"""What must hold when the week is over, and a clean home that got the same files at once."""

import hashlib
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb

from bench.week_house import House

SILENT = {"release", "report"}


def ids(home: Path) -> set[str]:
    """The communities' ids; none before the first run."""
    if not (home / "warehouse" / "kim.duckdb").exists():
        return set()
    return {row[0] for row in _rows(home, "select kim_id from registry.kim")}


def totals(house: House, first_day: set[str], clean: Path) -> list[tuple[str, object, object]]:
    """Each total with the two figures that must be equal."""
    files = [file for batch in house.sent for file in batch]
    sent = Counter(hashlib.sha256(content).hexdigest() for _, content in files)
    receipts = Counter(receipt["sha256"] for receipt in house.receipts())
    count = dict(_rows(house.root, COUNTS))
    known = ids(house.root) | {row[0] for row in _rows(house.root, "select kim_id from registry.alias")}
    held: list[tuple[str, object, object]] = [
        ("files sent = receipts", sent.total(), receipts.total()),
        ("each version of a file as often as it was sent", _digest(sent), _digest(receipts)),
        ("receipts = submissions", receipts.total(), count["submissions"]),
        ("distinct files = submissions that are no duplicate", len(sent), count["distinct"]),
        ("rows read = accepted + quarantined + ignored", count["rows in"], count["rows out"]),
        ("rows read = rows kept", count["rows in"], count["rows kept"]),
        ("rows accepted = records", count["accepted"], count["records"]),
        ("ids of the first day that are still known", len(first_day), len(first_day & known)),
        ("files left in the inbox", 0, house.left()),
    ]
    there, here = _figures(house, house.root), _clean(house, clean)
    held += [(f"{name}, as in a clean home", _short(value), _short(there[name])) for name, value in here.items()]
    return held


COUNTS = """
select 'submissions', count(*) from intake.submission
union all select 'distinct', count(*) from intake.submission where duplicate_of is null
union all select 'rows in', sum(row_count) from intake.submission where duplicate_of is null
union all select 'rows out', sum(accepted_count + quarantined_count + ignored_count) from intake.submission
    where duplicate_of is null
union all select 'accepted', sum(accepted_count) from intake.submission where duplicate_of is null
union all select 'rows kept', count(*) from intake.row
union all select 'records', count(*) from intake.record
"""


def _clean(house: House, home: Path) -> dict[str, object]:
    """The figures of a home that gets everything at once; only what has the name of an earlier file comes after it."""
    waits = [file for batch in house.sent for file in batch]
    while waits:
        given: dict[str, bytes] = {}
        later = []
        for name, content in waits:
            if name in given:
                later.append((name, content))
            else:
                given[name] = content
        for name, content in given.items():
            path = home / "raw" / "inbox" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        _kim(house, home, "run", "--direct", "--quiet", "--no-publish")
        waits = later
    return _figures(house, home)


def _figures(house: House, home: Path) -> dict[str, object]:
    told: dict[str, object] = json.loads(_kim(house, home, "run", "--direct", "--json", "--no-publish"))
    found = {name: value for name, value in told.items() if name not in SILENT}
    for table in ("mart.province_count", "mart.reconciliation", "mart.bridge"):
        found[table] = _rows(home, f"select * from {table} order by all")
    return found


def _kim(house: House, home: Path, *words: str) -> str:
    command = [sys.executable, "-m", "kim", *words]
    environment = {**house.environment(), "KIM_HOME": str(home)}
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def _rows(home: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(home / "warehouse" / "kim.duckdb"), read_only=True) as conn:
        return conn.execute(query).fetchall()


def _digest(value: object) -> str:
    text = repr(sorted(value.items()) if isinstance(value, Counter) else value)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _short(value: object) -> object:
    return f"{len(value)} rows, {_digest(value)}" if isinstance(value, list) else value
