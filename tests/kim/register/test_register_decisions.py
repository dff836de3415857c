"""What stands follows from the list alone, and nothing is recorded that contradicts it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kim.errors import KimError
from kim.register.decisions import Decision, DecisionBook, DecisionKind, standing

AT = datetime(2025, 3, 1, tzinfo=UTC)


@pytest.fixture
def book(tmp_path: Path) -> DecisionBook:
    return DecisionBook(tmp_path / "decisions.jsonl")


def _record(book: DecisionBook, kind: DecisionKind, left: str, right: str | None = None, **more: Any) -> Decision:
    return book.record(kind, at=AT, by="Petugas Rekaan", why="uji", subject=left, object=right, **more)


def test_rulings_stand_until_retracted(book: DecisionBook) -> None:
    first = _record(book, "same", "r1", "r2")
    _record(book, "different", "r3", "r4")
    assert first.decision_id == "d000001"
    _record(book, "retract", first.decision_id)
    now = book.standing()
    assert not now.same
    assert [line.subject for line in now.different] == ["r3"]
    _record(book, "same", "r1", "r2")
    assert book.standing().communities() == {"r1": "r1", "r2": "r1"}


def test_a_contradiction_is_refused_with_the_rulings_to_retract(book: DecisionBook) -> None:
    _record(book, "same", "r1", "r2")
    _record(book, "same", "r2", "r3")
    with pytest.raises(KimError, match=r"bind the two as the same: retract d000001 .*, d000002 .* first$"):
        _record(book, "different", "r3", "r1")
    _record(book, "different", "r3", "r9")
    with pytest.raises(KimError, match=r"keeps the two apart: retract d000003 of 2025-03-01 by Petugas Rekaan first$"):
        _record(book, "same", "r9", "r1")
    with pytest.raises(KimError, match="stands already"):
        _record(book, "same", "r2", "r1")
    with pytest.raises(KimError, match="two different records"):
        _record(book, "same", "r1", "r1")
    assert len(book.all()) == 3


def test_withdrawals_and_supersessions_exclude_each_other_and_can_be_undone(book: DecisionBook) -> None:
    old = _record(book, "supersede", "s2", "s1")
    for kind, subject, other, said in (
        ("withdraw", "s1", None, "s1 is superseded already"),
        ("supersede", "s1", "s3", "s1 is itself superseded"),
        ("supersede", "s3", "s3", "cannot supersede itself"),
        ("supersede", "s4", "s1", "s1 is superseded already"),
        ("undo", "d000099", None, "there is no decision"),
        ("retract", old.decision_id, None, "not one that can be lifted"),
    ):
        with pytest.raises(KimError, match=said):
            _record(book, kind, subject, other)  # type: ignore[arg-type]
    _record(book, "withdraw", "s5")
    assert book.standing().out == {"s1": "superseded", "s5": "withdrawn"}
    _record(book, "undo", old.decision_id)
    assert book.standing().out == {"s5": "withdrawn"}
    with pytest.raises(KimError, match="lifted already"):
        _record(book, "undo", old.decision_id)


def test_what_is_skipped_is_skipped_once_and_can_be_undone(book: DecisionBook) -> None:
    first = _record(book, "skip", "s1")
    with pytest.raises(KimError, match="s1 was skipped already"):
        _record(book, "skip", "s1")
    _record(book, "undo", first.decision_id)
    assert book.standing().skipped == {}
    again = _record(book, "skip", "s1")
    assert book.standing().skipped == {"s1": again}


def test_drift_is_accepted_until_that_is_undone(book: DecisionBook) -> None:
    accepted = _record(book, "accept_drift", "s1")
    assert book.standing().accepted_drift == {"s1": accepted}
    _record(book, "undo", accepted.decision_id)
    assert book.standing().accepted_drift == {}


@pytest.mark.parametrize(("kind", "subject", "other"), [("withdraw", "", None), ("supersede", "s1", "")])
def test_a_removal_names_a_submission(book: DecisionBook, kind: DecisionKind, subject: str, other: str | None) -> None:
    with pytest.raises(KimError, match="no submission is named"):
        _record(book, kind, subject, other)


@pytest.mark.parametrize(("left", "right"), [("r1", ""), ("", "r1"), ("", "")])
def test_a_ruling_names_two_records(book: DecisionBook, left: str, right: str) -> None:
    with pytest.raises(KimError, match="two different records"):
        _record(book, "different", left, right)


def test_a_file_that_replaces_another_is_not_itself_out(book: DecisionBook) -> None:
    _record(book, "withdraw", "s1")
    with pytest.raises(KimError, match="s1 is itself withdrawn"):
        _record(book, "supersede", "s1", "s2")


def test_only_what_lifts_a_decision_makes_it_lifted(book: DecisionBook) -> None:
    ruling = _record(book, "same", "r1", "r2")
    _record(book, "withdraw", ruling.decision_id)
    _record(book, "retract", ruling.decision_id)
    assert book.standing().same == ()


def test_a_ruling_does_not_lift_a_removal_nor_an_undo_a_ruling(book: DecisionBook) -> None:
    ruling = _record(book, "same", "r1", "r2")
    removal = _record(book, "withdraw", "s1")
    with pytest.raises(KimError, match=r"not one that can be lifted \(withdraw, supersede, accept_drift, skip can\)"):
        _record(book, "undo", ruling.decision_id)
    with pytest.raises(KimError, match=r"not one that can be lifted \(same, different can\)"):
        _record(book, "retract", removal.decision_id)


def test_the_newest_backup_of_the_keys_and_every_signature_are_kept(book: DecisionBook) -> None:
    assert book.standing().key_backup is None
    _record(book, "key_backup", "2025-03")
    newest = _record(book, "key_backup", "2025-04")
    signed = [_record(book, "sign", "0001"), _record(book, "sign", "0002")]
    assert book.standing().key_backup == newest
    assert list(book.standing().signatures) == signed


def test_records_bound_in_a_chain_go_by_the_least_of_them(book: DecisionBook) -> None:
    for left, right in (("r5", "r4"), ("r2", "r3"), ("r3", "r4"), ("r8", "r9")):
        _record(book, "same", left, right)
    assert book.standing().communities() == dict.fromkeys(("r2", "r3", "r4", "r5"), "r2") | {"r8": "r8", "r9": "r8"}
    with pytest.raises(KimError, match=r"retract d000001 .*, d000003 .* first$"):
        _record(book, "different", "r5", "r3")


def test_a_ruling_apart_holds_for_all_that_are_bound_to_either(book: DecisionBook) -> None:
    _record(book, "same", "r1", "r2")
    _record(book, "same", "r3", "r4")
    _record(book, "different", "r4", "r1")
    with pytest.raises(KimError, match="keeps the two apart: retract d000003"):
        _record(book, "same", "r2", "r3")
    _record(book, "same", "r2", "r5")


def test_a_name_and_a_reason_are_needed(book: DecisionBook) -> None:
    with pytest.raises(KimError, match="needs a name"):
        book.record("withdraw", at=AT, by=" ", why="uji", subject="s1")
    with pytest.raises(KimError, match="and a reason"):
        book.record("withdraw", at=AT, by="Petugas Rekaan", why="", subject="s1")


def test_what_keeps_an_erased_community_together_cannot_be_lifted(book: DecisionBook) -> None:
    ruling = _record(book, "same", "r1", "r2", detail={"erasure": "K1"})
    _record(book, "erase", "K1")
    with pytest.raises(KimError, match="keeps the count of an erased community"):
        _record(book, "retract", ruling.decision_id)
    with pytest.raises(KimError, match="erased already"):
        _record(book, "erase", "K1")
    assert set(book.standing().erased) == {"K1"}


def test_several_are_recorded_together_or_not_at_all(book: DecisionBook) -> None:
    drafts = [
        Decision(decision_id="", kind=kind, at=AT, by="Petugas Rekaan", why="uji", subject="r1", object="r2")
        for kind in ("same", "different")
    ]
    with pytest.raises(KimError, match="not recorded"):
        book.record_all(drafts)
    assert book.all() == []


_MOVES = st.lists(
    st.tuples(
        st.sampled_from(["same", "different", "retract", "withdraw", "undo"]), st.integers(1, 6), st.integers(1, 6)
    ),
    max_size=25,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(_MOVES)
def test_whatever_is_tried_no_two_records_end_both_same_and_different(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[DecisionKind, int, int]]
) -> None:
    book = DecisionBook(tmp_path_factory.mktemp("book") / "decisions.jsonl")
    for step, (kind, left, right) in enumerate(moves):
        subject = f"d{left:06d}" if kind in ("retract", "undo") else f"r{left}"
        try:
            book.record(
                kind, at=AT + timedelta(days=step), by="a", why="b", subject=subject,
                object=f"r{right}" if kind in ("same", "different") else None,
            )  # fmt: skip
        except KimError:
            continue
    now = book.standing()
    least = now.communities()
    for line in now.different:
        one, two = str(line.subject), str(line.object)
        assert least.get(one, one) != least.get(two, two)
    for step in range(len(moves)):
        until = AT + timedelta(days=step)
        assert book.standing(until) == standing(line for line in book.all() if line.at <= until)
