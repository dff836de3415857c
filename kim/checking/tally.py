"""The most frequent faults of a file, each with the rows it was found in and the rows it could have been in."""

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass

from kim.checking.model import Checked
from kim.checking.order import SEVERITY_RANK
from kim.findings import Finding, Severity


@dataclass(frozen=True, slots=True)
class Frequent:
    """A rule that `count` of `of` rows break (`of` is None for what concerns a sheet or the file); `first` shows it."""

    rule: str
    severity: Severity
    count: int
    of: int | None
    first: Finding


def by_rule(checked: Checked) -> list[Frequent]:
    """Every rule that was met: errors before warnings before infos, the more frequent first."""
    met: dict[str, list[Finding]] = defaultdict(list)
    for finding in checked.findings:
        met[finding.rule].append(finding)
    known = checked.row_numbers()
    tallies = [_tally(rule, found, known, checked.judged_count) for rule, found in met.items()]
    return sorted(tallies, key=lambda tally: (SEVERITY_RANK[tally.severity], -tally.count, tally.rule))


def most_frequent(checked: Checked, limit: int = 5) -> list[Frequent]:
    """The `limit` most frequent faults; what was corrected without loss counts only where there is room left."""
    return sorted(by_rule(checked), key=_frequency)[:limit]


def _frequency(tally: Frequent) -> tuple[bool, int, int, str]:
    return tally.severity == "info", -tally.count, SEVERITY_RANK[tally.severity], tally.rule


def _tally(rule: str, found: list[Finding], known: Mapping[str | None, Container[int]], judged: int) -> Frequent:
    rows = {(one.sheet, one.row_number) for one in found if one.row_number is not None}
    of_rows = bool(rows) and all(row in known.get(sheet, ()) for sheet, row in rows)
    gravest = min((finding.severity for finding in found), key=SEVERITY_RANK.__getitem__)
    if of_rows and len(rows) <= judged:
        return Frequent(rule, gravest, len(rows), judged, found[0])
    return Frequent(rule, gravest, len(found), None, found[0])
