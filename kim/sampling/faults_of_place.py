"""Faults in where a row says it is."""

from kim.sampling.community import Community
from kim.sampling.draft import Entry
from kim.sampling.faults import Place, fault
from kim.sampling.gazetteer import district_names, regency_names, repeated_villages, village_names
from kim.sampling.places import double_names, fold, provinces
from kim.sampling.spelling import typo

_NOWHERE = ("Jawa Selatan", "Sumatera Raya", "Kalimantan Dalam", "Nusa Tenggara Utara")


def _misspelt(text: str, used: frozenset[str], surroundings: Place) -> str | None:
    """A slip that hits no other name."""
    for _ in range(12):
        slip = typo(text, surroundings.rng)
        if fold(slip) not in used:
            return slip
    return None


@fault("province_unknown", "provinsi", "provinsi", "kabupaten_kota", outcome="quarantined")
def unknown_province(entry: Entry, _: Community, surroundings: Place) -> bool:
    """A province that never was."""
    entry.cells["provinsi"] = surroundings.rng.choice(_NOWHERE)
    return True


@fault("region_contradiction", "kabupaten_kota", "provinsi", "kabupaten_kota", outcome="quarantined")
def contradiction(entry: Entry, community: Community, surroundings: Place) -> bool:
    """Another province than the regency's."""
    if fold(community.regency.bare) in double_names() or community.regency.old:
        return False
    others = [province.name for province in provinces() if province.code[0] != community.province.code[0]]
    entry.cells["provinsi"] = surroundings.rng.choice(others)
    return True


@fault("regency_unknown", "kabupaten_kota", outcome="quarantined")
def unknown_regency(entry: Entry, _: Community, surroundings: Place) -> bool:
    """A regency misspelt, so that it can only be guessed."""
    slip = _misspelt(str(entry.cells["kabupaten_kota"]), regency_names(), surroundings)
    if slip is None:
        return False
    entry.cells["kabupaten_kota"] = slip
    return True


@fault("regency_missing", "kabupaten_kota", "provinsi", "kabupaten_kota")
def missing_regency(entry: Entry, community: Community, surroundings: Place) -> bool:
    """No place below the province."""
    if not surroundings.primary or community.pinned:
        return False
    entry.cells.update(kabupaten_kota=None, kecamatan=None, desa_kelurahan=None)
    return True


@fault("regency_ambiguous", "kabupaten_kota")
def open_double_name(entry: Entry, community: Community, surroundings: Place) -> bool:
    """A bare name that is both a Kabupaten and a Kota, with nothing to settle it."""
    regency = community.regency
    fit = fold(regency.bare) in double_names() and regency.name.startswith("Kabupaten ")
    if not fit or not surroundings.primary or community.pinned:
        return False
    entry.cells.update(kabupaten_kota=regency.bare, kecamatan=None, desa_kelurahan=None)
    return True


@fault("village_unknown", "desa_kelurahan")
def unknown_village(entry: Entry, community: Community, surroundings: Place) -> bool:
    """A village misspelt."""
    if community.pinned or community.form == "place":
        return False
    slip = _misspelt(str(entry.cells["desa_kelurahan"]), village_names(community.regency), surroundings)
    if slip is None:
        return False
    entry.cells["desa_kelurahan"] = slip
    return True


@fault("district_unknown", "kecamatan", "kecamatan", "desa_kelurahan")
def unknown_district(entry: Entry, community: Community, surroundings: Place) -> bool:
    """A district misspelt; the village still names just one place in the regency."""
    repeated = repeated_villages(community.regency)
    village = community.village
    if not village or fold(village.name) in repeated or community.pinned:
        return False
    slip = _misspelt(str(entry.cells["kecamatan"]), district_names(community.regency), surroundings)
    if slip is None:
        return False
    entry.cells["kecamatan"] = slip
    return True


@fault("village_ambiguous", "desa_kelurahan", "kecamatan", "desa_kelurahan")
def ambiguous_village(entry: Entry, community: Community, _: Place) -> bool:
    """A village name that the regency has twice, without its district."""
    village = community.village
    if not village or community.pinned:
        return False
    if fold(village.name) not in repeated_villages(community.regency):
        return False
    entry.cells["kecamatan"] = None
    return True
