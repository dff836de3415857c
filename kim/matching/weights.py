"""The committed model: what each level of each comparison weighs, in bits, and how rare each word of a name is.

Scores follow from two records and these tables alone, so that old pairs keep theirs as data arrive.
"""

import csv
import json
import math
from functools import cache
from typing import TYPE_CHECKING, Any

from kim.home import REFERENCE
from kim.matching.script import keep, run

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

FOLDER = REFERENCE / "matching"
MODEL = FOLDER / "model.json"
LEVELS = FOLDER / "comparison_levels.csv"
TOKENS = FOLDER / "name_tokens.csv"
KINDS = FOLDER / "kind_words.csv"
PRIVATE = ("phone", "email", "leader")
_ROUNDING = 0.01
PLACE_WORDS = "desa|kelurahan|kel|gampong|kampung|nagari|kalurahan|pekon|lembang|negeri|marga|tiyuh|dusun krajan"


@cache
def model() -> dict[str, Any]:
    """`prior_bits`, `rare_bits`, `unseen_bits`, `most_names`, `pair_cap`."""
    loaded: dict[str, Any] = json.loads(MODEL.read_text(encoding="utf-8"))
    return loaded


@cache
def levels() -> tuple[dict[str, str], ...]:
    """The levels of every comparison in their order: `comparison, level, bits, stance, meaning, left, right`.

    `left` and `right` are an example; `stance` says whether the level speaks for one community.
    """
    with LEVELS.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def agreeing() -> frozenset[tuple[str, str]]:
    """The comparisons and levels that speak for one community."""
    return frozenset((row["comparison"], row["level"]) for row in levels() if row["stance"] == "agrees")


def level_table() -> "pa.Table":
    """The levels as the step `03_levels` reads them."""
    import pyarrow as pa

    columns = {name: [row[name] for row in levels()] for name in ("comparison", "level", "stance")}
    return pa.table({**columns, "number": range(len(levels())), "bits": [float(row["bits"]) for row in levels()]})


@cache
def kind_words(stands: str) -> str:
    """The words that set a community apart, as one pattern; `stands` is `first` or `anywhere`."""
    with KINDS.open(encoding="utf-8", newline="") as file:
        return "|".join(row["word"] for row in csv.DictReader(file) if row["stands"] == stands)


def lay_out(conn: "duckdb.DuckDBPyConnection") -> None:
    """Put the model where the SQL of matching reads it: types, variables, macros and `token_rarity`."""
    import pyarrow as pa

    run(conn, "02_words", place_word=PLACE_WORDS, kind_first=kind_words("first"), kind_anywhere=kind_words("anywhere"))
    for key in ("prior_bits", "rare_bits", "unseen_bits", "most_names", "pair_cap"):
        conn.execute(f"set variable {key} = $value", {"value": model()[key]})
    keep(conn, "comparison_level", level_table())
    run(conn, "03_levels")
    with TOKENS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rarity = pa.table(
        {"token": pa.array([r["token"] for r in rows], pa.string()), "bits": [float(r["bits"]) for r in rows]}
    )
    keep(conn, "token_rarity", rarity)


def least_public_bits(review_threshold: float) -> float:
    """What a pair must weigh without its personal fields, to become an edge by the best that those can add."""
    if not 0 < review_threshold < 1:
        return -math.inf if review_threshold <= 0 else math.inf
    best = sum(max(float(row["bits"]) for row in levels() if row["comparison"] == name) for name in PRIVATE)
    return math.log2(review_threshold / (1 - review_threshold)) - float(best) - _ROUNDING
