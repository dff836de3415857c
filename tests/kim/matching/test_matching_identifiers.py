"""Ids that survive being read out, typed over and given by the million."""

from hypothesis import given
from hypothesis import strategies as st

from kim.matching.identifiers import ALPHABET, mint, mint_all, normal


@given(st.text(max_size=30))
def test_an_id_is_its_own_normal_form(record_id: str) -> None:
    kim_id = mint(record_id, set())
    assert normal(kim_id) == kim_id
    assert normal(f" {kim_id[:5].lower()}-{kim_id[5:].lower()} ") == kim_id
    assert mint(record_id, set()) == kim_id


@given(st.text(max_size=30), st.integers(1, 12), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(record_id: str, at: int, other: str) -> None:
    kim_id = mint(record_id, set())
    wrong = kim_id[:at] + other + kim_id[at + 1 :]
    assert (normal(wrong) is None) == (wrong != kim_id)


@given(st.text(max_size=30), st.integers(1, 10))
def test_two_neighbours_swapped_are_found(record_id: str, at: int) -> None:
    kim_id = mint(record_id, set())
    swapped = kim_id[:at] + kim_id[at + 1] + kim_id[at] + kim_id[at + 2 :]
    assert (normal(swapped) is None) == (swapped != kim_id)


def test_a_taken_id_is_passed_over() -> None:
    first = mint("r1", set())
    assert mint("r1", {first}) not in (first, mint("r2", set()))


@given(st.lists(st.text(max_size=8), max_size=6))
def test_many_are_minted_as_one_by_one(record_ids: list[str]) -> None:
    taken = {mint("r1", set())}
    one_by_one, together = set(taken), set(taken)

    minted = mint_all(["r1", *record_ids], together)

    for record_id, kim_id in zip(["r1", *record_ids], minted, strict=True):
        assert mint(record_id, one_by_one) == kim_id
        one_by_one.add(kim_id)
    assert together == one_by_one
