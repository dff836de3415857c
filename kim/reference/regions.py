"""The regions of the register: codes, names and the explicit aliases by which a name is known.

A name agrees exactly (but for case, spacing and punctuation), or by a listed alias or abbreviation; never by its
beginning.
"""

import csv
import gzip
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from kim.home import REFERENCE
from kim.reference.text import fold
from kim.reference.wordlists import read, words

Index = dict[str, list[str]]
# The nation, a province, a regency, a district: by so many characters of a code.
_SCOPES = (0, 2, 5, 8)


@dataclass(frozen=True)
class NameIndex:
    """Names of one level inside one region: exact keys first, then keys by listed abbreviations and terms."""

    exact: Index = field(default_factory=lambda: defaultdict(list))
    loose: Index = field(default_factory=lambda: defaultdict(list))

    def find(self, key: str, loose: str) -> tuple[list[str], bool]:
        """Codes under `key`, else under `loose`; and whether the agreement was exact."""
        if found := self.exact.get(key):
            return found, True
        return self.loose.get(loose, []), False


class Regions:
    """Names and codes of provinces, regencies, districts and villages (Kemendagri), loaded as they are needed."""

    def __init__(self) -> None:
        self.provinces: dict[str, str] = {line["code"]: line["name"] for line in read("provinces")}
        self.regencies: dict[str, str] = {line["code"]: line["name"] for line in read("regencies")}
        self.districts: dict[str, str] = {line["code"]: line["name"] for line in read("districts")}
        self.retired: dict[str, str] = {line["code"]: line["successor"] for line in read("retired_regencies")}
        self.old_province: dict[str, str] = {
            line["province_code"]: line["baseline_province_code"] for line in read("province_crosswalk")
        }
        self.bps_provinces: dict[str, str] = words("bps_provinces")
        self.aliases: list[dict[str, str]] = read("region_aliases")
        self._aliases_in: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
        for alias in self.aliases:
            for width in _SCOPES:
                if width <= len(alias["code"]):
                    self._aliases_in[alias["level"], alias["code"][:width]].append(alias)
        self._districts_in = _grouped(self.districts)
        self._villages: dict[str, str] | None = None
        self._villages_in: dict[str, list[str]] = {}
        self._indexes: dict[tuple[str, str], NameIndex] = {}

    @classmethod
    @cache
    def load(cls) -> "Regions":
        """The one instance of this process."""
        return cls()

    @property
    def villages(self) -> dict[str, str]:
        """Village names by code; read on first use."""
        if self._villages is None:
            with gzip.open(REFERENCE / "villages.csv.gz", "rt", encoding="utf-8", newline="") as lines:
                rows = csv.reader(lines)
                next(rows)
                self._villages = {row[0]: row[2] for row in rows}
            self._villages_in = _grouped(self._villages)
        return self._villages

    def exists(self, code: str) -> bool:
        """Whether a dotted code is one of today's, at any level."""
        level: dict[str, str] = {2: self.provinces, 5: self.regencies, 8: self.districts}.get(len(code), {})
        return code in level or (len(code) == 13 and code in self.villages)

    def name(self, code: str) -> str:
        """The official name of a code of any level."""
        if len(code) == 13:
            return self.villages[code]
        return {2: self.provinces, 5: self.regencies, 8: self.districts}[len(code)][code]

    def names_in(self, level: str, scope: str) -> NameIndex:
        """Names of a level (`district`, `village`) inside a region, by its code; the nation's is ``."""
        if (found := self._indexes.get((level, scope))) is None:
            found = self._indexes[level, scope] = self._built(level, scope)
        return found

    def _built(self, level: str, scope: str) -> NameIndex:
        index = NameIndex()
        # The groups of villages are there once their names are.
        names = self.districts if level == "district" else self.villages
        groups = self._districts_in if level == "district" else self._villages_in
        for code in groups.get(scope, ()):
            exact, loose = _keys(names[code])
            index.exact[exact].append(code)
            for key in loose:
                index.loose[key].append(code)
        for alias in self._aliases_in.get((level, scope), ()):
            index.exact[key_of(alias["alias"])].append(alias["code"])
        return index


def _grouped(names: dict[str, str]) -> dict[str, list[str]]:
    """Codes by each region that they lie in, the nation included."""
    groups: dict[str, list[str]] = defaultdict(list)
    for code in names:
        for width in _SCOPES:
            groups[code[:width]].append(code)
    return groups


@cache
def _keys(name: str) -> tuple[str, tuple[str, ...]]:
    """The exact key of a name (`key_of`), and its loose ones (`loose_key`, with and without its term).

    Many names are those of villages in several regions, and each is asked for in its district, regency and province.
    """
    parts = fold(name).split()
    short = without_term(parts)
    return "".join(parts), tuple(dict.fromkeys((written_out(parts), written_out(short))))


def key_of(text: str) -> str:
    """`fold` without its spaces: names that agree here differ in case, spacing or punctuation alone."""
    return fold(text).replace(" ", "")


def loose_key(text: str) -> str:
    """`key_of` with the listed abbreviations and numerals written out."""
    return written_out(fold(text).split())


def bare(text: str) -> str:
    """A district's or village's name without the listed term before it (Kecamatan, Desa, Gampong …)."""
    return " ".join(without_term(fold(text).split()))


def written_out(parts: list[str]) -> str:
    """Folded words as one key, listed abbreviations and numerals written out."""
    expanded = words("region_words")
    return "".join([expanded.get(word, word) for word in parts])


def without_term(parts: list[str]) -> list[str]:
    """Folded words without the listed terms before a name."""
    terms = words("region_terms")
    while len(parts) > 1 and parts[0] in terms:
        parts = parts[1:]
    return parts
