"""Takes apart a group of connected records that cannot all be one community.

Invariant: the clusters are a pure function of the group's records, edges and rulings, whatever order they came in.
Rulings bind first. Then edges bind, the strongest first, ties by the records' own content, unless the union would
contradict itself. Records out of the register bind last and never bring two live communities together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

RANK = {"decision": 0, "exact": 1, "declared": 2, "model": 3}
FACTS = ("village_code", "district_code", "regency_code", "province_code", "numeral", "kind", "declared_group")


@dataclass(frozen=True, slots=True)
class Member:
    """A record as clustering sees it. `active`: live, or named by a ruling that stands."""

    ordinal: int
    anchor: int
    submission_id: str
    active: bool
    facts: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Bond:
    """Two records that may be one community."""

    left: int
    right: int
    step: str
    probability: float


@dataclass
class Cluster:
    """The records brought together so far, and what they say."""

    members: list[int]
    active: bool
    facts: list[set[object]]
    files: dict[str, list[int]]
    enemies: set[int] = field(default_factory=set)


def take_apart(
    members: Sequence[Member], bonds: Iterable[Bond], kept_apart: Iterable[tuple[int, int]]
) -> dict[int, int]:
    """The least ordinal of the cluster of each record.

    Args:
        members: the records of the group.
        bonds: the edges among them, rulings `same` as step `decision`.
        kept_apart: the pairs ruled `different`.
    """
    by_ordinal = {member.ordinal: member for member in members}
    ordered = sorted(bonds, key=lambda bond: _strength(bond, by_ordinal))
    union = _Union(members, ordered, kept_apart)
    for bond in ordered:
        if bond.step == "decision":
            union.bind(bond, ruled=True)
    late: list[Bond] = []
    for bond in ordered:
        if bond.step != "decision":
            if by_ordinal[bond.left].active and by_ordinal[bond.right].active:
                union.bind(bond)
            else:
                late.append(bond)
    for bond in late:
        union.bind(bond, attach=True)
    return {ordinal: min(union.of(ordinal).members) for ordinal in by_ordinal}


def _strength(bond: Bond, by_ordinal: dict[int, Member]) -> tuple[int, float, int, int]:
    anchors = sorted((by_ordinal[bond.left].anchor, by_ordinal[bond.right].anchor))
    return RANK[bond.step], -bond.probability, anchors[0], anchors[1]


class _Union:
    def __init__(self, members: Sequence[Member], bonds: Sequence[Bond], kept_apart: Iterable[tuple[int, int]]) -> None:
        self._cluster = {
            m.ordinal: Cluster(
                members=[m.ordinal],
                active=m.active,
                facts=[set() if fact is None else {fact} for fact in m.facts],
                files={m.submission_id: [m.ordinal]},
            )
            for m in members
        }
        self._bound = {frozenset((b.left, b.right)) for b in bonds}
        for left, right in kept_apart:
            if left in self._cluster and right in self._cluster:
                self._cluster[left].enemies.add(right)
                self._cluster[right].enemies.add(left)

    def of(self, ordinal: int) -> Cluster:
        return self._cluster[ordinal]

    def bind(self, bond: Bond, *, ruled: bool = False, attach: bool = False) -> None:
        left, right = self._cluster[bond.left], self._cluster[bond.right]
        if left is right or (attach and left.active and right.active):
            return
        if left.enemies.intersection(right.members) or (not ruled and self._contradict(left, right)):
            return
        if len(left.members) < len(right.members):
            left, right = right, left
        left.members += right.members
        left.active |= right.active
        left.enemies |= right.enemies
        for mine, theirs in zip(left.facts, right.facts, strict=True):
            mine |= theirs
        for file, rows in right.files.items():
            left.files.setdefault(file, []).extend(rows)
        for ordinal in right.members:
            self._cluster[ordinal] = left

    def _contradict(self, left: Cluster, right: Cluster) -> bool:
        for mine, theirs in zip(left.facts, right.facts, strict=True):
            if len(mine | theirs) > max(len(mine), len(theirs), 1):
                return True
        return any(
            frozenset((mine, theirs)) not in self._bound
            for file in left.files.keys() & right.files.keys()
            for mine in left.files[file]
            for theirs in right.files[file]
        )
