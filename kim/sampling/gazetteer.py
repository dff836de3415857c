"""Names in use, folded, so that a planted slip of the pen hits no other place."""

from functools import cache

from kim.sampling.places import Regency, fold, provinces


@cache
def _regency(code: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    regency = next(item for item in provinces()[_position(code[:2])].regencies if item.code == code)
    districts = frozenset(fold(district.name) for district in regency.districts)
    seen: set[str] = set()
    repeated: set[str] = set()
    for district in regency.districts:
        for village in district.villages:
            name = fold(village.name)
            (repeated if name in seen else seen).add(name)
    return districts, frozenset(seen), frozenset(repeated)


@cache
def _position(province_code: str) -> int:
    return [province.code for province in provinces()].index(province_code)


def district_names(regency: Regency) -> frozenset[str]:
    """Districts of a regency."""
    return _regency(regency.code)[0]


def village_names(regency: Regency) -> frozenset[str]:
    """Villages of a regency."""
    return _regency(regency.code)[1]


def repeated_villages(regency: Regency) -> frozenset[str]:
    """Village names that a regency has more than once."""
    return _regency(regency.code)[2]


@cache
def regency_names() -> frozenset[str]:
    """All regencies, with and without `Kabupaten` or `Kota`, full or short."""
    names: set[str] = set()
    for province in provinces():
        for regency in province.regencies:
            short = regency.name.replace("Kabupaten ", "Kab. ")
            names |= {fold(regency.name), fold(regency.bare), fold(short)}
    return frozenset(names)
