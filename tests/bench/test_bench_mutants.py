"""What `make mutants` puts at fault, and the tests that it runs, are there."""

from bench.mutants.__main__ import ROOT, modules, same_in_effect


def test_every_file_and_test_of_a_module_is_there() -> None:
    named = {name for module in modules().values() for name in (*module["files"], *module["tests"])}
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []


def test_a_fault_that_changes_nothing_is_in_a_line_that_is_there() -> None:
    gone = [(path, line) for path, line, _ in same_in_effect() if line not in (ROOT / path).read_text("utf-8")]
    assert gone == []
