"""The region that titles, a sheet's name or a file's path give to all rows below them."""

import re
from functools import lru_cache
from typing import NamedTuple

from kim.reference.region_codes import current, dotted
from kim.reference.region_names import find_local, find_regencies, province_index, regency_index
from kim.reference.regions import loose_key
from kim.reference.text import fold, unnumbered
from kim.reference.wordlists import words

_LONGEST_TITLE = 1_000
_LONGEST = 6
_DATE_LIKE = re.compile(r"\d{1,2}[\-._]\d{1,2}[\-._](?:19|20)?\d{2}(?!\d)")
_CODE_FIRST = re.compile(r"(\d{2}(?:[._\-]\d{2}){0,2}|\d{4}|\d{6})(?=$|[ _\-.(])")
_COUNT = re.compile(r"\s*(?:[(\[]\s*\d+[^)\]]*[)\]]|[:=]\s*\d+.*|\b\d+\s*(?:kim|desa|kelompok)\b.*)$", re.IGNORECASE)
# An address in a letterhead says where an office is, not where the rows are.
_ADDRESS = re.compile(r"\b(?:jl|jln|jalan|alamat|telp|telepon|email)\b", re.IGNORECASE)
_CUES = frozenset({"kominfo", "diskominfo", "dinkominfo", "dinas", "kim", "se", "di", "wilayah", "daerah", "dari"})


class Context(NamedTuple):
    """A province, and a regency in it, as far as they are given; the district and the village by what is said of them.

    `typed` where the finer names stand between the rows: then they bind as a cell of the row would.
    """

    province: str | None = None
    regency: str | None = None
    district: str = ""
    village: str = ""
    typed: bool = False

    def or_else(self, other: "Context") -> "Context":
        """What this leaves open, taken from `other` where the two agree."""
        district, village = self.district or other.district, self.village or other.village
        upper = self if self.regency or (self.province and self.province != other.province) else other
        return Context(upper.province, upper.regency, district, village, self.typed)

    def below(self, band: str) -> "Context":
        """What holds below a heading between the rows: it ends what an earlier one said of its own level and below."""
        text = unnumbered(_COUNT.sub("", band))
        found = in_title(text)
        if found.regency or (found.province and not (found.district or found.village)):
            return Context(found.province, found.regency, found.district, found.village, True)
        if found.district:
            return Context(self.province, self.regency, found.district, found.village, True)
        if found.village:
            return Context(self.province, self.regency, self.district, found.village, True)
        return self._below_bare(text)

    def _below_bare(self, text: str) -> "Context":
        scope = self.regency or self.province or ""
        if find_local("district", scope, text)[0] and scope:
            return Context(self.province, self.regency, text, "", True)
        if not self.regency and len(codes := find_regencies(text)) == 1:
            return Context(codes[0][:2], codes[0], "", "", True)
        if scope and find_local("village", scope, text)[0]:
            return Context(self.province, self.regency, self.district, text, True)
        return self


NOWHERE = Context()


@lru_cache(maxsize=20_000)
def in_title(text: str) -> Context:
    """The region that a title names; a bare regency counts only after a word such as `Diskominfo`."""
    text = text[:_LONGEST_TITLE]
    return _with_finer(_found(fold(text).split(), bare_anywhere=False), text)


def _with_finer(found: Context, text: str) -> Context:
    """Add the district and the village that a text names with the word for their kind."""
    if _ADDRESS.search(text):
        return found
    tokens, kinds = fold(text).split(), words("region_terms")
    ends = {*words("regency_terms"), *words("province_terms"), *kinds, "tahun", "periode", "dan", "se", "tingkat"}
    said = {"district": "", "village": ""}
    for at, token in enumerate(tokens):
        if (kind := kinds.get(token)) is None:
            continue
        name: list[str] = []
        for word in tokens[at + 1 : at + 6]:
            if word in ends or word.isdigit():
                break
            name.append(word)
        level = "district" if kind == "district" else "village"
        said[level] = said[level] or " ".join(name)
    return Context(found.province, found.regency, said["district"], said["village"])


@lru_cache(maxsize=20_000)
def in_path(path: str, suffixes: frozenset[str]) -> Context:
    """The region in a path relative to the inbox: the file's name first, then its folders from the inside out.

    `suffixes` are those that say no more than the format of a file.
    """
    found = NOWHERE
    for segment in reversed([part for part in re.split(r"/|›", path) if part.strip()]):
        found = found.or_else(_in_segment(segment.strip(), suffixes))
    return found


def office_in_path(path: str, suffixes: frozenset[str]) -> tuple[str | None, str | None]:
    """The region code of the office that a path names, and where: in its `folder`, else in its `file_name`.

    >>> office_in_path("35.15 Kab. Sidoarjo/daftar.xlsx", frozenset({"xlsx"}))
    ('35.15', 'folder')
    """
    code = _office(in_path(path, suffixes))
    folder, _, _ = path.rpartition("/")
    # Where the file's name says another region than its folder, the name was taken.
    return code, None if code is None else "folder" if _office(in_path(folder, suffixes)) == code else "file_name"


def _office(context: Context) -> str | None:
    return context.regency or context.province


def _in_segment(segment: str, suffixes: frozenset[str]) -> Context:
    known = "|".join(map(re.escape, filter(None, suffixes)))
    stem = re.sub(rf"\.(?:{known})$", "", segment, flags=re.IGNORECASE)
    named = _with_finer(_found(fold(stem).split(), bare_anywhere=True), stem)
    match = _CODE_FIRST.match(stem)
    code = dotted(None, match.group(1).replace("_", ".")) if match and not _DATE_LIKE.match(stem) else None
    code = current(code)[0] if code else None
    if code is None or (named.province and named.province != code[:2]):
        return named
    # Two digits before other words are a numbering, unless a name says the same.
    if len(code) == 2 and match and match.group() != stem and named.province is None:
        return named
    return Context(code[:2], code[:5] if len(code) >= 5 else named.regency, named.district, named.village)


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
