"""The officers' term: from a first day to a last day, either of which may be unknown."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from kim.cleaning.batch import Batch
from kim.cleaning.dates import (
    EARLIEST,
    EPOCH,
    NO_DAY,
    DayColumn,
    Moment,
    days_since_1970,
    parse_date,
    receipt_days,
)
from kim.cleaning.findings import Findings
from kim.cleaning.parsed import Parsed, ParsedColumn, parse_column, parsed, unparsed
from kim.reference.text import fold, tidy

_LONGEST_YEARS = 30
_BETWEEN = re.compile(
    r"\s*(?:s\s*/\s*d|s\.\s*d\.?|\bsd\b|\bsampai(?:\s+dengan)?\b|\bhingga\b|\bto\b|–|—)\s*", re.IGNORECASE
)
_YEARS = re.compile(r"(?:(?:tahun|periode|masa bakti|thn|th) )*(\d{4}) (?:(?:sd|s d|tahun) )*(\d{4}|\d{2})")
_DURATION = re.compile(r"(?:selama )?(\d{1,2}) (?:\w+ )?(?:tahun|thn|th)")
_LEAD = re.compile(r"^\s*(?:periode|masa bakti|tahun|thn\.?|th\.?|tmt\.?|mulai|dari|sejak)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """First and last day; with `years` alone where only the duration is known."""

    first: date | None
    last: date | None
    years: int | None = None


def parse_term(text: str) -> Parsed[Term]:
    """A term of office; rule `term_invalid`. The caller checks whether it has lapsed.

    >>> parse_term("2023 s/d 2028").value
    Term(first=datetime.date(2023, 1, 1), last=datetime.date(2028, 12, 31), years=None)
    """
    plain = fold(text)
    if found := _YEARS.fullmatch(plain):
        first = int(found.group(1))
        last = int(found.group(2)) if len(found.group(2)) == 4 else first - first % 100 + int(found.group(2))
        return _checked(date(first, 1, 1) if first else None, date(last, 12, 31) if last else None)
    if found := _DURATION.fullmatch(plain):
        years = int(found.group(1))
        return parsed(Term(None, None, years)) if 1 <= years <= _LONGEST_YEARS else unparsed("term_invalid")
    return _from_two_dates(tidy(text))


def _from_two_dates(text: str) -> Parsed[Term]:
    parts = _BETWEEN.split(text)
    if len(parts) != 2:
        parts = re.split(r"\s+-\s+", text)
    if len(parts) == 1 and re.search(r"[A-Za-z]\s*\d{4}\s*-\s*", text):
        parts = re.split(r"(?<=\d{4})\s*-\s*", text)
    if len(parts) != 2:
        return unparsed("term_invalid")
    start = _moment(parts[0])
    end = _moment(parts[1])
    if end is None or (start is None and _LEAD.sub("", parts[0] + " ").strip()):
        return unparsed("term_invalid")
    return _checked(start.first if start else None, _last_day(end))


def _moment(text: str) -> Moment | None:
    text = _LEAD.sub("", text)
    return parse_date(text, text).value if text.strip() else None


def _last_day(moment: Moment) -> date:
    first = moment.first
    if moment.precision == "day":
        return first
    if moment.precision == "year" or first.month == 12:
        return date(first.year, 12, 31)
    return date(first.year, first.month + 1, 1) - timedelta(days=1)


def _checked(first: date | None, last: date | None) -> Parsed[Term]:
    if last is None or last.year < EARLIEST or (first and first.year < EARLIEST):
        return unparsed("term_invalid")
    if first and not 0 <= (last - first).days <= _LONGEST_YEARS * 366:
        return unparsed("term_invalid")
    return parsed(Term(first, last))


def after(start: date, years: int) -> date:
    """The last day of a term of `years` that begins on `start`."""
    try:
        return start.replace(year=start.year + years) - timedelta(days=1)
    except ValueError:
        return date(start.year + years, 2, 28)


def term_columns(batch: Batch, findings: Findings, decree_on: DayColumn) -> tuple[DayColumn, DayColumn]:
    """First and last days of the officers' terms; one that has run out is flagged with `term_lapsed`."""
    column: ParsedColumn[Term] = parse_column(batch, findings, "masa_bakti", parse_term)
    first = np.array([days_since_1970(value.first if value else None) for value in column.values], np.int32)[
        column.codes
    ]
    last = np.array([days_since_1970(value.last if value else None) for value in column.values], np.int32)[column.codes]
    years = np.array([(value.years or 0) if value else 0 for value in column.values], np.int32)[column.codes]
    # A duration alone runs from the day of the decree.
    for row in np.flatnonzero((years > 0) & decree_on.known).tolist():
        start = date.fromordinal(EPOCH.toordinal() + int(decree_on.days[row]))
        first[row], last[row] = days_since_1970(start), days_since_1970(after(start, int(years[row])))
    findings.add_to_cells("masa_bakti", "term_lapsed", (last != NO_DAY) & (last < receipt_days(batch)))
    return DayColumn(first, first != NO_DAY), DayColumn(last, last != NO_DAY)
