"""The golden corpus holds: what a careful clerk finds is found, and nothing else is counted or shown."""

import pytest

from bench.corpus import Case, load
from bench.corpus.scoring import Score, score

CASES = load()
_SCORED: dict[tuple[str, str], Score] = {}


def scored(case: Case) -> Score:
    """A case's score, worked out once for all tests of this process."""
    key = (case.kind, case.name)
    if key not in _SCORED:
        _SCORED[key] = score(case)
    return _SCORED[key]


def test_the_corpus_is_as_large_as_it_says() -> None:
    assert len(CASES) >= 220
    assert len({case.kind for case in CASES}) >= 9


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}/{case.name}")
def test_nothing_is_invented_and_no_person_is_shown(case: Case) -> None:
    found = scored(case)
    assert (found.invented, found.persons) == (0, 0), found.faults


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}/{case.name}")
def test_every_community_is_found_in_its_place_and_state(case: Case) -> None:
    found = scored(case)
    assert (found.missed, found.true - found.places, found.true - found.statuses) == (0, 0, 0), found.faults


@pytest.mark.parametrize("case", [case for case in CASES if case.kind == "plain"], ids=lambda case: case.name)
def test_an_ordinary_list_is_read_without_a_fault(case: Case) -> None:
    assert scored(case).faults == []
