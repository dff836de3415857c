"""What a person is shown, and what a ruling may not say."""

import pytest

from kim.errors import KimError, UsageError
from kim.matching import review
from kim.matching.review import Question
from tests.kim.matching.matching_register import Register

VILLAGE = "35.15.01.2001"


def asked(register: Register) -> Question:
    register.receive("a", [{"name": "KIM Rancah Mampulung", "village_code": VILLAGE}])
    register.receive("b", [{"name": "KIM Racah Mampulang", "village_code": VILLAGE}])
    register.resolve()
    (pair,) = review.open_questions(register.conn)
    return pair


def rule(register: Register, pair: Question, ruling: review.Ruling) -> None:
    register.tomorrow()
    review.record_ruling(register.conn, register.decisions, pair, ruling, at=register.now, by="A", why="known")
    register.resolve()


def test_a_question_says_what_agrees_and_where_the_rows_stand(register: Register) -> None:
    pair = asked(register)
    assert pair.agrees == ["name", "place"]
    assert pair.differs == []
    assert {pair.left.file_name, pair.right.file_name} == {"a", "b"}
    assert pair.reason == review.held_back_rules()["name_alone"].reason
    assert pair.left.row_number == 2
    assert review.question(register.conn, pair.pair_id) == pair


def test_an_unknown_pair_is_refused(register: Register) -> None:
    with pytest.raises(UsageError, match="there is no pair"):
        review.question(register.conn, "p0")


def test_a_ruling_holds_and_can_be_taken_back(register: Register) -> None:
    pair = asked(register)
    rule(register, pair, "same")
    assert len(register.partition()) == 1
    assert review.question(register.conn, pair.pair_id).ruling == "same"
    with pytest.raises(KimError, match="bind the two as the same"):
        rule(register, pair, "different")
    register.tomorrow()
    review.retract_ruling(register.decisions, pair, at=register.now, by="A", why="no")
    register.resolve()
    assert len(register.partition()) == 2
    with pytest.raises(KimError, match="no ruling stands"):
        review.retract_ruling(register.decisions, pair, at=register.now, by="A", why="no")


def test_what_is_ruled_of_two_communities_binds_all_their_records(register: Register) -> None:
    pair = asked(register)
    rule(register, pair, "different")
    register.receive("c", [{"name": "KIM Racah Mampulang", "village_code": VILLAGE}])
    register.resolve()
    assert review.open_questions(register.conn) == []
    sides = {"left": pair.left, "right": pair.right}
    third = review.Side("c:2", register.communities()["c:2"], "c", "c", 2, "KIM Racah Mampulang", "", {})
    side = "right" if pair.right.file_name == "b" else "left"
    beside = Question("p1", None, "open", "", **(sides | {side: third}), evidence={})
    with pytest.raises(KimError, match="the two communities"):
        review.record_ruling(register.conn, register.decisions, beside, "same", at=register.now, by="A", why="w")


def test_new_evidence_raises_the_question_again(register: Register) -> None:
    rule(register, asked(register), "different")
    register.tomorrow()
    site = {"website": "kim.contoh.id/mampulang"}
    register.receive("c", [{"name": "KIM Rancah Mampulung", "village_code": VILLAGE} | site])
    register.receive("d", [{"name": "KIM Racah Mampulang", "village_code": VILLAGE} | site])
    register.resolve()
    assert len(review.open_questions(register.conn)) == 1


def test_a_revision_is_suggested_never_assumed(register: Register) -> None:
    rows = [{"name": "KIM Melati", "village_code": VILLAGE}]
    register.receive("list.xlsx", rows, office="35.15")
    register.receive("list rev.xlsx", rows, office="35.15")
    register.resolve()
    (suggestion,) = review.suggestions(register.conn)
    assert (suggestion.new_file, suggestion.old_file) == ("list rev.xlsx", "list.xlsx")
    assert register.rows("select distinct status from intake.submission") == [("accepted",)]
