"""Trains the committed model of matching: `python -m bench.train_matching` rewrites its files.

What each level weighs is log2(m / u), counted among the candidate pairs of rounds whose truth is known (seeds that
the benchmark does not use). Weights are bounded, since a synthetic round is cleaner than a country, and the prior is
lowered by `CAUTION` bits, since comparisons are not quite independent (a name and the place that it is called after).
A nearer place never weighs less than a farther one, whatever a round's blocks make of it.
"""

import csv
import json
import math
from itertools import pairwise

import duckdb

from bench.matching_register import Contacts, filled
from bench.matching_rounds import RECEIVED_AT, kept_round
from kim.matching import weights
from kim.matching.contacts import Contacts as Private
from kim.matching.pairing import InPlace, pair_records
from kim.matching.script import run

ROUNDS = ((6_000, 31), (40_000, 101))
BOUND = {"name": 8.0, "place": 12.0}
USUAL_BOUND = 7.0
AGAINST_BOUND = 4.0
UNCOUNTED = ("missing", "contradicts")
CAUTION = 5.0
TOKENS_FROM = 5

_COUNT = """
select p.{name}::varchar as level, count(*) filter (where a.community = b.community), count(*)
from compared as p
inner join matching.feature as l on l.ordinal = p.ordinal_l
inner join matching.feature as r on r.ordinal = p.ordinal_r
inner join truth as a on a.record_id = l.record_id
inner join truth as b on b.record_id = r.record_id
where not p.one_file and p.numeral_l = p.numeral_r and not p.other_kind and p.place <> 'contradicts'
group by 1
"""


class _Remembering(Private):
    """Keeps `compared`, the levels of every pair, which are counted here."""

    def forget_event(self) -> None:
        """Nothing: the connection ends with the round."""


Counts = dict[tuple[str, str], list[float]]


def main() -> None:
    """Count and write."""
    model = weights.model()
    rows = [dict(row) for row in weights.levels()]
    counts: Counts = {(row["comparison"], row["level"]): [0.0, 0.0] for row in rows}
    tokens: dict[str, int] = {}
    for records, seed in ROUNDS:
        _count(records, seed, counts, tokens)
    for row in rows:
        row["bits"] = str(_bits(row["comparison"], row["level"], counts))
    _order_places([row for row in rows if row["comparison"] == "place"])
    same, other = (sum(column) for column in zip(*_counted("name", counts), strict=True))
    model["prior_bits"] = round(math.log2(same / other) - CAUTION, 2)
    model["version"] += 1
    model["trained_on"] = [f"kim sample, about {records} rows, seed {seed}" for records, seed in ROUNDS]
    weights.MODEL.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
    with weights.LEVELS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    _write_tokens(tokens)


def _bits(name: str, level: str, counts: Counts) -> float:
    if level in UNCOUNTED:
        return 0.0 if level == "missing" else -BOUND["place"]
    m, u = counts[name, level]
    known = [sum(column) for column in zip(*_counted(name, counts), strict=True)]
    weight = math.log2(((m + 0.5) / (known[0] + 1)) / ((u + 0.5) / (known[1] + 1)))
    bound = BOUND.get(name, USUAL_BOUND)
    against = bound if name in BOUND else AGAINST_BOUND
    return round(max(-against, min(bound, weight)), 2)


def _order_places(levels: list[dict[str, str]]) -> None:
    for nearer, farther in reversed(list(pairwise(levels))):
        nearer["bits"] = max(nearer["bits"], farther["bits"], key=float)


def _counted(name: str, counts: Counts) -> list[list[float]]:
    return [count for (owner, level), count in counts.items() if owner == name and level not in UNCOUNTED]


def _count(records: int, seed: int, counts: Counts, tokens: dict[str, int]) -> None:
    folder = kept_round(records, seed)
    conn = filled(folder)
    weights.lay_out(conn)
    conn.execute("set variable review_threshold = 0.5")
    conn.execute("set variable least_public_bits = '-inf'::double")
    run(conn, "05_event", event_at=RECEIVED_AT, submissions=_submissions(conn), acts=[])
    pair_records(conn, _Remembering(conn, Contacts(folder)), InPlace())  # type: ignore[arg-type]
    for name in {comparison: None for comparison, _ in counts}:
        for level, same, every in conn.execute(_COUNT.format(name=name)).fetchall():
            counts[name, level][0] += same
            counts[name, level][1] += every - same
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
