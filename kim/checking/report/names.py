"""Names of the report's sheets: what Excel allows, each once, and each traceable to where it came from."""

import re
from collections.abc import Iterable

LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_MEMBER = " › "


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """`wanted` as Excel allows it, with a number where another sheet has that name (in any case) already."""
    used = {name.casefold() for name in taken}
    clean = _FORBIDDEN.sub("_", wanted).strip().strip("'") or "Lembar"
    if clean.casefold() == "history":  # Excel keeps this one for itself
        clean += "_"
    name, count = clean[:LONGEST].rstrip(), 1
    while name.casefold() in used:
        count += 1
        tail = f" ({count})"
        name = clean[: LONGEST - len(tail)].rstrip() + tail
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
    return sheet if sheet.casefold().startswith(stem.casefold()[:LONGEST]) else f"{stem} {sheet}"


def location(sheet: str, cell: str = "A1") -> str:
    """The target of a link inside a workbook: `'Data KIM'!D7`."""
    return "'{}'!{}".format(sheet.replace("'", "''"), cell)
