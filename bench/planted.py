"""Planted against found: every rule about a row, in every format, at its true sheet, row and column.

`python -m bench.planted [N]` plants each defect N times in each format (default 5) and prints two tables: defects by
rule, and false alarms on clean rows by format. Then it writes a sampled round with its `truth.csv` and does the same.
"""

import csv
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bench.plants import Planted, files
from kim.checking.check import Checked, check_file
from kim.cleaning.catalogue import rules
from kim.findings import Finding
from kim.sampling.generate import generate
from kim.sampling.round import Request
from kim.settings import Limits

DAY = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)


@dataclass(slots=True)
class Score:
    """Defects planted and found by rule, and findings on clean rows."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    clean: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)


def main() -> None:
    """Print the tables."""
    each = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        score = Score()
        for planted in files(Path(name), each):
            _compare(planted, score)
        _print(f"each defect {each} times in each of {len(score.clean)} formats", score)
    with tempfile.TemporaryDirectory() as name:
        _print("a sampled round of 2,000 communities in every layout", _sampled(Path(name)))


def _compare(planted: Planted, score: Score) -> None:
    checked = check_file(planted.path, planted.path.name, planted.path.name, DAY, Limits())
    found = {(one.rule, one.sheet, one.row_number, one.cell) for one in checked.findings}
    for plant in planted.plants:
        score.planted[plant.rule] += 1
        if (plant.rule, planted.sheet, plant.row_number, plant.cell) in found:
            score.found[plant.rule] += 1
        else:
            there = [f"{one.rule}@{one.cell}" for one in checked.findings if one.row_number == plant.row_number]
            score.examples.append(f"{planted.kind}: {plant.rule}@{plant.cell} not found; there: {there}")
    score.clean[planted.kind] += len(planted.clean_rows)
    _alarms(planted.kind, [one for one in checked.findings if one.row_number in planted.clean_rows], score)


def _alarms(kind: str, findings: Iterable[Finding], score: Score) -> None:
    for one in findings:
        score.false[kind] += 1
        score.alarms[one.rule] += 1
        if score.alarms[one.rule] <= 3:
            score.examples.append(f"{kind}: false alarm {one.rule}@{one.cell} {one.value!r}")


def _sampled(folder: Path) -> Score:
    """The generator's own truth: what it planted stands in `truth.csv` as `rule@cell`."""
    generate(folder, Request(kim=2_000, seed=11))
    score = Score()
    for name, lines in _truth(folder / "truth.csv").items():
        checked = check_file(folder / name, name, name, DAY, Limits())
        _against_truth(name, checked, lines, score)
    return score


def _truth(path: Path) -> dict[str, list[dict[str, str]]]:
    lines: dict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as source:
        for line in csv.DictReader(source):
            if line["row"]:
                lines[line["file"]].append(line)
    return lines


def _against_truth(name: str, checked: Checked, lines: list[dict[str, str]], score: Score) -> None:
    found: dict[tuple[str | None, int | None], list[Finding]] = defaultdict(list)
    for one in checked.findings:
        found[one.sheet, one.row_number].append(one)
    kind = name.rsplit(".", 1)[-1]
    for line in lines:
        here = found[line["sheet"], int(line["row"])]
        expected = line["expected_findings"].split()
        for mark in expected:
            rule, _, cell = mark.partition("@")
            score.planted[rule] += 1
            if any(one.rule == rule and cell in (one.cell or "", "") for one in here):
                score.found[rule] += 1
            else:
                there = [f"{one.rule}@{one.cell}" for one in here]
                score.examples.append(f"{name} row {line['row']}: {mark} not found; there: {there}")
        if not expected:
            score.clean[kind] += 1
            _alarms(kind, [one for one in here if one.severity != "info"], score)


def _print(title: str, score: Score) -> None:
    print(f"\n## {title}\n\n| rule | planted | found at its cell |\n| --- | ---: | ---: |")
    for rule, count in sorted(score.planted.items()):
        print(f"| {rule} | {count} | {score.found[rule]} |")
    print(f"| all | {score.planted.total()} | {score.found.total()} |")
    print("\n| format | clean rows | false alarms |\n| --- | ---: | ---: |")
    for kind, count in score.clean.items():
        print(f"| {kind} | {count} | {score.false[kind]} |")
    print(f"\nfalse alarms by rule: {dict(score.alarms) or 'none'}")
    print(f"rules not planted here: {', '.join(code for code in rules() if code not in score.planted)}\n")
    for line in _shortened(score.examples):
        print(f"- {line}")


def _shortened(examples: list[str], most: int = 20) -> Iterator[str]:
    yield from examples[:most]
    if len(examples) > most:
        yield f"… and {len(examples) - most} more"


if __name__ == "__main__":
    main()
