"""The form's columns, read from `columns.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column: its canonical header, how it looks, how it is checked and what the officer is told of it."""

    name: str
    width: int
    meaning: str
    en: str
    needed: bool = False
    text: bool = False
    check: str | None = None
    message: str = ""


@cache
def columns() -> tuple[FormColumn, ...]:
    """All columns in the order of the form."""
    with Path(__file__).with_name("columns.toml").open("rb") as source:
        return tuple(FormColumn(name=name, **entry) for name, entry in tomllib.load(source).items())


def position(name: str) -> int:
    """Where a column stands, from 0."""
    return [column.name for column in columns()].index(name)
