"""Names of regions as offices write them, each brought to its code or codes.

Provinces and regencies are looked for in the nation, districts and villages inside a region.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from kim.reference.regions import Regions, bare, key_of, loose_key, without_term, written_out
from kim.reference.text import fold
from kim.reference.wordlists import words

_CLOSE = 80
_CLOSE_LOCAL = 75


@cache
def province_index() -> dict[str, str]:
    """Keys of official names and aliases to province codes."""
    regions = Regions.load()
    index = {loose_key(name): code for code, name in regions.provinces.items()}
    for alias in regions.aliases:
        if alias["level"] == "province":
            index[key_of(alias["alias"])] = index[loose_key(alias["alias"])] = alias["code"]
    return index


@cache
def regency_index() -> dict[str, tuple[str, ...]]:
    """Keys of names without Kabupaten or Kota, and of aliases, to regency codes: two where a name is both."""
    regions = Regions.load()
    index: dict[str, list[str]] = defaultdict(list)
    for code, name in regions.regencies.items():
        _, rest = split_kind(name)
        for key in {key_of(rest), loose_key(rest)}:
            index[key].append(code)
    for alias in regions.aliases:
        if alias["level"] == "regency":
            for key in {key_of(alias["alias"]), loose_key(alias["alias"])}:
                if alias["code"] not in index[key]:
                    index[key].append(alias["code"])
    return {key: tuple(codes) for key, codes in index.items()}


def split_kind(text: str) -> tuple[str | None, str]:
    """`Kabupaten` or `Kota` where the text begins with a word for it, and the rest."""
    parts = fold(text).split()
    kinds = words("regency_terms")
    kind = kinds.get(parts[0]) if len(parts) > 1 else None
    if kind is None:
        return None, " ".join(parts)
    parts = parts[1:]
    if len(parts) > 1 and parts[0] in ("adm", "administrasi", "administratif"):
        parts = parts[1:]
    return kind, " ".join(parts)


@lru_cache(maxsize=100_000)
def find_province(text: str) -> str | None:
    """The code of a province by official name, alias or code, with or without `Prov.` before it."""
    parts = fold(text).split()
    while len(parts) > 1 and parts[0] in words("province_terms"):
        parts = parts[1:]
    joined = "".join(parts)
    if joined.isdigit():
        return joined if joined in Regions.load().provinces else None
    # `35 - Jawa Timur`: the code before or behind a name adds nothing to it.
    parts = [part for part in parts if not part.isdigit()]
    joined = "".join(parts)
    plain = " ".join(parts)
    return province_index().get(joined) or province_index().get(loose_key(plain))


@lru_cache(maxsize=100_000)
def find_regencies(text: str) -> tuple[str, ...]:
    """The codes that a regency's name may mean: none, one, or the Kabupaten and the Kota of one name."""
    kind, rest = split_kind(text)
    index = regency_index()
    codes = index.get(key_of(rest)) or index.get(loose_key(rest), ())
    if kind and codes:
        regencies = Regions.load().regencies
        return tuple(code for code in codes if regencies[code].startswith(kind)) or codes
    whole = key_of(text)
    # `Kota Baru` for Kotabaru, and `KabupatenPati` without its space.
    found = codes or index.get(whole, ()) or index.get(whole.removeprefix("kabupaten"), ()) or _by_code(whole)
    return found or _turned_round(text)


def _turned_round(text: str) -> tuple[str, ...]:
    """`Malang (Kab.)`, and `Kab. Malang, Jawa Timur`."""
    if "," in text:
        name, _, province = text.rpartition(",")
        inside = find_province(province)
        return tuple(code for code in find_regencies(name) if code[:2] == inside)
    *before, last = fold(text).split() or [""]
    kinds = words("regency_terms")
    if not before or last not in kinds or before[0] in kinds:
        return ()
    return find_regencies(" ".join([last, *before]))


def _by_code(digits: str) -> tuple[str, ...]:
    code = f"{digits[:2]}.{digits[2:]}"
    return (code,) if digits.isdigit() and len(digits) == 4 and code in Regions.load().regencies else ()


@cache
def guess_province(text: str) -> str | None:
    """The official name that `text` most resembles; a suggestion, never an answer."""
    return _guess(text, tuple(Regions.load().provinces.values()))


@cache
def guess_regency(text: str, province: str | None) -> str | None:
    """The official name that `text` most resembles, in its province first; a suggestion, never an answer."""
    regencies = Regions.load().regencies
    inside = tuple(name for code, name in regencies.items() if province and code.startswith(province))
    return (_guess(text, inside) if inside else None) or _guess(text, tuple(regencies.values()))


def _guess(text: str, names: tuple[str, ...]) -> str | None:
    from rapidfuzz import fuzz, process

    if all(word in words("regency_terms") for word in fold(text).split()):
        return None  # it resembles every name
    kind, rest = split_kind(text)
    wanted = f"{kind.lower()} {rest}" if kind else rest
    choices = {name: fold(name) if kind else split_kind(name)[1] for name in names}
    found = process.extractOne(wanted, choices, scorer=fuzz.ratio, score_cutoff=_CLOSE)
    return str(found[2]) if found else None


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
    index = regions.names_in(level, scope)
    typed = _wording(text)
    for key in typed.keys:
        codes = index.exact.get(key) or index.loose.get(key)
        if codes:
            codes = list(dict.fromkeys(codes)) if len(codes) > 1 else codes
            official = _wording(regions.name(codes[0]))
            return codes, {typed.folded, typed.short}.isdisjoint((official.folded, official.short))
    return [], False


def longest(level: str, scope: str, text: str) -> tuple[str, str] | None:
    """The longest beginning of a text that names a place inside `scope`, whole words alone, and its first code."""
    tokens = fold(text).split()
    for length in range(len(tokens), 0, -1):
        name = " ".join(tokens[:length])
        if codes := find_local(level, scope, name)[0]:
            return name, codes[0]
    return None


def narrow(codes: list[str], text: str) -> list[str]:
    """Of a desa and a kelurahan of one name in one district, the one that the word before the name says."""
    if len(codes) < 2 or (kind := _wording(text).kind) is None:
        return codes
    return [code for code in codes if code[9] == kind] or codes


@lru_cache(maxsize=100_000)
def guess_local(level: str, scope: str, text: str) -> str | None:
    """The name inside `scope` that `text` most resembles; a suggestion, never an answer."""
    from rapidfuzz import fuzz, process

    if not scope:
        return None
    regions = Regions.load()
    index = regions.names_in(level, scope)
    found = process.extractOne(key_of(bare(text)), index.exact.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE_LOCAL)
    return regions.name(index.exact[found[0]][0]) if found else None
