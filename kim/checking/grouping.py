"""One line for a correction that recurs: two hundred times `JAWA TIMUR` read as `Jawa Timur` is one thing to know."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from kim.checking.order import address, position
from kim.checking.wording import Language, text
from kim.findings import Finding

LANGUAGES: tuple[Language, Language] = ("id", "en")
LONGEST_LIST = 300


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """Infos that say the same of several cells become one, at the first of them, that lists them all; others stay."""
    together: dict[tuple[object, ...], list[Finding]] = {}
    for place, finding in enumerate(findings):
        same = (finding.sheet, finding.rule, finding.column_name, finding.message_id, finding.suggestion)
        key = same if finding.severity == "info" and finding.cell else (place,)
        together.setdefault(key, []).append(finding)
    return [one[0] if len(one) == 1 else _joined(one) for one in together.values()]


def _joined(findings: list[Finding]) -> Finding:
    cells = _ranges(finding.cell or "" for finding in findings)
    shown = cells if len(cells) <= LONGEST_LIST else cells[:LONGEST_LIST].rsplit(", ", 1)[0] + ", …"
    also, twin = (text("screen", "same_cells", lang, count=len(findings), cells=shown) for lang in LANGUAGES)
    first = findings[0]
    return replace(first, message_id=f"{first.message_id} {also}", message_en=f"{first.message_en} {twin}")


def _ranges(cells: Iterable[str]) -> str:
    """`B4:B6, B9`: cells that stand below one another in one column run together."""
    at = sorted({place for cell in cells if (place := position(cell))}, key=lambda place: (place[1], place[0]))
    runs = []
    for _, run in groupby(enumerate(at), key=lambda item: (item[1][1], item[1][0] - item[0])):
        held = [place for _, place in run]
        first, last = address(*held[0]), address(*held[-1])
        runs.append(first if first == last else f"{first}:{last}")
    return ", ".join(runs)
