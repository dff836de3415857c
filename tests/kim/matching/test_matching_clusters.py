"""Groups are taken apart the same way whatever order their records and edges come in."""

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kim.matching.clusters import FACTS, Bond, Member, take_apart
from kim.matching.partition import connected


def member(ordinal: int, village: str | None = None, *, file: str | None = None, active: bool = True) -> Member:
    facts = (village, *(None for _ in FACTS[1:]))
    return Member(ordinal, ordinal * 7919 % 1009, file or f"s{ordinal}", active, facts)


def test_a_record_between_two_villages_goes_to_the_stronger() -> None:
    members = [member(1, "a"), member(2), member(3, "b")]
    bonds = [Bond(1, 2, "model", 0.97), Bond(2, 3, "model", 0.99)]
    assert take_apart(members, bonds, []) == {1: 1, 2: 2, 3: 2}


def test_a_ruling_may_bring_two_villages_together() -> None:
    members = [member(1, "a"), member(2, "b"), member(3, "b")]
    bonds = [Bond(1, 2, "decision", 1.0), Bond(2, 3, "exact", 0.99)]
    assert take_apart(members, bonds, []) == {1: 1, 2: 1, 3: 1}


def test_what_is_ruled_apart_stays_apart_through_others() -> None:
    members = [member(1), member(2), member(3)]
    bonds = [Bond(1, 2, "exact", 0.99), Bond(2, 3, "exact", 0.98)]
    assert take_apart(members, bonds, [(1, 3)]) == {1: 1, 2: 1, 3: 3}


def test_a_withdrawn_record_brings_no_two_live_ones_together() -> None:
    members = [member(1), member(2, active=False), member(3)]
    bonds = [Bond(1, 2, "exact", 0.99), Bond(2, 3, "exact", 0.98)]
    assert take_apart(members, bonds, []) == {1: 1, 2: 1, 3: 3}


edges = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from((0.96, 0.97, 0.99))).filter(lambda e: e[0] < e[1]),
    max_size=16,
    unique_by=lambda e: e[:2],
)


@given(edges, st.lists(st.sampled_from(("a", "b", None)), min_size=8, max_size=8), st.randoms(use_true_random=False))
def test_order_does_not_matter(
    listed: list[tuple[int, int, float]], villages: list[str | None], chance: Random
) -> None:
    members = [member(number, village) for number, village in enumerate(villages)]
    bonds = [Bond(left, right, "model", probability) for left, right, probability in listed]
    once = take_apart(members, bonds, [])
    chance.shuffle(members)
    chance.shuffle(bonds)
    assert take_apart(members, bonds, []) == once
    for root in once.values():
        assert len({villages[n] for n, other in once.items() if other == root} - {None}) <= 1


@given(edges)
def test_connected_is_the_least_that_can_be_reached(listed: list[tuple[int, int, float]]) -> None:
    least = list(range(8))
    for _ in range(8):
        for left, right, _p in listed:
            least[left] = least[right] = min(least[left], least[right])
    ends = [np.array([edge[side] for edge in listed], np.int64) for side in (0, 1)]
    assert connected(8, ends[0], ends[1]).tolist() == least
