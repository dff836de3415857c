"""The pages name files that are there."""

import re
from pathlib import Path

import pytest

from kim.home import PACKAGE_ROOT

PAGES = [*sorted((PACKAGE_ROOT / "docs").glob("*.md")), PACKAGE_ROOT / "CONTRIBUTING.md", PACKAGE_ROOT / "README.md"]
_ROOMS = "bench|docs|flows|kim|raw/samples|schemas|tests|warehouse"
_NAMED = re.compile(rf"`((?:{_ROOMS})/[\w./\-]+?\.(?:csv|json|md|py|sql|toml|yaml))`")
_MADE_UP = re.compile(r"NAME|NN|ROUND|DIR")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    named = {name for name in _NAMED.findall(page.read_text("utf-8")) if not _MADE_UP.search(name)}
    assert [name for name in sorted(named) if not (PACKAGE_ROOT / name).exists()] == []
