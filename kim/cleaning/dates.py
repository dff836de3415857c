"""Dates, kept with the precision to which they are known, day before month.

In: cells as read. Out: `Moment`s, and for a whole column `DayColumn`s, held against the day of receipt.
"""

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from kim.cleaning.batch import ArrowArray, Batch, Bools, Ints
from kim.cleaning.findings import Findings
from kim.cleaning.parsed import Issue, Parsed, ParsedColumn, parse_raw_column, parsed, unparsed
from kim.clock import day_in_jakarta
from kim.reading.model import CellError, CellValue
from kim.reference.text import fold, tidy
from kim.reference.wordlists import words

Precision = Literal["day", "month", "year"]
Days = npt.NDArray[np.int32]
NO_DAY = np.iinfo(np.int32).min
EPOCH = date(1970, 1, 1)
EARLIEST, LATEST = 1945, 2199
_LONGEST = 200
_EXCEL_EPOCH = date(1899, 12, 30)
# From 1970 on: `20019` is a year mistyped, no day of 1954.
_SERIALS = range(25_569, 80_000)
# A number on its way through a CSV: `2019.0`, `43597.5`.
_DECIMAL = re.compile(r"[0-9]{4}\.0+|[0-9]{5}\.[0-9]{1,12}")
_YEAR = r"(\d{4}|\d{2})"
_DAY_FIRST = re.compile(r"(\d{1,2}) (\d{1,2}) " + _YEAR)
_YEAR_FIRST = re.compile(r"(\d{4}) (\d{1,2}) (\d{1,2})(?: \d{1,2} \d{2}(?: \d{2})?(?: \d+)?)?")
_MONTH_NAME = re.compile(r"(?:.*?\b)??(?:(\d{1,2}) ?)?([a-z]+) ?" + _YEAR)
_ENGLISH = re.compile(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})")
_MONTH_YEAR = re.compile(r"(\d{1,2}) (\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4}) (\d{1,2})")
_BARE_YEAR = re.compile(r"(?:(?:sejak|pada|sekitar|kira kira|awal|akhir|pertengahan) )*(?:tahun|thn|th)? ?(\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAYS = re.compile(r"(\d{1,2}) (?:(?:sd|s d|sampai|hingga|dan) )?(\d{1,2}) ([a-z]+) (\d{4})")
_MONTHS = re.compile(r"([a-z]+) (?:(?:sd|s d|sampai|hingga|dan) )?([a-z]+) (\d{4})")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as far as it is known: the first day of the day, month or year."""

    first: date
    precision: Precision


def parse_date(raw: CellValue | CellError, text: str) -> Parsed[Moment]:
    """A date; rules `date_invalid`, `date_swapped`, `date_range`. The caller checks whether it is in the future."""
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return _on_day(raw)
    if isinstance(raw, time | timedelta):
        return unparsed("date_invalid")
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _from_number(float(raw))
    return _from_text(text) if len(text) <= _LONGEST else unparsed("date_invalid")


def _from_number(number: float) -> Parsed[Moment]:
    if not math.isfinite(number):
        return unparsed("date_invalid")
    if number.is_integer() and EARLIEST <= number <= LATEST:
        return _checked(Moment(date(int(number), 1, 1), "year"))
    if int(number) in _SERIALS:
        return _checked(Moment(_EXCEL_EPOCH + timedelta(days=int(number)), "day"))
    return _from_text(str(int(number))) if number.is_integer() and number >= 1e7 else unparsed("date_invalid")


@lru_cache(maxsize=100_000)
def _from_text(text: str) -> Parsed[Moment]:
    if _DECIMAL.fullmatch(text.strip()):
        return _from_number(float(text))
    plain = fold(tidy(text))
    if plain.isdigit() and int(plain) in _SERIALS:
        return _checked(Moment(_EXCEL_EPOCH + timedelta(days=int(plain)), "day"))
    if found := _DAY_FIRST.fullmatch(plain):
        return _day_first(*(int(part) for part in found.groups()), short=len(found.group(3)) == 2)
    for pattern, order in ((_YEAR_FIRST, "ymd"), (_COMPACT, "ymd"), (_MONTH_YEAR, "my"), (_YEAR_MONTH, "ym")):
        if found := pattern.fullmatch(plain):
            return _numbers(dict(zip(order, map(int, found.groups()), strict=False)))
    if found := _BARE_YEAR.fullmatch(plain):
        return _checked(Moment(date(int(found.group(1)), 1, 1), "year") if found.group(1) > "0999" else None)
    return _named_month(plain)


def _named_month(plain: str) -> Parsed[Moment]:
    months = words("months")
    if (found := _ENGLISH.fullmatch(plain)) and found.group(1) in months:
        return _numbers({"y": int(found.group(3)), "m": int(months[found.group(1)]), "d": int(found.group(2))})
    if (found := _DAYS.fullmatch(plain)) and found.group(3) in months:
        first, last = int(found.group(1)), int(found.group(2))
        result = _numbers({"y": int(found.group(4)), "m": int(months[found.group(3)])})
        return _ranged(result, "month") if 1 <= first < last <= 31 else unparsed("date_invalid")
    if (found := _MONTHS.fullmatch(plain)) and found.group(1) in months and found.group(2) in months:
        return _ranged(_numbers({"y": int(found.group(3))}), "year")
    found = _MONTH_NAME.fullmatch(plain)
    if not found or found.group(2) not in months:
        return unparsed("date_invalid")
    parts = {"y": _full_year(found.group(3)), "m": int(months[found.group(2)])}
    if found.group(1):
        parts["d"] = int(found.group(1))
    return _numbers(parts)


def _ranged(result: Parsed[Moment], precision: Precision) -> Parsed[Moment]:
    if result.value is None:
        return result
    shown = result.value.first.isoformat()[: 7 if precision == "month" else 4]
    return parsed(result.value, Issue("date_range", shown))


def _day_first(day: int, month: int, year: int, *, short: bool) -> Parsed[Moment]:
    year = _full_year(f"{year:02d}") if short else year
    if month > 12 and day <= 12:
        swapped = _numbers({"y": year, "m": day, "d": month})
        if swapped.value:
            return parsed(swapped.value, Issue("date_swapped", swapped.value.first.isoformat()))
    return _numbers({"y": year, "m": month, "d": day})


def _full_year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) < 60 else 1900)


def _numbers(parts: dict[str, int]) -> Parsed[Moment]:
    precision: Precision = "day" if "d" in parts else "month" if "m" in parts else "year"
    try:
        return _checked(Moment(date(parts["y"], parts.get("m", 1), parts.get("d", 1)), precision))
    except ValueError:
        return unparsed("date_invalid")


@lru_cache(maxsize=100_000)
def _on_day(day: date) -> Parsed[Moment]:
    return _checked(Moment(day, "day"))


def _checked(moment: Moment | None) -> Parsed[Moment]:
    if moment is None or not EARLIEST <= moment.first.year <= LATEST:
        return unparsed("date_invalid")
    return parsed(moment)


@dataclass(frozen=True, slots=True)
class DayColumn:
    """A date for each row as days since 1970, where `known`."""

    days: Days
    known: Bools

    def arrow(self, rows: Ints) -> ArrowArray:
        """The dates of `rows`."""
        days: ArrowArray = pa.array(self.days[rows], mask=~self.known[rows])
        return days.cast(pa.date32())


def receipt_days(batch: Batch) -> Days:
    """For each row the day in Jakarta on which its file was received."""
    days = []
    for received, _ in batch.files:
        moment = received.received_at
        days.append((day_in_jakarta(moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - EPOCH).days)
    return np.array(days, np.int32)[batch.file_of_row]


def days_since_1970(day: date | None) -> int:
    """The day as a number, `NO_DAY` for none."""
    return NO_DAY if day is None else (day - EPOCH).days


def date_column(batch: Batch, findings: Findings, field: str) -> tuple[DayColumn, ParsedColumn[Moment]]:
    """A column of dates; one after the day of receipt becomes null with `date_future`."""
    column = parse_raw_column(batch, findings, field, parse_date)
    of_code = np.array([days_since_1970(value.first if value else None) for value in column.values], np.int32)
    days = of_code[column.codes]
    future = days > receipt_days(batch)
    findings.add_to_cells(field, "date_future", future)
    return DayColumn(days, (days != NO_DAY) & ~future), column


def precision_column(column: ParsedColumn[Moment]) -> ParsedColumn[str]:
    """How far each date is known."""
    return ParsedColumn([value.precision if value else None for value in column.values], column.codes)
