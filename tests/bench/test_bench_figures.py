"""The figures that README and docs/scale.md show are those that were measured."""

import pytest

from bench.figures import PAGES, RESULTS, ROOT, with_figures


@pytest.mark.parametrize("page", PAGES)
def test_pages_show_what_was_measured(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    assert "<!-- figures -->\n|" in text
    assert with_figures(page, text, RESULTS.read_text("utf-8")) == text
