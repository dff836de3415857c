"""The examples in docstrings are run."""

import doctest
import importlib

import pytest

from kim.home import PACKAGE_ROOT

_ROOMS = ("bench", "flows", "kim", "schemas")
_FILES = sorted(path for room in _ROOMS for path in (PACKAGE_ROOT / room).rglob("*.py") if ">>> " in path.read_text())
MODULES = [".".join(path.relative_to(PACKAGE_ROOT).with_suffix("").parts).removesuffix(".__init__") for path in _FILES]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_come_out_as_they_say(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name), report=True).failed == 0
