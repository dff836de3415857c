"""Cell addresses as Excel writes them: `D7` is column 3, row 7."""

import re
from functools import lru_cache
from itertools import pairwise

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column: rows from 1, columns from 0."""

_LISTED = 20
_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@lru_cache(maxsize=2_000)
def column_letters(index: int) -> str:
    """The letters of a column counted from 0: 0 is `A`, 26 is `AA`."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=2_000)
def column_index(letters: str) -> int:
    """The column, counted from 0, that these letters name."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def cell_name(row_number: int, column: int) -> str:
    """A cell as Excel writes it."""
    return f"{column_letters(column)}{row_number}"


def parse_cell(ref: str) -> tuple[int, int] | None:
    """Row number and column index of `D7`, or None where it is no address."""
    found = _REF.fullmatch(ref)
    return (int(found[2]), column_index(found[1])) if found else None


def parse_range(ref: str) -> Range | None:
    """The range that `B7:C9` names, or None where it is no range."""
    first, _, last = ref.partition(":")
    start, end = parse_cell(first), parse_cell(last or first)
    if start is None or end is None or end < start or end[1] < start[1]:
        return None
    return (*start, *end)


def range_size(area: Range) -> int:
    """The number of cells in a range."""
    return (area[2] - area[0] + 1) * (area[3] - area[1] + 1)


def range_name(area: Range) -> str:
    """A range as Excel writes it, `B7:C9`."""
    return f"{cell_name(area[0], area[1])}:{cell_name(area[2], area[3])}"


def listing(names: list[str]) -> str:
    """The first of many addresses, and how many more there are."""
    more = f" … (+{len(names) - _LISTED})" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more


def spans(numbers: list[int], letters: bool = False) -> str:
    """Sorted numbers as spans: `5-7, 9`, or with `letters` `D-F, H`."""
    name = column_letters if letters else str
    parts, start = [], 0
    for at, (one, next_one) in enumerate(pairwise([*numbers, -2])):
        if next_one != one + 1:
            first = numbers[start]
            parts.append(name(first) if first == one else f"{name(first)}-{name(one)}")
            start = at + 1
    return ", ".join(parts)
