"""The rooms of the architecture: one order, in the table that people read and in the contract that is checked."""

import doctest
import importlib
import pkgutil
import re
import subprocess
import sys
import tomllib
from collections import defaultdict

import pytest

import kim
from kim.home import PACKAGE_ROOT

_CONFIGURED = tomllib.loads((PACKAGE_ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
LAYERS = [{room.strip() for room in layer.split("|")} for layer in _CONFIGURED["contracts"][0]["layers"]]
ROOMS = ("fetching", "health", "register", "running", "scaling", "stewardship")


def test_no_room_imports_from_its_own_level_or_above() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"],
        cwd=PACKAGE_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_table_of_the_architecture_is_the_order_that_is_checked() -> None:
    shown: defaultdict[int, set[str]] = defaultdict(set)
    for level, rooms in re.findall(
        r"^\| (\d+) \| ([^|]+) \|", (PACKAGE_ROOT / "docs" / "architecture.md").read_text("utf-8"), re.MULTILINE
    ):
        shown[int(level)] |= set(re.findall(r"`([\w.]+)`", rooms))
    assert [shown[level] for level in sorted(shown)] == LAYERS[::-1]


def test_every_room_has_its_level() -> None:
    there = {f"kim.{module.name}" for module in pkgutil.iter_modules(kim.__path__)} - {"kim.__main__"}
    assert there | {"flows", "schemas"} == set().union(*LAYERS)


@pytest.mark.parametrize("room", ROOMS)
def test_the_examples_of_a_room_are_true(room: str) -> None:
    package = importlib.import_module(f"kim.{room}")
    for module in pkgutil.iter_modules(package.__path__, f"kim.{room}."):
        failed, _ = doctest.testmod(importlib.import_module(module.name))
        assert not failed, module.name
