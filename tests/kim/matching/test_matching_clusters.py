"""Groups are taken apart the same way whatever order their records and edges come in."""

from random import Random

import numpy as np
import pytest
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


def test_whoever_joins_brings_along_from_whom_it_is_kept_apart() -> None:
    members = [member(number) for number in (1, 2, 3)]
    bonds = [Bond(1, 2, "exact", 0.99), Bond(1, 3, "exact", 0.98)]
    assert take_apart(members, bonds, [(2, 3)]) == {1: 1, 2: 1, 3: 3}
    assert take_apart(members, bonds, [(3, 2)]) == {1: 1, 2: 1, 3: 3}


def test_a_ruling_on_a_record_of_another_group_is_none_of_this_one() -> None:
    members = [member(1), member(2)]
    bonds = [Bond(1, 2, "exact", 0.99)]
    assert take_apart(members, bonds, [(1, 9), (9, 2)]) == {1: 1, 2: 1}


def test_rulings_that_keep_apart_hold_against_rulings_that_bind() -> None:
    members = [member(1), member(2)]
    assert take_apart(members, [Bond(1, 2, "decision", 1.0)], [(1, 2)]) == {1: 1, 2: 2}


def test_two_villages_brought_together_by_a_ruling_take_either_and_no_third() -> None:
    members = [member(1, "a"), member(2, "b"), member(3, "b"), member(4, "c")]
    bonds = [Bond(1, 2, "decision", 1.0), Bond(1, 3, "exact", 0.99), Bond(1, 4, "exact", 0.99)]
    assert take_apart(members, bonds, []) == {1: 1, 2: 1, 3: 1, 4: 4}


def test_what_a_record_says_is_said_of_the_whole_it_joins() -> None:
    members = [member(1), member(2, "a"), member(3, "b")]
    bonds = [Bond(1, 2, "exact", 0.99), Bond(1, 3, "exact", 0.98)]
    assert take_apart(members, bonds, []) == {1: 1, 2: 1, 3: 3}


def test_rows_of_one_file_come_together_only_where_they_are_bound_themselves() -> None:
    members = [member(1, file="x"), member(2, file="y"), member(3, file="x")]
    chain = [Bond(1, 2, "exact", 0.99), Bond(2, 3, "exact", 0.98)]
    assert take_apart(members, chain, []) == {1: 1, 2: 1, 3: 3}
    assert take_apart(members, [*chain, Bond(1, 3, "model", 0.96)], []) == {1: 1, 2: 1, 3: 1}


def test_rows_of_one_file_are_seen_however_far_apart_they_joined() -> None:
    members = [member(1, file="x"), member(2), member(3), member(4, file="x")]
    bonds = [Bond(1, 2, "exact", 0.99), Bond(3, 4, "exact", 0.98), Bond(2, 3, "exact", 0.97)]
    assert take_apart(members, bonds, []) == {1: 1, 2: 1, 3: 3, 4: 3}


def test_two_live_records_do_not_meet_over_records_that_are_out() -> None:
    members = [member(1), member(2, active=False), member(3, active=False), member(4)]
    bonds = [Bond(2, 3, "exact", 0.99), Bond(1, 2, "exact", 0.98), Bond(3, 4, "exact", 0.97)]
    assert take_apart(members, bonds, []) == {1: 1, 2: 1, 3: 1, 4: 4}


def test_live_records_bind_before_records_that_are_out() -> None:
    members = [member(1, "a"), member(2, active=False), member(3, "b"), member(4)]
    bonds = [Bond(2, 3, "exact", 0.99), Bond(1, 2, "exact", 0.98), Bond(1, 4, "model", 0.96)]
    assert take_apart(members, bonds, []) == {1: 1, 2: 2, 3: 2, 4: 1}


@pytest.mark.parametrize(("first", "second"), [("exact", "declared"), ("declared", "model"), ("exact", "model")])
def test_the_surer_step_binds_first_whatever_its_probability(first: str, second: str) -> None:
    members = [member(1, "a"), member(2), member(3, "b")]
    bonds = [Bond(1, 2, second, 0.99), Bond(2, 3, first, 0.96)]
    assert take_apart(members, bonds, []) == {1: 1, 2: 2, 3: 2}


@pytest.mark.parametrize(("anchors", "bound"), [((1, 5, 9), 1), ((9, 5, 1), 3), ((5, 9, 7), 1), ((7, 9, 5), 3)])
def test_of_equal_bonds_the_content_of_the_records_decides(anchors: tuple[int, int, int], bound: int) -> None:
    nothing = tuple(None for _ in FACTS[1:])
    members = [
        Member(number, anchor, f"s{number}", True, (village, *nothing))
        for number, anchor, village in zip((1, 2, 3), anchors, ("a", None, "b"), strict=True)
    ]
    bonds = [Bond(1, 2, "exact", 0.99), Bond(2, 3, "exact", 0.99)]
    assert take_apart(members, bonds, [])[2] == min(bound, 2)
    assert take_apart(members, bonds[::-1], [])[2] == min(bound, 2)


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
