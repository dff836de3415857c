"""Each comparison level and each rule that holds a pair back is what its committed example shows."""

import json
import re
from datetime import date
from typing import Any

import pytest

from kim.matching import review, script, weights
from tests.kim.matching.matching_register import Register

STEP = "31_hold_back"
LEVELS = weights.levels()
FIELDS = {
    "decree": "decree_number",
    "decree_day": "decree_on",
    "email": "email",
    "founded": "founded_on",
    "label": "domain_label",
    "leader": "leader_name",
    "channel": "channels",
    "members": "member_count",
    "name": "name",
    "phone": "phone",
    "site": "website",
    "site_number": "site_number",
}
MANY = ("Tangguh", "Bersinar", "Kenanga", "Gumitir")
PLACES = {13: "village_code", 8: "district_code", 5: "regency_code"}


def test_every_rule_has_a_row_and_stands_once_in_the_order_of_the_rows() -> None:
    stands = re.findall(r"then\s+'(\w+)'", script.text(STEP))
    assert stands == list(review.held_back_rules())


def without(rule: str) -> str:
    """The step with the rule's condition and name taken out."""
    text = script.text(STEP)
    (branch,) = re.findall(rf"( {{8}}when (?:(?!\n {{8}}when ).)*?then '{rule}'\n)", text, flags=re.DOTALL)
    return text.replace(branch, "")


def edge_of(register: Register, rule: review.HeldBackRule) -> tuple[str | None, float]:
    if rule.one_file:
        register.receive("both", [rule.left, rule.right])
    elif rule.declared_by:
        register.receive("left", [rule.left])
        register.resolve()
        register.tomorrow()
        said = {"declared_kim_id": register.communities()["left:2"]}
        register.receive("right", [rule.right | said], office=rule.declared_by)
    else:
        register.receive("left", [rule.left])
        register.receive("right", [rule.right])
    register.resolve()
    ((why, probability),) = register.rows("select held_back, probability from matching.edge")
    return why, probability


@pytest.mark.parametrize("name", review.held_back_rules())
def test_the_example_of_a_rule_is_held_back_by_it_and_by_no_other(
    name: str, register: Register, new_register: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = review.held_back_rules()[name]
    assert edge_of(register, rule)[0] == name
    assert len(register.partition()) == 2
    whole, loosened = script.text, without(name)
    monkeypatch.setattr(script, "text", lambda step: loosened if step == STEP else whole(step))
    why, probability = edge_of(new_register("without"), rule)
    assert why is None
    assert probability >= 0.95


def record(comparison: str, value: str) -> dict[str, Any]:
    """A record that has the value of an example, and beside it enough to be compared at all."""
    row: dict[str, Any] = {"name": "KIM Melati", "village_code": "35.15.01.2001", "phone": "+6281200000009"}
    if comparison == "place":
        return row | {"village_code": None, PLACES.get(len(value), "province_code"): value}
    if not value:
        return row | ({"phone": None} if comparison == "phone" else {})
    typed: Any = int(value) if comparison == "members" else value
    if comparison in ("founded", "decree_day"):
        typed = date.fromisoformat(f"{value}-01-01"[:10])
    if comparison == "founded":
        row["founded_precision"] = "day" if len(value) == 10 else "year"
    return row | {FIELDS[comparison]: typed}


@pytest.mark.parametrize("comparison", dict.fromkeys(row["comparison"] for row in LEVELS))
def test_the_example_of_a_level_compares_as_that_level(
    comparison: str, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIM_REVIEW_THRESHOLD", "0.0000001")
    expected = {
        row["level"]: [row["level"], str(float(row["bits"]))] for row in LEVELS if row["comparison"] == comparison
    }
    for row in LEVELS:
        if row["comparison"] == comparison:
            register.receive(f"left-{row['level']}", [record(comparison, row["left"])])
            register.receive(f"right-{row['level']}", [record(comparison, row["right"])])
            if row["level"] == "shared":
                given = {"village_code": "35.15.01.2002", FIELDS[comparison]: row["left"]}
                register.receive("many", [given | {"name": f"KIM {name}"} for name in MANY])
    register.resolve()
    pairs = register.rows("select record_id_l, record_id_r, evidence from matching.edge")
    found = {(left, right): json.loads(evidence)[comparison] for left, right, evidence in pairs}
    assert {level: found[f"left-{level}:2", f"right-{level}:2"] for level in expected} == expected


def test_every_level_has_a_stance_a_meaning_and_an_example() -> None:
    assert {row["stance"] for row in LEVELS} == {"agrees", "differs", "missing"}
    assert all(row["meaning"] and row["left"] for row in LEVELS)
