"""Districts and villages by name inside a region: all codes that a name may mean there."""

from dataclasses import dataclass
from functools import lru_cache

from kim.reference.regions import Regions, bare, key_of, without_term, written_out
from kim.reference.text import fold
from kim.reference.wordlists import words

_CLOSE = 75


@dataclass(frozen=True, slots=True)
class Wording:
    """A name as typed: the keys it may be found under, its folded forms, and the kind of village that it says."""

    keys: tuple[str, ...]
    folded: str
    short: str
    kind: str | None


@lru_cache(maxsize=200_000)
def _wording(text: str) -> Wording:
    folded = fold(text)
    parts = folded.split()
    short = without_term(parts)
    keys = dict.fromkeys(("".join(parts), "".join(short), written_out(parts), written_out(short)))
    kind = {"village": "2", "ward": "1"}.get(words("region_terms").get(folded.split(" ", 1)[0], ""))
    return Wording(tuple(keys), folded, " ".join(short), kind)


@lru_cache(maxsize=500_000)
def find_local(level: str, scope: str, text: str) -> tuple[list[str], bool]:
    """Codes of districts or villages called `text` inside `scope`, and whether it is spelt unlike the reference."""
    regions = Regions.load()
    index = regions.districts_in(scope) if level == "district" else regions.villages_in(scope)
    typed = _wording(text)
    for key in typed.keys:
        codes = index.exact.get(key) or index.loose.get(key)
        if codes:
            codes = list(dict.fromkeys(codes)) if len(codes) > 1 else codes
            return codes, _respelt(typed, regions.name(codes[0]))
    return [], False


def longest(level: str, scope: str, text: str) -> tuple[str, str] | None:
    """The longest beginning of a text that names a place inside `scope`, whole words alone, and its first code."""
    tokens = fold(text).split()
    for length in range(len(tokens), 0, -1):
        name = " ".join(tokens[:length])
        if codes := find_local(level, scope, name)[0]:
            return name, codes[0]
    return None


def _respelt(typed: Wording, name: str) -> bool:
    official = _wording(name)
    return not {typed.folded, typed.short} & {official.folded, official.short}


def narrow(codes: list[str], text: str) -> list[str]:
    """Of a desa and a kelurahan of one name in one district, the one that the word before the name says."""
    if len(codes) < 2 or (kind := _wording(text).kind) is None:
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
