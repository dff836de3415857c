"""Decree numbers: no pattern is forced; a year inside one may contradict the date beside it."""

import re

from kim.cleaning.masking import without_contacts
from kim.cleaning.text import tidy
from kim.cleaning.verdict import Verdict, good

_LEAD = re.compile(r"^\s*(?:nomor|no\.?)\s*:?\s+", re.IGNORECASE)
_YEAR = re.compile(
    r"(?:[/\-.\s]|^)((?:19[5-9]|20[0-9])\d)\s*$|(?:tahun|thn\.?|th\.?)\s*((?:19[5-9]|20[0-9])\d)\b", re.IGNORECASE
)


def judge_decree(text: str) -> Verdict[str]:
    """The number on one line, as the office writes it."""
    return good(_LEAD.sub("", without_contacts(tidy(text))))


def decree_year(number: str) -> int | None:
    """The year that the number names, where it names just one."""
    years = {first or second for first, second in _YEAR.findall(number)}
    return int(years.pop()) if len(years) == 1 else None
