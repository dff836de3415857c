"""Faults to plant: each a kind with the finding that it must cause, where, and what becomes of the row."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kim.sampling.community import Community, Value
from kim.sampling.draft import Entry
from kim.sampling.naming import typo
from kim.sampling.regions import (
    district_names,
    double_names,
    fold,
    provinces,
    regency_names,
    repeated_villages,
    village_names,
)

PLACE_FIELDS = frozenset({"provinsi", "kabupaten_kota", "kecamatan", "desa_kelurahan"})


@dataclass(frozen=True)
class Surroundings:
    """What a fault must know of its row's file: the columns, the year, and whether it alone reports the community."""

    fields: frozenset[str]
    year: int
    primary: bool
    rng: random.Random


Planter = Callable[[Entry, Community, Surroundings], bool]


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of fault. `plant` changes the cells and returns True, or returns False where it cannot."""

    finding: str
    field: str | None
    outcome: str
    plant: Planter
    needs: frozenset[str]


FAULTS: list[Fault] = []
"""In the order of this module: a round's faults are shuffled from it, so that another order is another round."""


def fault(finding: str, field: str | None, *needs: str, outcome: str = "accepted") -> Callable[[Planter], Planter]:
    """Enter a planter in the list; `needs` are columns that the file must have and the row must fill."""

    def enter(plant: Planter) -> Planter:
        FAULTS.append(Fault(finding, field, outcome, plant, frozenset(needs or filter(None, (field,)))))
        return plant

    return enter


def value_fault(finding: str, field: str, *values: Value, outcome: str = "accepted") -> None:
    """Enter a fault that writes one of `values` into the cell, whatever the row."""

    @fault(finding, field, outcome=outcome)
    def _(entry: Entry, _: Community, around: Surroundings) -> bool:
        return _put(entry, field, around.rng.choice(values) if len(values) > 1 else values[0])


def plant(kind: Fault, entry: Entry, around: Surroundings) -> bool:
    """Plant one fault; False where the row or the file does not lend itself to it."""
    community = entry.community
    if community is None or not kind.needs <= around.fields:
        return False
    if any(entry.cells.get(name) is None for name in kind.needs):
        return False
    if any(field == kind.field for _, field in entry.planted) or entry.outcome != "accepted":
        return False
    if kind.field in PLACE_FIELDS and "kode_wilayah" in around.fields:
        return False  # the code would settle what the names leave open
    if not kind.plant(entry, community, around):
        return False
    entry.planted.append((kind.finding, kind.field))
    entry.outcome = kind.outcome
    return True


def _put(entry: Entry, field: str, value: Value) -> bool:
    entry.cells[field] = value
    return True


def _misspell(entry: Entry, field: str, used: frozenset[str], around: Surroundings) -> bool:
    """Write the cell with a slip that hits no other name."""
    for _ in range(12):
        slip = typo(str(entry.cells[field]), around.rng)
        if fold(slip) not in used:
            return _put(entry, field, slip)
    return False


@fault("province_unknown", "provinsi", "provinsi", "kabupaten_kota", outcome="quarantined")
def unknown_province(entry: Entry, _: Community, around: Surroundings) -> bool:
    """A province that never was."""
    nowhere = ("Jawa Selatan", "Sumatera Raya", "Kalimantan Dalam", "Nusa Tenggara Utara")
    return _put(entry, "provinsi", around.rng.choice(nowhere))


@fault("region_contradiction", "kabupaten_kota", "provinsi", "kabupaten_kota", outcome="quarantined")
def contradiction(entry: Entry, community: Community, around: Surroundings) -> bool:
    """Another province than the regency's."""
    if fold(community.regency.bare) in double_names() or community.regency.old:
        return False
    others = [province.name for province in provinces() if province.code[0] != community.province.code[0]]
    return _put(entry, "provinsi", around.rng.choice(others))


@fault("regency_unknown", "kabupaten_kota", outcome="quarantined")
def unknown_regency(entry: Entry, _: Community, around: Surroundings) -> bool:
    """A regency misspelt, so that it can only be guessed."""
    return _misspell(entry, "kabupaten_kota", regency_names(), around)


@fault("regency_missing", "kabupaten_kota", "provinsi", "kabupaten_kota")
def missing_regency(entry: Entry, community: Community, around: Surroundings) -> bool:
    """No place below the province."""
    if not around.primary or community.pinned:
        return False
    entry.cells.update(kabupaten_kota=None, kecamatan=None, desa_kelurahan=None)
    return True


