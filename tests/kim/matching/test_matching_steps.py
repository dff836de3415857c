"""Each step of matching says what it reads, writes and takes, runs in the order of its number, and fails by name."""

from itertools import pairwise

import pytest

from flows.tasks import discreetly
from kim.errors import KimError, StepError, fault_of
from kim.matching import script, weights
from tests.kim.matching.matching_heads import Touched, files, head, named, touched
from tests.kim.matching.matching_register import Register

VILLAGE, OTHER = "35.15.01.2001", "35.15.01.2002"
STEPS = files()


def kim(name: str, village: str = VILLAGE, **more: object) -> dict[str, object]:
    return {"name": name, "village_code": village} | more


@pytest.mark.parametrize("step", STEPS)
def test_a_head_names_what_the_statements_touch(step: str) -> None:
    text = STEPS[step].read_text(encoding="utf-8")
    said = head(text)
    assert said["purpose"]
    assert Touched(*(named(said[field]) for field in ("reads", "writes", "takes"))) == touched(text)


def test_no_two_steps_have_one_number() -> None:
    numbers = [step.partition("_")[0] for step in STEPS]
    assert len(set(numbers)) == len(numbers)


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps in the order in which they were run."""
    names: list[str] = []
    original = script.text
    monkeypatch.setattr(script, "text", lambda name: names.append(name) or original(name))  # type: ignore[func-returns-value]
    return names


def test_steps_run_in_the_order_of_their_numbers_with_all_that_they_take(
    register: Register, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(weights.model(), "pair_cap", 210)
    register.receive("rows", [kim("KIM Mawar", OTHER, phone="+621"), kim("KIM Mawar", OTHER, phone="+622")])
    chain = register.receive("chain", [kim("KIM Mawar", OTHER, phone="+621")])
    register.resolve()
    register.tomorrow()
    for number in range(25):
        many = register.receive(f"many{number}", [kim("KIM Melati", phone="+623")])
    register.conn.execute(
        "insert into intake.no_kim by name select $file as submission_id, 2 as row_number, 'village' as level, "
        "$village as village_code",
        {"file": many, "village": VILLAGE},
    )
    register.resolve()
    register.tomorrow()
    register.decisions.record("withdraw", at=register.now, by="A", why="wrong file", subject=chain)
    register.resolve()
    assert set(ran) == set(STEPS)
    runs = {step: head(path.read_text(encoding="utf-8")).get("runs", "") for step, path in STEPS.items()}
    for before, after in pairwise(ran):
        begins = runs[after].startswith(("for each", "again"))
        assert before < after or begins, f"{after} ran after {before}"
    given = {name for (name,) in register.rows("select name from duckdb_variables()")}
    taken = {name for path in STEPS.values() for name in touched(path.read_text(encoding="utf-8")).takes}
    assert taken <= given, "a variable that nobody sets is null"


def test_a_fault_in_a_step_names_the_step_and_no_value(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    original = script.text
    broken = "select 'Rekaan Contohadi'::integer"
    monkeypatch.setattr(script, "text", lambda name: broken if name == "32_score" else original(name))
    register.receive("a", [kim("KIM Melati")])
    with pytest.raises(StepError) as fault:
        register.resolve()
    assert fault_of(fault.value) == "ConversionException in warehouse/matching/32_score.sql"
    assert "Contohadi" in str(fault.value.__cause__), "with KIM_DEBUG=1 the whole trace is shown"
    with pytest.raises(KimError, match=r"ConversionException in warehouse/matching/32_score\.sql") as shown:
        discreetly(register.resolve)()
    assert "Contohadi" not in str(shown.value)


def test_a_resolve_that_broke_off_in_a_step_is_done_anew(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    register.receive("a", [kim("KIM Melati")])
    register.receive("b", [kim("KIM Melati"), kim("KIM Mawar", OTHER)])
    original = script.text
    with monkeypatch.context() as patch:
        patch.setattr(script, "text", lambda name: "select nonsense" if name == "62_membership" else original(name))
        with pytest.raises(StepError):
            register.resolve()
    assert register.resolve().communities == 2
