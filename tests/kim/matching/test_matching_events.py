"""What stands of the decisions when the register is resolved, and which files it holds."""

from datetime import UTC, datetime

import pytest

from kim.matching.events import standing_at
from kim.register.decisions import Decision
from tests.kim.matching.matching_register import Register, Row

VILLAGE, OTHER = "35.15.01.2001", "35.15.02.2001"
WORDS = "Anggrek Bakung Cempaka Dahlia Flamboyan Gardenia Kenanga Lavender Mawar Seroja".split()  # noqa: SIM905


def kim(name: str, village: str = VILLAGE) -> Row:
    return {"name": f"KIM {name}", "village_code": village}


def decision(number: int, **more: object) -> Decision:
    known: dict[str, object] = {
        "decision_id": f"d{number}", "kind": "same", "at": datetime(2025, 1, 1, tzinfo=UTC), "by": "A", "why": "w",
        "subject": f"r{number}", "object": "r9",
    }  # fmt: skip
    return Decision.model_validate(known | more)


def test_a_decision_stands_from_its_event_on_and_that_of_an_erasure_from_the_start() -> None:
    listed = [decision(1), decision(2), decision(3, detail={"erasure": "K1"})]
    assert [line.decision_id for line in standing_at(listed, {"d1"}).same] == ["d1", "d3"]


def test_a_decision_is_taken_in_once(register: Register) -> None:
    register.receive("a", [kim("Melati")])
    file = register.receive("b", [kim("Melati")])
    register.resolve()
    register.tomorrow()
    register.decisions.record("withdraw", at=register.now, by="A", why="w", subject=file)
    assert not register.resolve().skipped
    assert register.resolve().skipped


def test_a_decision_on_nothing_that_is_matched_is_no_event(register: Register) -> None:
    register.receive("a", [kim("Melati")])
    register.resolve()
    register.decisions.record("sign", at=register.now, by="A", why="w", subject="0001")
    assert register.resolve().skipped


def test_a_decision_that_is_no_longer_in_the_book_leaves_no_trace(register: Register) -> None:
    file = register.receive("a", [kim("Melati")])
    register.resolve()
    register.tomorrow()
    register.decisions.record("withdraw", at=register.now, by="A", why="w", subject=file)
    register.resolve()
    assert register.communities() == {}
    (register.folder / "decisions.jsonl").unlink()
    register.resolve()
    assert set(register.communities()) == {"a:2"}


@pytest.mark.parametrize("status", ["rejected", "duplicate", "skipped"])
def test_a_file_that_was_never_taken_in_is_no_event_and_keeps_its_status(register: Register, status: str) -> None:
    register.receive("a", [kim("Melati")])
    file = register.receive("b", [])
    register.conn.execute("update intake.submission set status = ? where submission_id = ?", [status, file])
    register.resolve()
    assert register.rows(f"select status from intake.submission where submission_id = '{file}'") == [(status,)]
    assert register.rows("select count(*) from matching.applied") == [(1,)]


def test_a_file_that_comes_back_is_accepted_as_far_as_its_rows_were(register: Register) -> None:
    file = register.receive("a", [kim("Melati")])
    register.conn.execute("update intake.submission set quarantined_count = 1, status = 'partly_accepted'")
    register.resolve()
    register.tomorrow()
    out = register.decisions.record("withdraw", at=register.now, by="A", why="w", subject=file)
    register.resolve()
    assert register.rows("select status from intake.submission") == [("withdrawn",)]
    register.tomorrow()
    register.decisions.record("undo", at=register.now, by="A", why="w", subject=out.decision_id)
    register.resolve()
    assert register.rows("select status from intake.submission") == [("partly_accepted",)]


def held(register: Register, known: list[Row], arriving: list[Row], office: str | None = "35.15") -> bool:
    """Whether a file is held that comes after one of its office with the communities `known`."""
    register.receive("known", known, office="35.15")
    register.resolve()
    register.tomorrow()
    register.receive("arriving", arriving, office=office)
    return bool(register.resolve().held)


@pytest.mark.parametrize(
    ("unknown", "left_out", "drifts"),
    [(2, 2, True), (1, 2, False), (2, 1, False), (0, 9, False), (9, 0, False)],
)
def test_a_file_drifts_where_more_than_a_tenth_is_new_and_more_than_a_tenth_is_left_out(
    register: Register, unknown: int, left_out: int, drifts: bool
) -> None:
    known = [kim(word) for word in WORDS]
    fresh = [kim(word, OTHER) for word in WORDS[:unknown]]
    assert held(register, known, known[left_out:] + fresh) is drifts


