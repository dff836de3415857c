"""Districts and villages by name inside a region: all codes that a name may mean there."""

from functools import lru_cache

from kim.cleaning.regions import Regions, bare, key_of, loose_key
from kim.cleaning.text import fold
from kim.cleaning.wordlists import words

_CLOSE = 75


@lru_cache(maxsize=500_000)
def find_local(level: str, scope: str, text: str) -> tuple[list[str], bool]:
    """Codes of districts or villages called `text` inside `scope`, and whether it is spelt unlike the reference."""
    regions = Regions.load()
    index = regions.districts_in(scope) if level == "district" else regions.villages_in(scope)
    short = bare(text)
    for key in dict.fromkeys((key_of(text), key_of(short), loose_key(text), loose_key(short))):
        codes = index.exact.get(key) or index.loose.get(key)
        if codes:
            codes = list(dict.fromkeys(codes))
            return codes, _respelt(text, short, regions.name(codes[0]))
    return [], False


def _respelt(text: str, short: str, official: str) -> bool:
    return not {fold(text), short} & {fold(official), bare(official)}


def narrow(codes: list[str], text: str) -> list[str]:
    """Of a desa and a kelurahan of one name in one district, the one that the word before the name says."""
    first = fold(text).split(" ", 1)[0]
    kind = {"village": "2", "ward": "1"}.get(words("region_terms").get(first, ""))
    if len(codes) < 2 or kind is None:
        return codes
    return [code for code in codes if code[9] == kind] or codes


@lru_cache(maxsize=100_000)
def suggest(level: str, scope: str, text: str) -> str | None:
    """The name inside `scope` that `text` most resembles; a suggestion, never an answer."""
    from rapidfuzz import fuzz, process

    if not scope:
        return None
    regions = Regions.load()
    index = regions.districts_in(scope) if level == "district" else regions.villages_in(scope)
    found = process.extractOne(key_of(bare(text)), index.exact.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
    return regions.name(index.exact[found[0]][0]) if found else None
