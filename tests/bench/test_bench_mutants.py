"""Faults for the tests to notice: made of Python and SQL, drawn with a seed, and tried in a copy."""

from pathlib import Path

import pytest

from bench.mutants import of_python, of_sql
from bench.mutants.__main__ import ROOT, drawn, faults, main, modules, same_in_effect, table, tried
from bench.mutants.change import Change
from bench.mutants.trial import Tree


def told_of_sql(sql: str) -> set[str]:
    return {change.applied(sql) for change in of_sql.faults_of(sql)}


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("select a from t where a > 1 and b", "select a from t where a >= 1 and b"),
        ("select a from t where a > 1 and b", "select a from t where a > 1 or b"),
        ("select a from t where a > 1 and b", "select a from t where a > 1 or false and b"),
        ("select a from t where a > 1 and b", "select a from t where true or a > 1 and b"),
        ("select a from t where a > 1 and b", "select a from t where a > 2 and b"),
        ("select coalesce(a, f(b), 0) from t", "select coalesce(a, f(b)) from t"),
        ("select greatest(0, a - b) from t", "select greatest( a - b) from t"),
        ("select a from t where a is null", "select a from t where a is not null"),
        ("select a from t where a is not null", "select a from t where a is null"),
        ("select case when a then 1 when b then 2 end", "select case when a then 1 when false then 2 end"),
        ("select a from (select 1 union all select 2) order by a", "select a from (select 1 ) order by a"),
        ("select 1 union all select 2 order by 1", "select 1 order by 1"),
        ("select a from t semi join u using (a)", "select a from t anti join u using (a)"),
        ("select status = 'aktif'", "select status = 'aktif_'"),
    ],
)
def test_a_fault_is_put_into_sql(sql: str, fault: str) -> None:
    assert " ".join(fault.split()) in {" ".join(text.split()) for text in told_of_sql(sql)}


@pytest.mark.parametrize(
    "sql",
    ["create or replace view v as select a", "select a from t order by a desc, b = 1", "-- a = 1 and b\nselect a"],
)
def test_what_changes_nothing_in_sql_is_left_alone(sql: str) -> None:
    assert told_of_sql(sql) == set()


def test_a_fault_is_put_into_python() -> None:
    source = 'def f(é: int, b: bool) -> str:\n    """Said."""\n    return "x" if é == 1 and b else ""\n'
    made = {change.applied(source).splitlines()[2].strip() for change in of_python.faults_of(source)}
    assert 'return "x" if (é != 1) and b else ""' in made
    assert 'return "x" if (é == 1 or b) else ""' in made
    assert 'return "x" if b else ""' in made
    assert 'return "x" if False else ""' in made
    assert "return 'x_' if é == 1 and b else \"\"" in made
    assert "return None" in made


def test_a_fault_is_told_by_its_line_and_the_same_ones_are_drawn_again() -> None:
    change = Change(14, 17, "or")
    text = "select a\nwhere and b\n".replace("where", "from", 1)
    assert (change.line_number(text), change.line(text), change.told(text)) == (2, "from and b", "and → or")
    assert drawn("bridge", 5, 1) == drawn("bridge", 5, 1) != drawn("bridge", 5, 2)


def test_every_module_names_files_and_tests_that_exist() -> None:
    for module in modules().values():
        assert not [name for name in module["files"] + module["tests"] if not (ROOT / name).exists()]


def test_what_is_listed_as_without_effect_is_a_fault_that_can_be_made() -> None:
    files = [name for module in modules().values() for name in module["files"]]
    assert same_in_effect() <= {fault.key for fault in faults(files, known=set())}


def test_a_fault_that_no_test_notices_survives_and_the_checkout_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = Tree(ROOT, tmp_path)
    noticed: list[str] = []

    def passes(_tree: Tree, _tests: object, _seconds: int, fault: tuple[str, str] | None = None) -> bool:
        if fault:
            noticed.append(fault[1])
        return fault is None or len(noticed) == 1

    monkeypatch.setattr(Tree, "passes", passes)
    outcome = tried("bridge", drawn("bridge", 2, 1), tree)
    assert (outcome.tried, len(outcome.survivors)) == (2, 1)
    assert "bridge                 2       1        1   50.0%" in table([outcome])


def test_the_tests_of_a_copy_fail_where_the_copy_is_at_fault(tmp_path: Path) -> None:
    root, copy = tmp_path / "root", tmp_path / "copy"
    for folder in (root, copy):
        folder.mkdir()
        (folder / "added.py").write_text("TWO = 1 + 1\n", encoding="utf-8")
        (folder / "test_added.py").write_text("from added import TWO\ndef test_two(): assert TWO == 2\n")
    tree = Tree(root, copy)
    assert tree.passes(["test_added.py"], 60)
    assert not tree.passes(["test_added.py"], 60, ("added.py", "TWO = 1 - 1\n"))
    assert not tree.passes(["test_added.py"], 1, ("added.py", "import time\ntime.sleep(60)\nTWO = 2\n"))
    assert (copy / "added.py").read_text() == "TWO = 1 + 1\n"


def test_an_unknown_module_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["nonsense"])
    assert "no such module: nonsense" in capsys.readouterr().err