def test_an_office_with_fewer_than_ten_communities_cannot_drift(register: Register) -> None:
    assert not held(register, [kim(word) for word in WORDS[:9]], [kim(word, OTHER) for word in WORDS])


def test_a_file_of_another_office_or_of_none_does_not_drift(register: Register) -> None:
    assert not held(register, [kim(word) for word in WORDS], [kim(word, OTHER) for word in WORDS], office="35.16")
    register.tomorrow()
    register.receive("nobody", [kim(word, "35.15.03.2001") for word in WORDS], office=None)
    assert register.resolve().held == ()


def test_what_is_merely_alike_is_not_met(register: Register) -> None:
    slips = [kim(f"Rancah {word}ng Mampulung") for word in WORDS]
    assert held(register, [kim(f"Rancah {word}n Mampulung") for word in WORDS], slips)


def test_a_withdrawn_list_is_nothing_to_drift_from(register: Register) -> None:
    file = register.receive("known", [kim(word) for word in WORDS], office="35.15")
    register.resolve()
    register.tomorrow()
    register.decisions.record("withdraw", at=register.now, by="A", why="w", subject=file)
    register.resolve()
    register.tomorrow()
    register.receive("arriving", [kim(word, OTHER) for word in WORDS], office="35.15")
    assert register.resolve().held == ()


def test_why_a_file_is_held_is_kept_in_numbers(register: Register) -> None:
    known = [kim(word) for word in WORDS]
    register.receive("before", known, office="35.15")
    assert held(register, known, [*known[3:], *(kim(word, OTHER) for word in WORDS[:4])])
    assert register.rows("select known_kim, records, unmatched, unmet from matching.held") == [(10, 11, 4, 3)]


def test_a_record_that_is_held_brings_nobody_together(register: Register) -> None:
    name, slip, phone = "KIM Rancah Mampulung", "KIM Rancah Mampulang", {"phone": "+6281200000001"}
    register.receive("one", [{"name": name, "village_code": VILLAGE}])
    register.receive("other", [{"name": slip, "village_code": VILLAGE} | phone])
    between: Row = {"name": name, "village_code": VILLAGE} | phone
    assert held(register, [kim(word) for word in WORDS], [between, *(kim(word, OTHER) for word in WORDS[:4])])
    register.tomorrow()
    register.receive("again", [{"name": name, "village_code": VILLAGE}])
    register.resolve()
    assert frozenset({"one:2", "again:2"}) in register.partition()
    assert frozenset({"other:2"}) in register.partition()


def test_a_withdrawn_record_brings_nobody_together_whatever_is_ruled_elsewhere(register: Register) -> None:
    name, slip, phone = "KIM Rancah Mampulung", "KIM Rancah Mampulang", {"phone": "+6281200000001"}
    register.receive("one", [{"name": name, "village_code": VILLAGE}, kim("Anggrek", OTHER)])
    between = register.receive("between", [{"name": name, "village_code": VILLAGE} | phone])
    register.receive("other", [{"name": slip, "village_code": VILLAGE} | phone, kim("Kenanga", OTHER)])
    register.resolve()
    assert frozenset({"one:2", "between:2", "other:2"}) in register.partition()
    register.tomorrow()
    register.decisions.record("same", at=register.now, by="A", why="w", subject="one:3", object="other:3")
    register.decisions.record("withdraw", at=register.now, by="A", why="w", subject=between)
    register.resolve()
    assert register.partition() == {frozenset({"one:2"}), frozenset({"other:2"}), frozenset({"one:3", "other:3"})}


def test_a_withdrawn_record_that_a_ruling_names_still_binds(register: Register) -> None:
    name, phone = "KIM Rancah Mampulung", {"phone": "+6281200000001"}
    register.receive("one", [{"name": name, "village_code": VILLAGE}])
    between = register.receive("between", [{"name": "KIM Kenanga", "village_code": VILLAGE} | phone])
    register.receive("other", [{"name": "KIM Kenanga", "village_code": VILLAGE}])
    register.resolve()
    register.tomorrow()
    register.decisions.record("same", at=register.now, by="A", why="w", subject="one:2", object="between:2")
    register.decisions.record("withdraw", at=register.now, by="A", why="w", subject=between)
    register.resolve()
    assert register.partition() == {frozenset({"one:2", "other:2"})}
