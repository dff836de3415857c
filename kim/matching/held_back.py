"""The rules that hold a pair back from being merged by itself, as they are told to people, with an example of each."""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from kim.home import REFERENCE


@dataclass(frozen=True)
class Rule:
    """One rule of the step `31_hold_back`: `left` and `right` are two records that it alone keeps apart."""

    reason: str
    left: dict[str, Any]
    right: dict[str, Any]
    one_file: bool = False
    declared_by: str | None = None


@cache
def rules() -> dict[str, Rule]:
    """Every rule by the name that `matching.edge.held_back` gives, in the order in which they are tried."""
    told = tomllib.loads((REFERENCE / "matching" / "held_back.toml").read_text(encoding="utf-8"))
    return {name: Rule(**entry) for name, entry in told.items()}
