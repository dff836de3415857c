"""The number of members: one whole number, or none."""

import re

from kim.cleaning.verdict import Issue, Verdict, bad, good
from kim.reference.text import tidy

MOST = 100_000
_LONGEST = 100
_NUMBER = re.compile(
    r"(?P<about>±|\+/?-|kurang lebih|sekitar|kira-?kira|lk\.?|kl\.?|~|>|<|lebih dari|hampir)?\s*"
    r"(?P<digits>\d{1,3}(?:[.,]\d{3}){1,4}|\d{1,12})(?:[.,]0+)?\s*(?P<plus>\+)?\s*"
    r"(?:\(.*\))?\s*(?:orang|org|anggota|or|jiwa|members?|people|pengurus|personil|personel)?(?:\s+(?:orang|anggota))?\s*\.?",
    re.IGNORECASE,
)


def judge_count(text: str) -> Verdict[int]:
    """Members as a number from 1 to 100,000; rules `count_invalid`, `count_approximate`."""
    found = _NUMBER.fullmatch(tidy(text.replace("−", "-"))) if len(text) <= _LONGEST else None
    if not found:
        return bad("count_invalid")
    count = int(re.sub(r"[.,]", "", found["digits"]))
    if not 1 <= count <= MOST:
        return bad("count_invalid")
    if found["about"] or found["plus"]:
        return good(count, Issue("count_approximate", str(count)))
    return good(count)
