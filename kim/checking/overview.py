"""Findings as a person reads them: in the order of the sheet, what recurs as one line, the most frequent first."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from kim.checking.excel import address, position
from kim.checking.wording import Language, text
from kim.findings import Finding, Severity

if TYPE_CHECKING:
    from kim.checking.check import Checked

SEVERITY_RANK: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}
LANGUAGES: tuple[Language, Language] = ("id", "en")
LONGEST_LIST = 300


def in_sheet_order(findings: Iterable[Finding], sheets: Sequence[str]) -> tuple[Finding, ...]:
    """The findings as they stand in the file; sheets that `sheets` does not name come last, by name."""
    rank = {sheet: place for place, sheet in enumerate(sheets)}

    def key(finding: Finding) -> tuple[int, str, int, int, int]:
        at = position(finding.cell)
        sheet = -1 if finding.sheet is None else rank.get(finding.sheet, len(rank))
        row = finding.row_number or (at[0] if at else 0)
        return sheet, finding.sheet or "", row, at[1] if at else 0, SEVERITY_RANK[finding.severity]

    return tuple(sorted(findings, key=key))


def by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """The gravest first, each kind in the order it came in."""
    return sorted(findings, key=lambda finding: SEVERITY_RANK[finding.severity])


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


@dataclass(frozen=True, slots=True)
class Frequent:
    """A rule that `count` of `of` rows break (`of` is None for what concerns a sheet or the file); `first` shows it."""

    rule: str
    severity: Severity
    count: int
    of: int | None
    first: Finding


def by_rule(checked: "Checked") -> list[Frequent]:
    """Every rule that was met: errors before warnings before infos, the more frequent first."""
    met: dict[str, list[Finding]] = defaultdict(list)
    for finding in checked.findings:
        met[finding.rule].append(finding)
    known = checked.row_numbers()
    tallies = [_tally(rule, found, known, checked.assessed_count) for rule, found in met.items()]
    return sorted(tallies, key=lambda tally: (SEVERITY_RANK[tally.severity], -tally.count, tally.rule))


def most_frequent(checked: "Checked", limit: int = 5) -> list[Frequent]:
    """The `limit` most frequent faults; what was corrected without loss counts only where there is room left."""
    return sorted(by_rule(checked), key=_frequency)[:limit]


def _frequency(tally: Frequent) -> tuple[bool, int, int, str]:
    return tally.severity == "info", -tally.count, SEVERITY_RANK[tally.severity], tally.rule


def _tally(rule: str, found: list[Finding], known: Mapping[str | None, Container[int]], assessed: int) -> Frequent:
    rows = {(one.sheet, one.row_number) for one in found if one.row_number is not None}
    of_rows = bool(rows) and all(row in known.get(sheet, ()) for sheet, row in rows)
    gravest = min((finding.severity for finding in found), key=SEVERITY_RANK.__getitem__)
    if of_rows and len(rows) <= assessed:
        return Frequent(rule, gravest, len(rows), assessed, found[0])
    return Frequent(rule, gravest, len(found), None, found[0])
