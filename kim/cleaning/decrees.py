"""Decree numbers: no pattern is forced; a year inside one may contradict the date beside it."""

import re
from collections.abc import Sequence

from kim.cleaning.masking import without_contacts
from kim.cleaning.verdict import Verdict, bad, good
from kim.reference.text import tidy

_LEAD = re.compile(r"^\s*(?:nomor|no\.?)\s*:?\s+", re.IGNORECASE)
_YEAR = re.compile(
    r"(?:[/\-.\s]|^)((?:19[5-9]|20[0-9])\d)\s*$|(?:tahun|thn\.?|th\.?)\s*((?:19[5-9]|20[0-9])\d)\b", re.IGNORECASE
)
# No word for "year" is without a T.
_ENDS_WITH_YEAR = re.compile(r"[^Tt]*[/\-.]((?:19[5-9]|20[0-9])[0-9])")
_LONGEST = 500


def judge_decree(text: str) -> Verdict[str]:
    """The number on one line, as the office writes it; rule `decree_no_number` where it has no digit."""
    number = _LEAD.sub("", without_contacts(tidy(text[:_LONGEST])))
    return good(number) if any(map(str.isdigit, number)) else bad("decree_no_number")


def decree_year(number: str) -> int | None:
    """The year that the number names, where it names just one."""
    years = {first or second for first, second in _YEAR.findall(number)}
    return int(years.pop()) if len(years) == 1 else None


def decree_years(numbers: Sequence[str | None]) -> list[int]:
    """`decree_year` of each, 0 for none; most end with the year and have no word for it."""
    return [
        (int(plain[1]) if (plain := _ENDS_WITH_YEAR.fullmatch(number)) else decree_year(number) or 0) if number else 0
        for number in numbers
    ]
