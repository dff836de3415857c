"""The word lists of `schemas/reference`, read once: data that officers' habits change, not code."""

import csv
import io
from functools import cache

from kim.home import REFERENCE


@cache
def _text(name: str) -> str:
    return (REFERENCE / f"{name}.csv").read_text(encoding="utf-8")


def preload() -> None:
    """Read every reference CSV, for a process that will not be able to open a file."""
    for path in REFERENCE.glob("*.csv"):
        _text(path.stem)


def read(name: str) -> list[dict[str, str]]:
    """The lines of a reference CSV, header to text."""
    return list(csv.DictReader(io.StringIO(_text(name), newline="")))


@cache
def words(name: str) -> dict[str, str]:
    """A list of `word,meaning[,reason]` lines as word to meaning."""
    return {line["word"]: line["meaning"] for line in read(name)}


@cache
def confusables() -> dict[int, str]:
    """Characters of other scripts that look like a Latin letter, for `str.translate`."""
    return {int(line["code_point"], 16): line["meaning"] for line in read("confusables")}
