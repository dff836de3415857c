"""A community's name: one prefix form, one spelling; what was typed is kept beside it."""

import re
from functools import cache, lru_cache

from kim.cleaning.masking import holds_contact, without_on_behalf, without_people
from kim.cleaning.parsed import Issue, Parsed, parsed, unparsed
from kim.reference.text import fold, is_blank, tidy, without_controls
from kim.reference.wordlists import read, words

_ACRONYM = r"(?:K\.?\s?I\.?\s?M|KIKM|KIG|KIK|KKM)\b\.?"
_LEAD = r"^[\W_]*"
_LONG = re.compile(
    _LEAD + r"(?:kelompok|komunitas)\W+informasi\W+(?:(?:dan|&)\W+komunikasi\W+)?(masyarakat|gampong|kampung)\b",
    re.IGNORECASE,
)
_SHORT = re.compile(_LEAD + rf"({_ACRONYM})(?=[\W_]|$)", re.IGNORECASE)
_BRACKETED = re.compile(rf"[\s\-–:]*[(\[]?\s*({_ACRONYM})\s*[)\]]?(?=[\W_]|$)[\s\-–:]*", re.IGNORECASE)
_SUFFIX = re.compile(rf"\s*[(\[]\s*{_ACRONYM}\s*[)\]]\s*$", re.IGNORECASE)
_QUOTES = str.maketrans(dict.fromkeys("“”„«»″", '"') | dict.fromkeys("‘’‚`´ʼʻ′", "'"))
_EDGES = " \t\"'-–—:;,./\\_*"
_CLOSING = " )]:-–"
_LONGEST = 300
_OFFICIAL = {"masyarakat": "KIM", "gampong": "KIG", "kampung": "KIK"}


def parse_name(text: str) -> Parsed[str]:
    """The name with one form of prefix; rules `name_missing`, `name_federation`, `name_repaired`."""
    if is_blank(text):
        return unparsed("name_missing")
    if len(text) > _LONGEST:
        return unparsed("row_doubtful")
    typed = without_on_behalf(without_people(text))
    name = without_people(tidy(typed)).translate(_QUOTES)
    if is_federation(name):
        return unparsed("name_federation")
    clean, misspelt = _standard(name)
    while clean and (again := _standard(clean)[0]) != clean:
        clean = again
    if not clean and any(map(str.isdigit, typed)):
        return unparsed("row_doubtful")
    if not clean or fold(clean) in _header_wordings():
        return unparsed("name_missing")
    # `typed` is rid of unseen characters already.
    repaired = (
        misspelt
        or _damaged(typed)
        or holds_contact(text)
        or without_on_behalf(text) != text
        or without_controls(text) != text
        or name.count("(") != name.count(")")
    )
    return parsed(clean, *([Issue("name_repaired", clean)] if repaired else []))


@cache
def _header_wordings() -> frozenset[str]:
    """What heads the column of names is no name itself."""
    return frozenset(line["variant"] for line in read("header_aliases") if line["field"] == "nama_kim")


def _standard(name: str) -> tuple[str, bool]:
    """The name with its official prefix, "" where nothing of a name is left; and whether the prefix was misspelt."""
    prefix, rest, misspelt = split_prefix(name)
    rest = _paired(_balanced(_SUFFIX.sub("", rest)).strip(_EDGES))
    if not any(c.isalpha() for c in rest) and not (prefix and any(c.isdigit() for c in rest)):
        return "", misspelt
    return (f"{prefix} {rest}" if prefix else rest), misspelt


def split_prefix(name: str) -> tuple[str, str, bool]:
    """Official prefix (or ""), the name without it, and whether the prefix was misspelt."""
    prefix, rest, misspelt = _first_prefix(name)
    if not prefix:
        return "", name, False
    rest = rest.lstrip(_CLOSING)
    while found := _BRACKETED.match(rest):
        again = _acronym(found.group(1))
        misspelt = misspelt or again == "KKM"
        if again != "KKM":
            prefix = again
        rest = rest[found.end() :].lstrip(_CLOSING)
    return "KIM" if prefix == "KKM" else prefix, rest, misspelt


def _first_prefix(name: str) -> tuple[str, str, bool]:
    if found := _SHORT.match(name):
        prefix = _acronym(found.group(1))
        rest = name[found.end() :]
        inner, after, misspelt = (
            _first_prefix(rest) if rest[:14].lstrip(" (-").lower().startswith("k") else ("", "", False)
        )
        return (inner, after, misspelt) if inner else (prefix, rest, prefix == "KKM")
    if found := _LONG.match(name):
        return _OFFICIAL[found.group(1).lower()], name[found.end() :], False
    return _misspelt_prefix(name)


def _misspelt_prefix(name: str) -> tuple[str, str, bool]:
    parts = re.match(r"^[\W_]*(\w+)\W+(\w+)\W+(\w+)", name)
    if not parts or parts.group(1)[0].lower() != "k":
        return "", name, False
    first, second, third = (part.lower() for part in parts.groups())
    kind = next((word for word in _OFFICIAL if _near(third, word)), None)
    if (
        kind
        and (_near(first, "kelompok") or _near(first, "komunitas") or first == "kel")
        and _near(second, "informasi")
    ):
        return _OFFICIAL[kind], name[parts.end() :], True
    return "", name, False


def _near(word: str, wanted: str) -> bool:
    from rapidfuzz.distance import OSA

    return OSA.distance(word, wanted, score_cutoff=2) <= 2


def _acronym(text: str) -> str:
    return re.sub(r"[^A-Z]", "", text.upper())


def _balanced(text: str) -> str:
    if text.count("(") != text.count(")"):
        text = " ".join(re.sub(r"[()]", " ", text).split())
    return text


def _paired(text: str) -> str:
    """Without quotes where one of a pair went with the edge."""
    return text if text.count('"') % 2 == 0 else " ".join(text.replace('"', " ").split())


def _damaged(typed: str) -> bool:
    if typed.isascii():
        return "&" in typed and tidy(typed) != " ".join(typed.split())
    return tidy(typed) != " ".join(typed.split())


def is_federation(name: str) -> bool:
    """Whether `name` is that of a forum or federation of KIM (FK KIM), not of one community."""
    folded = fold(name).split(" ", 8)
    listed = words("federation_words")
    if not folded or folded[0] not in listed:
        return False
    if listed[folded[0]] == "always":
        return True
    rest = folded[1:]
    while rest and rest[0] in listed:
        rest = rest[1:]
    if not rest:
        return False
    prefix, _, _ = split_prefix(" ".join(rest))
    return bool(prefix)


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """The name for exact agreement: no prefix, case, space, hyphen, quote or entity.

    >>> name_key("KIM Sumber-Rejeki"), name_key("sumber rejeki")
    ('sumberrejeki', 'sumberrejeki')
    """
    tidied = tidy(name).translate(_QUOTES)
    _, rest, _ = split_prefix(tidied)
    return fold(_SUFFIX.sub("", rest)).replace(" ", "")
