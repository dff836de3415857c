"""A register in memory, into which synthetic records go without a file around them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.kim.matching.matching_register import Register


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path)


@pytest.fixture
def new_register(tmp_path: Path) -> Callable[[str], Register]:
    return lambda name: Register(tmp_path / name)
