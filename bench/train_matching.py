"""Trains the committed model of matching: `python -m bench.train_matching` rewrites `model.json` and `name_tokens.csv`.

What each outcome weighs is log2(m / u), counted among the candidate pairs of rounds whose truth is known (seeds that
the benchmark does not use). Weights are bounded, since a synthetic round is cleaner than a country, and the prior is
lowered by `CAUTION` bits, since comparisons are not quite independent (a name and the place that it is called after).
A nearer place never weighs less than a farther one, whatever a round's blocks make of it.
"""

import csv
import json
import math
from itertools import pairwise
from typing import Any

import duckdb

from bench.matching_register import Contacts, filled
from bench.matching_rounds import RECEIVED_AT, kept_round
from kim.matching import weights
from kim.matching.contacts import Contacts as Private
from kim.matching.engine import InPlace
from kim.matching.pairing import pair_records
from kim.matching.script import run

ROUNDS = ((6_000, 31), (40_000, 101))
BOUND = {"name": 8.0, "place": 12.0}
USUAL_BOUND = 7.0
AGAINST_BOUND = 4.0
CAUTION = 5.0
TOKENS_FROM = 5

_COUNT = """
select p.{name} as level, count(*) filter (where a.community = b.community), count(*)
from compared as p
inner join matching.feature as l on l.ordinal = p.ordinal_l
inner join matching.feature as r on r.ordinal = p.ordinal_r
inner join truth as a on a.record_id = l.record_id
inner join truth as b on b.record_id = r.record_id
where not p.one_file and p.numeral_l = p.numeral_r and not p.other_kind and p.place < 5
group by 1
"""


class _Remembering(Private):
    """Keeps `compared`, the levels of every pair, which are counted here."""

    def forget_event(self) -> None:
        """Nothing: the connection ends with the round."""


def main() -> None:
    """Count and write."""
    model = weights.model()
    counts = {name: [[0.0, 0.0] for _ in levels] for name, levels in model["comparisons"].items()}
    tokens: dict[str, int] = {}
    for records, seed in ROUNDS:
        _count(records, seed, counts, tokens)
    same = sum(level[0] for level in counts["name"])
    other = sum(level[1] for level in counts["name"])
    for name, levels in model["comparisons"].items():
        for level, (m, u) in zip(levels, counts[name], strict=True):
            if level["level"] in ("missing", "contradicts"):
                level["bits"] = 0.0 if level["level"] == "missing" else -BOUND["place"]
                continue
            known = [sum(column) for column in zip(*_known(levels, counts[name]), strict=True)]
            weight = math.log2(((m + 0.5) / (known[0] + 1)) / ((u + 0.5) / (known[1] + 1)))
            bound = BOUND.get(name, USUAL_BOUND)
            against = bound if name in BOUND else AGAINST_BOUND
            level["bits"] = round(max(-against, min(bound, weight)), 2)
    _order_places(model["comparisons"]["place"])
    model["prior_bits"] = round(math.log2(same / other) - CAUTION, 2)
    model["version"] += 1
    model["trained_on"] = [f"kim sample, about {records} rows, seed {seed}" for records, seed in ROUNDS]
    weights.MODEL.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    _write_tokens(tokens)


def _order_places(levels: list[dict[str, Any]]) -> None:
    for nearer, farther in reversed(list(pairwise(levels))):
        nearer["bits"] = max(nearer["bits"], farther["bits"])


def _known(levels: list[dict[str, Any]], counted: list[list[float]]) -> list[list[float]]:
    return [c for level, c in zip(levels, counted, strict=True) if level["level"] not in ("missing", "contradicts")]


def _count(records: int, seed: int, counts: dict[str, list[list[float]]], tokens: dict[str, int]) -> None:
    folder = kept_round(records, seed)
    conn = filled(folder)
    weights.lay_out(conn)
    conn.execute("set variable review_threshold = 0.5")
    conn.execute("set variable least_public_bits = '-inf'::double")
    run(conn, "05_event", event_at=RECEIVED_AT, submissions=_submissions(conn), acts=[])
    pair_records(conn, _Remembering(conn, Contacts(folder)), InPlace())  # type: ignore[arg-type]
    for name, listed in counts.items():
        for level, same, every in conn.execute(_COUNT.format(name=name)).fetchall():
            listed[level - 1][0] += same
            listed[level - 1][1] += every - same
    for token, number in conn.execute(
        "select unnest(list_distinct(tokens)) as token, count(*) from matching.feature where not of_place group by 1"
    ).fetchall():
        tokens[token] = tokens.get(token, 0) + number


def _submissions(conn: "duckdb.DuckDBPyConnection") -> list[str]:
    rows = conn.execute("select submission_id from intake.submission").fetchall()
    return [row[0] for row in rows]


def _write_tokens(tokens: dict[str, int]) -> None:
    total = sum(tokens.values())
    with weights.TOKENS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("token", "bits"))
        for token, number in sorted(tokens.items()):
            if number >= TOKENS_FROM:
                writer.writerow((token, round(-math.log2(number / total), 2)))


if __name__ == "__main__":
    main()