@fault("regency_ambiguous", "kabupaten_kota")
def open_double_name(entry: Entry, community: Community, around: Surroundings) -> bool:
    """A bare name that is both a Kabupaten and a Kota, with nothing to settle it."""
    regency = community.regency
    fit = fold(regency.bare) in double_names() and regency.name.startswith("Kabupaten ")
    if not fit or not around.primary or community.pinned:
        return False
    entry.cells.update(kabupaten_kota=regency.bare, kecamatan=None, desa_kelurahan=None)
    return True


@fault("village_unknown", "desa_kelurahan")
def unknown_village(entry: Entry, community: Community, around: Surroundings) -> bool:
    """A village misspelt."""
    if community.pinned or community.form == "place":
        return False
    return _misspell(entry, "desa_kelurahan", village_names(community.regency), around)


@fault("district_unknown", "kecamatan", "kecamatan", "desa_kelurahan")
def unknown_district(entry: Entry, community: Community, around: Surroundings) -> bool:
    """A district misspelt; the village still names just one place in the regency."""
    village = community.village
    if not village or community.pinned or fold(village.name) in repeated_villages(community.regency):
        return False
    return _misspell(entry, "kecamatan", district_names(community.regency), around)


@fault("village_ambiguous", "desa_kelurahan", "kecamatan", "desa_kelurahan")
def ambiguous_village(entry: Entry, community: Community, _: Surroundings) -> bool:
    """A village name that the regency has twice, without its district."""
    village = community.village
    if not village or community.pinned or fold(village.name) not in repeated_villages(community.regency):
        return False
    return _put(entry, "kecamatan", None)


value_fault("name_missing", "nama_kim", None, outcome="quarantined")
value_fault("date_invalid", "tanggal_berdiri", "31/02/2019", "45/13/2018", "30 Februari 2020")


@fault("date_future", "tanggal_berdiri")
def future_date(entry: Entry, _: Community, around: Surroundings) -> bool:
    """A day that has not come."""
    return _put(entry, "tanggal_berdiri", date(around.year + around.rng.randint(20, 60), 3, 14))


@fault("date_invalid", "tanggal_sk")
def impossible_decree_date(entry: Entry, _: Community, __: Surroundings) -> bool:
    """A decree of a day that no calendar has."""
    return ("decree_year", "nomor_sk") not in entry.planted and _put(entry, "tanggal_sk", "31/11/2021")


@fault("decree_year", "nomor_sk", "nomor_sk", "tanggal_sk")
def contradicting_year(entry: Entry, community: Community, around: Surroundings) -> bool:
    """A year in the decree's number that its date contradicts."""
    if not community.decree_on or ("date_invalid", "tanggal_sk") in entry.planted:
        return False
    year = community.decree_on.year
    other = year - around.rng.randint(1, 3)
    return _put(entry, "nomor_sk", community.decree_number.replace(str(year), str(other)))


@fault("term_lapsed", "masa_bakti")
def lapsed_term(entry: Entry, _: Community, around: Surroundings) -> bool:
    """A term of office that is over."""
    last = around.year - around.rng.randint(1, 4)
    return _put(entry, "masa_bakti", f"{last - 3}-{last}")


value_fault("phone_invalid", "nomor_hp", "0812345", "08120", "0000000000", "0812-00")
value_fault("email_invalid", "email", "kim.contoh.id", "kim@@contoh.id", "kim@contoh")
value_fault("site_invalid", "situs_web", "masih dibuat", "htp//kim contoh", "kim contoh id")
value_fault("count_invalid", "jumlah_anggota", "banyak", -5, "dua puluhan")
value_fault("status_unknown", "status", "menunggu", "proses", "belum jelas")
value_fault("type_unknown", "jenis_komunitas", "ormas", "paguyuban seni", "lembaga adat")


@fault("nik_found", "keterangan")
def identity_number(entry: Entry, community: Community, _: Surroundings) -> bool:
    """Sixteen digits that look like a national identity number, and are nobody's."""
    # The day 99 of the month 99: no such number was ever given.
    code = community.regency.code.replace(".", "")
    return _put(entry, "keterangan", f"NIK ketua {code}019912990001")


value_fault("term_invalid", "masa_bakti", "2029-2024")
value_fault("site_number_invalid", "nomor_id_kim", "12345")
value_fault("code_unknown", "kode_wilayah", "99.99.99.9999")
