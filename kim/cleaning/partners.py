"""Partner institutions and programmes, as the office names them; people among them are left out."""

import re

from kim.cleaning.masking import without_people
from kim.cleaning.verdict import Issue, Verdict, bad, good
from kim.reading.name_kinds import NameKind, kind_of, like_person
from kim.reference.text import tidy

_LONGEST = 1_000
# A comma stands also within a number, and before a degree.
_BETWEEN = re.compile(
    r"\s*(?:;|\n|(?:^|(?<=\s))[-•*]\s|(?:^|(?<=\s))\d{1,2}[.)]\s|,(?!\d)(?!\s*[A-Z][A-Za-z]{0,2}[.]))\s*"
)


def judge_partners(text: str) -> Verdict[str]:
    """The partners on one line, each once; rule `partner_person` where one is a person.

    >>> judge_partners("1. PT Contoh Rekaan 2. Kampung Siaga").value
    'PT Contoh Rekaan; Kampung Siaga'
    """
    parts = [tidy(without_people(part)).strip(" .,;:-") for part in _BETWEEN.split(text[:_LONGEST])]
    named = list(dict.fromkeys(part for part in parts if any(map(str.isalpha, part))))
    institutions = [part for part in named if not _is_person(part)]
    if len(institutions) == len(named):
        return good("; ".join(named)) if named else Verdict(None)
    return good("; ".join(institutions), Issue("partner_person")) if institutions else bad("partner_person")


def _is_person(part: str) -> bool:
    return like_person(part) or kind_of(part) is NameKind.TITLED
