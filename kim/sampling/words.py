"""The word lists, read once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def words() -> dict[str, Any]:
    """`words.toml`, with blocks of text split into lists."""
    with Path(__file__).with_name("words.toml").open("rb") as file:
        tables = tomllib.load(file)
    for table in tables.values():
        for key, value in table.items():
            if isinstance(value, str):
                table[key] = value.split()
    return tables
