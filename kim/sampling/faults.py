"""Faults to plant: each a kind with the finding that it must cause, where, and what becomes of the row."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from kim.sampling.community import Community
from kim.sampling.draft import Entry


@dataclass(frozen=True)
class Place:
    """What a fault must know of its surroundings: the file's columns, the day, and names in use in the regency."""

    fields: frozenset[str]
    year: int
    primary: bool
    rng: random.Random


PLACE_FIELDS = frozenset({"provinsi", "kabupaten_kota", "kecamatan", "desa_kelurahan"})

Planter = Callable[[Entry, Community, Place], bool]


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault. `plant` changes the cells and returns True, or returns False where it cannot."""

    finding: str
    field: str | None
    outcome: str
    plant: Planter
    needs: frozenset[str]


FAULTS: list[Fault] = []


def fault(finding: str, field: str | None, *needs: str, outcome: str = "accepted") -> Callable[[Planter], Planter]:
    """Enter a planter in the list; `needs` are columns that the file must have and the row must fill."""

    def enter(plant: Planter) -> Planter:
        FAULTS.append(Fault(finding, field, outcome, plant, frozenset(needs or filter(None, (field,)))))
        return plant

    return enter


def plant(kind: Fault, entry: Entry, surroundings: Place) -> bool:
    """Plant one fault; False where the row or the file does not lend itself to it."""
    community = entry.community
    if community is None or not kind.needs <= surroundings.fields:
        return False
    if any(entry.cells.get(name) is None for name in kind.needs):
        return False
    if any(field == kind.field for _, field in entry.planted) or entry.outcome != "accepted":
        return False
    if kind.field in PLACE_FIELDS and "kode_wilayah" in surroundings.fields:
        return False  # the code would settle what the names leave open
    if not kind.plant(entry, community, surroundings):
        return False
    entry.planted.append((kind.finding, kind.field))
    entry.outcome = kind.outcome
    return True
