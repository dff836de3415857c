"""The partition does not depend on the order of arrival, nor on how much is resolved at once."""

from collections.abc import Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.kim.matching.matching_register import Register, Row

NAMES = ("KIM Melati", "KIM Meelati", "Melati Jaya", "KIM Jaya Melati", "KIM Melati II", "KIM PKK Melati", "Kenanga")
VILLAGES = ("35.15.01.2001", "35.15.01.2002", None)

row = st.fixed_dictionaries(
    {
        "name": st.sampled_from(NAMES),
        "village_code": st.sampled_from(VILLAGES),
        "district_code": st.just("35.15.01"),
        "phone": st.sampled_from(("+621", "+622", None)),
        "leader_name": st.sampled_from(("Rekaan", "Contoh", None)),
    }
)
files = st.lists(st.lists(row, min_size=1, max_size=3), min_size=2, max_size=5)


def partition_after(
    listed: Sequence[tuple[int, list[Row]]], batches: Sequence[int], out: set[int]
) -> set[frozenset[str]]:
    """The partition after these files came in this order, resolved after every so many; `out` are withdrawn last."""
    with TemporaryDirectory() as folder:
        register = Register(Path(folder))
        ids = {}
        for place, (number, rows) in enumerate(listed):
            ids[number] = register.receive(f"f{number}", rows)
            if place in batches:
                register.resolve()
                register.tomorrow()
        register.resolve()
        register.tomorrow()
        for number in sorted(out & set(ids)):
            register.decisions.record("withdraw", at=register.now, by="A", why="w", subject=ids[number])
        register.resolve()
        found = register.partition()
        register.conn.close()
        return found


@settings(max_examples=6, deadline=None)
@given(files, st.randoms(use_true_random=False), st.sets(st.integers(0, 4)), st.sets(st.integers(0, 4), max_size=2))
def test_any_order_and_any_batches_give_one_partition(
    listed: list[list[Row]], chance: Random, batches: set[int], out: set[int]
) -> None:
    _compare(listed, chance, batches, out)


def _compare(listed: list[list[Row]], chance: Random, batches: set[int], out: set[int]) -> None:
    numbered = list(enumerate(listed))
    once = partition_after(numbered, [], out)
    shuffled = list(numbered)
    chance.shuffle(shuffled)
    assert partition_after(shuffled, sorted(batches), out) == once


@pytest.mark.soak
@settings(max_examples=200, deadline=None)
@given(files, st.randoms(use_true_random=False), st.sets(st.integers(0, 4)), st.sets(st.integers(0, 4), max_size=2))
def test_many_orders_and_batches_give_one_partition(
    listed: list[list[Row]], chance: Random, batches: set[int], out: set[int]
) -> None:
    _compare(listed, chance, batches, out)


@settings(max_examples=4, deadline=None)
@given(files, st.sets(st.integers(0, 4), min_size=1, max_size=2))
def test_a_withdrawn_file_leaves_no_trace_in_the_partition(listed: list[list[Row]], out: set[int]) -> None:
    numbered = list(enumerate(listed))
    kept = [each for each in numbered if each[0] not in out]
    assert partition_after(numbered, [0], out) == partition_after(kept, [], set())


def test_a_phone_is_shared_by_files_that_stand_alone() -> None:
    def row(name: str, phone: str, village: str | None = "35.15.01.2001") -> Row:
        place = {"district_code": "35.15.01", "village_code": village}
        return {"name": name, "leader_name": "Rekaan", "phone": phone} | place

    listed = [
        [row("KIM Melati II", "+622"), row("KIM Melati", "+621")],
        [row("KIM Melati", "+621"), row("KIM Melati", "+621"), row("Kenanga", "+622")],
        [row("KIM Melati II", "+622", None), row("KIM Melati", "+621"), row("KIM Jaya Melati", "+622")],
        [row("KIM Melati", "+621")],
        [row("KIM PKK Melati", "+622")],
    ]
    numbered = list(enumerate(listed))
    # Kenanga is the fourth name on the phone, which is then an office's; without its file it is not.
    assert partition_after(numbered, [0], {1}) == partition_after(
        [each for each in numbered if each[0] != 1], [], set()
    )
