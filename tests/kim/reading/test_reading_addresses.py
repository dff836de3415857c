"""Addresses as Excel writes them."""

import pytest

from kim.reading.addresses import column_index, column_letters


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_called_as_excel_calls_them(index: int, letter: str) -> None:
    assert column_letters(index) == letter
    assert column_index(letter) == index
