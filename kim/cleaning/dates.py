"""Founding and decree dates: what is known is kept with its precision, day before month."""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from kim.cleaning.verdict import Issue, Verdict, bad, good
from kim.reading.model import CellError, CellValue
from kim.reference.text import fold, tidy
from kim.reference.wordlists import words

Precision = Literal["day", "month", "year"]
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


def judge_date(raw: CellValue | CellError, text: str) -> Verdict[Moment]:
    """A date; rules `date_invalid`, `date_swapped`, `date_range`. Whether it is in the future, the caller knows."""
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return _on_day(raw)
    if isinstance(raw, time | timedelta):
        return bad("date_invalid")
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _from_number(float(raw))
    return _from_text(text) if len(text) <= _LONGEST else bad("date_invalid")


def _from_number(number: float) -> Verdict[Moment]:
    if not math.isfinite(number):
        return bad("date_invalid")
    if number.is_integer() and EARLIEST <= number <= LATEST:
        return _checked(Moment(date(int(number), 1, 1), "year"))
    if int(number) in _SERIALS:
        return _checked(Moment(_EXCEL_EPOCH + timedelta(days=int(number)), "day"))
    return _from_text(str(int(number))) if number.is_integer() and number >= 1e7 else bad("date_invalid")


@lru_cache(maxsize=100_000)
def _from_text(text: str) -> Verdict[Moment]:
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


def _named_month(plain: str) -> Verdict[Moment]:
    months = words("months")
    if (found := _ENGLISH.fullmatch(plain)) and found.group(1) in months:
        return _numbers({"y": int(found.group(3)), "m": int(months[found.group(1)]), "d": int(found.group(2))})
    if (found := _DAYS.fullmatch(plain)) and found.group(3) in months:
        first, last = int(found.group(1)), int(found.group(2))
        verdict = _numbers({"y": int(found.group(4)), "m": int(months[found.group(3)])})
        return _ranged(verdict, "month") if 1 <= first < last <= 31 else bad("date_invalid")
    if (found := _MONTHS.fullmatch(plain)) and found.group(1) in months and found.group(2) in months:
        return _ranged(_numbers({"y": int(found.group(3))}), "year")
    found = _MONTH_NAME.fullmatch(plain)
    if not found or found.group(2) not in months:
        return bad("date_invalid")
    parts = {"y": _full_year(found.group(3)), "m": int(months[found.group(2)])}
    if found.group(1):
        parts["d"] = int(found.group(1))
    return _numbers(parts)


def _ranged(verdict: Verdict[Moment], precision: Precision) -> Verdict[Moment]:
    if verdict.value is None:
        return verdict
    shown = verdict.value.first.isoformat()[: 7 if precision == "month" else 4]
    return good(verdict.value, Issue("date_range", shown))


def _day_first(day: int, month: int, year: int, *, short: bool) -> Verdict[Moment]:
    year = _full_year(f"{year:02d}") if short else year
    if month > 12 and day <= 12:
        swapped = _numbers({"y": year, "m": day, "d": month})
        if swapped.value:
            return good(swapped.value, Issue("date_swapped", swapped.value.first.isoformat()))
    return _numbers({"y": year, "m": month, "d": day})


def _full_year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return int(text) + (2000 if int(text) < 60 else 1900)


def _numbers(parts: dict[str, int]) -> Verdict[Moment]:
    precision: Precision = "day" if "d" in parts else "month" if "m" in parts else "year"
    try:
        return _checked(Moment(date(parts["y"], parts.get("m", 1), parts.get("d", 1)), precision))
    except ValueError:
        return bad("date_invalid")


@lru_cache(maxsize=100_000)
def _on_day(day: date) -> Verdict[Moment]:
    return _checked(Moment(day, "day"))


def _checked(moment: Moment | None) -> Verdict[Moment]:
    if moment is None or not EARLIEST <= moment.first.year <= LATEST:
        return bad("date_invalid")
    return good(moment)
