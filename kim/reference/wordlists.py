"""The word lists of `schemas/reference`, read once: data that officers' habits change, not code."""

import csv
from functools import cache

from kim.home import REFERENCE


def read(name: str) -> list[dict[str, str]]:
    """The lines of a reference CSV, header to text."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def words(name: str) -> dict[str, str]:
    """A list of `word,meaning[,reason]` lines as word to meaning."""
    return {line["word"]: line["meaning"] for line in read(name)}


@cache
def confusables() -> dict[int, str]:
    """Characters of other scripts that look like a Latin letter, for `str.translate`."""
    return {int(line["code_point"], 16): line["meaning"] for line in read("confusables")}
