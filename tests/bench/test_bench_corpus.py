"""The golden corpus holds: what a careful clerk finds is found, and nothing else is counted or shown."""

import pytest

from bench.corpus import Case, load
from bench.corpus.scoring import score

CASES = load()


def test_the_corpus_is_as_large_as_it_says() -> None:
    assert len(CASES) >= 220
    assert len({case.kind for case in CASES}) >= 9


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}/{case.name}")
def test_nothing_is_invented_and_no_person_is_shown(case: Case) -> None:
    found = score(case)
    assert (found.invented, found.persons) == (0, 0), found.faults


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}/{case.name}")
def test_every_community_is_found_in_its_place_and_state(case: Case) -> None:
    found = score(case)
    assert (found.missed, found.true - found.places, found.true - found.statuses) == (0, 0, 0), found.faults


@pytest.mark.parametrize("case", [case for case in CASES if case.kind == "plain"], ids=lambda case: case.name)
def test_an_ordinary_list_is_read_without_a_fault(case: Case) -> None:
    assert score(case).faults == []
