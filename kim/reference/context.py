"""The region that titles, a sheet's name or a file's path give to all rows below them."""

import re
from functools import lru_cache
from typing import NamedTuple

from kim.reference.region_codes import current, dotted
from kim.reference.region_names import find_regencies, province_index, regency_index
from kim.reference.regions import loose_key
from kim.reference.text import fold
from kim.reference.wordlists import words

_LONGEST = 6
_DATE_LIKE = re.compile(r"\d{1,2}[\-._]\d{1,2}[\-._](?:19|20)?\d{2}(?!\d)")
_CODE_FIRST = re.compile(r"(\d{2}(?:[._\-]\d{2}){0,2}|\d{4}|\d{6})(?=$|[ _\-.(])")
_CUES = frozenset({"kominfo", "diskominfo", "dinkominfo", "dinas", "kim", "se", "di", "wilayah", "daerah", "dari"})


class Context(NamedTuple):
    """A province, and a regency in it, as far as they are given."""

    province: str | None = None
    regency: str | None = None

    def or_else(self, other: "Context") -> "Context":
        """What this leaves open, taken from `other` where the two agree."""
        if self.regency or (self.province and self.province != other.province):
            return self
        return other


NOWHERE = Context()


@lru_cache(maxsize=20_000)
def in_title(text: str) -> Context:
    """The region that a title names; a bare regency counts only after a word such as `Diskominfo`."""
    return _found(fold(text).split(), bare_anywhere=False)


@lru_cache(maxsize=20_000)
def in_path(path: str) -> Context:
    """The region in a path relative to the inbox: the file's name first, then its folders from the inside out."""
    found = NOWHERE
    for segment in reversed([part for part in re.split(r"/|›", path) if part.strip()]):
        found = found.or_else(_in_segment(segment.strip()))
    return found


def _in_segment(segment: str) -> Context:
    stem = re.sub(r"\.(?:xlsx|xlsm|xls|ods|csv|tsv|txt|zip)$", "", segment, flags=re.IGNORECASE)
    named = _found(fold(stem).split(), bare_anywhere=True)
    match = _CODE_FIRST.match(stem)
    code = dotted(None, match.group(1).replace("_", ".")) if match and not _DATE_LIKE.match(stem) else None
    code = current(code)[0] if code else None
    if code is None or (named.province and named.province != code[:2]):
        return named
    # Two digits before other words are a numbering, unless a name says the same.
    if len(code) == 2 and match and match.group() != stem and named.province is None:
        return named
    return Context(code[:2], code[:5] if len(code) >= 5 else named.regency)


def _found(tokens: list[str], *, bare_anywhere: bool) -> Context:
    provinces: set[str] = set()
    regencies: set[tuple[str, ...]] = set()
    loose: set[tuple[str, ...]] = set()
    at = 0
    while at < len(tokens):
        step, kind, codes = _longest(tokens, at)
        if kind == "province":
            provinces.update(codes)
        elif kind == "regency":
            regencies.add(codes)
        elif kind == "bare" and (bare_anywhere or step == len(tokens) or (at and tokens[at - 1] in _CUES)):
            loose.add(codes)
        at += step
    return _agreed(provinces, regencies or loose)


def _longest(tokens: list[str], at: int) -> tuple[int, str, tuple[str, ...]]:
    if tokens[at] in words("region_terms") and at + 1 < len(tokens):
        # The name of a district or village is no regency's.
        return 2, "", ()
    is_kind = tokens[at] in words("regency_terms")
    for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
        text = " ".join(tokens[at : at + length])
        if is_kind:
            if length > 1 and (codes := find_regencies(text)):
                return length, "regency", codes
            continue
        key = loose_key(text)
        if code := province_index().get(key):
            return length, "province", (code,)
        if both := regency_index().get(key):
            return length, "bare", both
    return 1, "", ()


def _agreed(provinces: set[str], regencies: set[tuple[str, ...]]) -> Context:
    if len(regencies) == 1:
        (codes,) = regencies
        inside = tuple(code for code in codes if code[:2] in provinces) or codes
        if len(inside) == 1:
            return Context(inside[0][:2], inside[0])
        provinces = provinces or {code[:2] for code in inside}
    elif regencies and not provinces:
        provinces = {code[:2] for codes in regencies for code in codes}
    return Context(next(iter(provinces))) if len(provinces) == 1 else NOWHERE
