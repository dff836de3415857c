"""Words that stand for one of a few: the status of a community and its kind."""

import re

from kim.cleaning.verdict import Verdict, bad, good
from kim.reference.text import fold
from kim.reference.wordlists import words

_CLOSE = 85


def judge_status(text: str) -> Verdict[str]:
    """`aktif`, `tidak_aktif` or `bubar`; rule `status_unknown` (the caller then counts it as `aktif`)."""
    return _choice(text, "status_words", "status_unknown")


def judge_type(text: str) -> Verdict[str]:
    """One of the eight kinds; rule `type_unknown`."""
    return _choice(text, "community_types", "type_unknown")


def _choice(text: str, listed: str, rule: str) -> Verdict[str]:
    from rapidfuzz import fuzz, process

    known = words(listed)
    # `Tidak aktif (ketua pindah)`: what stands in brackets explains, and decides nothing.
    folded = fold(re.sub(r"\(.*\)", " ", text)).removeprefix("komunitas ").removeprefix("status ")
    if folded in known:
        return good(known[folded])
    closest = process.extractOne(folded, known.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
    return bad(rule, known[closest[0]] if closest else None)
