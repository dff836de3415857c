"""What Excel allows and how it says it: names of sheets, text of a cell, addresses, links."""

import re
from collections.abc import Iterable

from kim.reading.addresses import cell_name, parse_cell

NAME_MAXIMUM = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_MEMBER = " › "
# C0 and C1 controls, lone surrogates, non-characters, and marks that turn the direction of what follows
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
CELL_MAXIMUM = 32_767


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """`wanted` as Excel allows it, with a number where another sheet has that name (in any case) already."""
    used = {name.casefold() for name in taken}
    clean = _FORBIDDEN.sub("_", wanted).strip().strip("'") or "Lembar"
    if clean.casefold() == "history":  # Excel keeps this one for itself
        clean += "_"
    name, count = clean[:NAME_MAXIMUM].rstrip(), 1
    while name.casefold() in used:
        count += 1
        tail = f" ({count})"
        name = clean[: NAME_MAXIMUM - len(tail)].rstrip() + tail
    return name


def report_names(origins: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Each sheet as findings name it, and the name it bears in the report.

    A ZIP's sheet is known as `member/path.xlsx › Sheet1`; in the report it is `path Sheet1`.
    """
    names: dict[str, str] = {}
    for origin in origins:
        names[origin] = free_name(_short(origin), [*taken, *names.values()])
    return names


def _short(origin: str) -> str:
    member, found, sheet = origin.partition(_MEMBER)
    stem = member.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if not found:
        return origin if "/" not in origin else stem
    return sheet if sheet.casefold().startswith(stem.casefold()[:NAME_MAXIMUM]) else f"{stem} {sheet}"


def location(sheet: str, cell: str = "A1") -> str:
    """The target of a link inside a workbook: `'Data KIM'!D7`."""
    return "'{}'!{}".format(sheet.replace("'", "''"), cell)


def cell_text(text: str) -> str:
    """The text as a workbook can hold it; a longer one ends in a sentence that says so."""
    clean = _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)
    if len(clean) <= CELL_MAXIMUM:
        return clean
    note = f" … [{len(clean)} karakter; sel Excel memuat paling banyak {CELL_MAXIMUM}]"
    return clean[: CELL_MAXIMUM - len(note)] + note


def position(cell: str | None) -> tuple[int, int] | None:
    """Row and column, both from 1; None where it is no cell.

    >>> position("D7"), position("$AA$10"), position("baris 7")
    ((7, 4), (10, 27), None)
    """
    found = parse_cell(cell or "")
    return (found[0], found[1] + 1) if found else None


def address(row: int, column: int) -> str:
    """The cell of a row and a column, both from 1.

    >>> address(7, 4)
    'D7'
    """
    return cell_name(row, column - 1)
