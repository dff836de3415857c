"""Real regions for synthetic communities, with the weights of the 2023 baseline, and their names, folded."""

import csv
import gzip
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kim.home import REFERENCE

# Provinces that the baseline does not count get as many as a small province that it does.
UNCOUNTED_WEIGHT = {"15": 28, "17": 14, "31": 46, "73": 62, "65": 5, "82": 7}
SMOOTHING = 4


@dataclass(frozen=True, slots=True)
class Village:
    """A desa or kelurahan; `word` is what the region calls it."""

    code: str
    name: str
    word: str


@dataclass(slots=True)
class District:
    """A kecamatan with those of its villages whose names differ."""

    code: str
    name: str
    villages: list[Village] = field(default_factory=list)


@dataclass(slots=True)
class Regency:
    """A kabupaten or kota; `old` is the province that it belonged to before a split."""

    code: str
    name: str
    old: str | None = None
    districts: list[District] = field(default_factory=list)

    @property
    def bare(self) -> str:
        """The name without `Kabupaten` or `Kota` (`Administrasi`)."""
        return self.name.split(" ", 1)[1].removeprefix("Administrasi ")


@dataclass(slots=True)
class Province:
    """A province with its regencies and its weight in a synthetic round."""

    code: str
    name: str
    weight: float
    regencies: list[Regency] = field(default_factory=list)


def _rows(name: str) -> list[dict[str, str]]:
    path: Path = REFERENCE / name
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    return list(csv.DictReader(text.splitlines()))


def _word(code: str) -> str:
    if code.split(".")[3].startswith("1"):
        return "Kelurahan"
    province = code[:2]
    if province in {"91", "92", "93", "94", "95", "96"}:
        return "Kampung"
    return {"11": "Gampong", "13": "Nagari", "34": "Kalurahan"}.get(province, "Desa")


def _weights() -> dict[str, float]:
    baseline = {row["province_code"]: int(row["baseline_count"]) for row in _rows("baseline_2023.csv")}
    crosswalk = {row["province_code"]: row["baseline_province_code"] for row in _rows("province_crosswalk.csv")}
    parts = {old: sum(1 for value in crosswalk.values() if value == old) for old in crosswalk.values()}
    return {
        code: UNCOUNTED_WEIGHT.get(code, baseline.get(old, 0) / parts[old]) + SMOOTHING
        for code, old in crosswalk.items()
    }


@cache
def provinces() -> tuple[Province, ...]:
    """All provinces with everything below them, in the order of their codes."""
    weights = _weights()
    tree = {row["code"]: Province(row["code"], row["name"], weights[row["code"]]) for row in _rows("provinces.csv")}
    old = {row["successor"]: row["province_code"] for row in _rows("retired_regencies.csv")}
    regencies: dict[str, Regency] = {}
    for row in _rows("regencies.csv"):
        regency = regencies[row["code"]] = Regency(row["code"], row["name"], old.get(row["code"]))
        tree[row["province_code"]].regencies.append(regency)
    districts: dict[str, District] = {}
    for row in _rows("districts.csv"):
        district = districts[row["code"]] = District(row["code"], row["name"])
        regencies[row["regency_code"]].districts.append(district)
    for row in _rows("villages.csv.gz"):
        district = districts[row["district_code"]]
        district.villages.append(Village(row["code"], row["name"], _word(row["code"])))
    for district in districts.values():
        names = [fold(village.name) for village in district.villages]
        # A desa and a kelurahan of one name in one district cannot be told apart by name: never used.
        district.villages = [v for v, name in zip(district.villages, names, strict=True) if names.count(name) == 1]
    return tuple(tree[code] for code in sorted(tree))


@cache
def double_names() -> frozenset[str]:
    """Bare names that are both a Kabupaten and a Kota, folded."""
    bare = [fold(regency.bare) for province in provinces() for regency in province.regencies]
    return frozenset(name for name in bare if bare.count(name) > 1)


def fold(name: str) -> str:
    """A name as the register compares it here: letters and digits alone, lower case."""
    return "".join(letter for letter in name.lower() if letter.isalnum())


@cache
def _names_below(code: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    regency = next(item for province in provinces() for item in province.regencies if item.code == code)
    districts = frozenset(fold(district.name) for district in regency.districts)
    seen: set[str] = set()
    repeated: set[str] = set()
    for district in regency.districts:
        for village in district.villages:
            name = fold(village.name)
            (repeated if name in seen else seen).add(name)
    return districts, frozenset(seen), frozenset(repeated)


def district_names(regency: Regency) -> frozenset[str]:
    """Districts of a regency."""
    return _names_below(regency.code)[0]


def village_names(regency: Regency) -> frozenset[str]:
    """Villages of a regency."""
    return _names_below(regency.code)[1]


def repeated_villages(regency: Regency) -> frozenset[str]:
    """Village names that a regency has more than once."""
    return _names_below(regency.code)[2]


@cache
def regency_names() -> frozenset[str]:
    """All regencies, with and without `Kabupaten` or `Kota`, full or short."""
    names: set[str] = set()
    for province in provinces():
        for regency in province.regencies:
            short = regency.name.replace("Kabupaten ", "Kab. ")
            names |= {fold(regency.name), fold(regency.bare), fold(short)}
    return frozenset(names)
