"""What `fields.toml` says: the columns that offices fill in, and the attributes that a record and a community have."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Kind = Literal["text", "integer", "date", "json"]
Table = Literal["record", "kim"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column as offices fill it in, by its canonical header."""

    name: str
    meaning: str
    en: str
    width: int
    needed: bool = False
    text: bool = False
    check: str | None = None
    message: str = ""
    contact: str | None = None
    holds: str | None = None
    fact: str | None = None
    prefill: str | None = None


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed value of a record and, unless it says otherwise, of a community."""

    name: str
    type: Kind
    meaning: str
    check: list[str] = field(default_factory=list)
    needed: bool = False
    fact: str | None = None
    kim: bool = True


def _read(path: Path) -> tuple[dict[str, Column], dict[str, Attribute]]:
    content: dict[str, dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return (
        {name: Column(name, **entry) for name, entry in content["column"].items()},
        {name: Attribute(name, **entry) for name, entry in content["attribute"].items()},
    )


PATH = Path(__file__).with_name("fields.toml")
COLUMNS, ATTRIBUTES = _read(PATH)
"""By name, in the order of the form and of `intake.record`."""


def of(table: Table) -> list[Attribute]:
    """The attributes that a table has, in order."""
    return [one for one in ATTRIBUTES.values() if table == "record" or one.kim]


def position(name: str) -> int:
    """Where a column stands in the form, from 0."""
    return list(COLUMNS).index(name)


def holding(*kinds: str) -> frozenset[str]:
    """The columns whose own digits or words are of these kinds.

    >>> sorted(holding("code"))
    ['id_kim', 'kode_wilayah', 'nomor_id_kim']
    """
    return frozenset(name for name, column in COLUMNS.items() if column.holds in kinds)


def facts() -> dict[str, tuple[list[str], list[str]]]:
    """Each fact of a community: the columns that give it, and the attributes that it covers.

    >>> facts()["founded"]
    (['tanggal_berdiri'], ['founded_on', 'founded_precision'])
    """
    named = dict.fromkeys(one.fact for one in ATTRIBUTES.values() if one.fact and one.kim)
    return {
        fact: (
            [name for name, column in COLUMNS.items() if column.fact == fact],
            [name for name, attribute in ATTRIBUTES.items() if attribute.fact == fact],
        )
        for fact in named
    }
