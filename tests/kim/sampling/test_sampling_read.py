"""What the truth says of a row is what reading and cleaning find: N planted defects are N found, at their cells."""

import csv
import hashlib
from collections import defaultdict
from datetime import datetime
from typing import Any

import pytest

from kim.cleaning import Received, clean
from kim.reading import read_file
from kim.sampling.committed import FOLDER, KEPT
from kim.settings import Limits

Place = tuple[str, str, int]


def _truth() -> list[dict[str, str]]:
    with (FOLDER / "truth.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def cleaned() -> tuple[dict[Place, dict[str, Any]], dict[Place, set[str]], dict[str, str]]:
    pairs = []
    for number, path in enumerate(sorted(FOLDER.rglob("*")), start=1):
        name = path.relative_to(FOLDER)
        if path.is_dir() or name.name == "truth.csv" or name in KEPT:
            continue
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        received = Received(f"s{number}", number, digest, name.as_posix(), datetime(2026, 1, 20), "2026-1", 1)
        pairs.append((received, read_file(path, name.as_posix(), Limits())))
    result = clean(pairs)
    names = {received.submission_id: received.file_name for received, _ in pairs}
    rows = {(names[row["submission_id"]], row["sheet"], row["row_number"]): row for row in result.rows.to_pylist()}
    findings: defaultdict[Place, set[str]] = defaultdict(set)
    for found in result.findings.to_pylist():
        if found["severity"] != "info":
            place = (names[found["submission_id"]], found["sheet"], found["row_number"])
            findings[place].add(found["rule"] + (f"@{found['cell']}" if found["cell"] else ""))
    statuses = {names[line["submission_id"]]: line["status"] for line in result.submissions.to_pylist()}
    return rows, findings, statuses


def test_every_row_has_its_outcome(cleaned: tuple[dict[Place, dict[str, Any]], Any, Any]) -> None:
    rows, _, _ = cleaned
    wrong = [
        (line["file"], line["sheet"], line["row"], line["expected_outcome"])
        for line in _truth()
        if line["row"]
        and rows.get((line["file"], line["sheet"], int(line["row"])), {}).get("outcome") != line["expected_outcome"]
    ]
    assert wrong == []


def test_every_row_has_its_errors_and_warnings_and_no_other(cleaned: tuple[Any, dict[Place, set[str]], Any]) -> None:
    _, findings, _ = cleaned
    wrong = []
    for line in _truth():
        if line["row"]:
            place = (line["file"], line["sheet"], int(line["row"]))
            expected = set(line["expected_findings"].split())
            if findings.get(place, set()) != expected:
                wrong.append((place, expected, findings.get(place)))
    assert wrong == []


def test_files_that_must_be_refused_are(cleaned: tuple[Any, Any, dict[str, str]]) -> None:
    _, _, statuses = cleaned
    refused = {line["file"] for line in _truth() if line["expected_outcome"] == "rejected"}
    assert refused == {name for name, status in statuses.items() if status == "rejected"}
    assert len(refused) == 3
