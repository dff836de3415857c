"""A community as one row of one office's list: the office's habits decide how each value looks.

`blur` makes a row as the province typed it off: the same community, never quite the same cells. What is lost or slips
there always leaves enough for a person to see that the rows are one community.
"""

import random
from dataclasses import dataclass
from datetime import date

from kim.sampling.community import EMAIL_DOMAIN, Community, Value, mobile, notes
from kim.sampling.draft import Entry
from kim.sampling.naming import blurred, recase, typo, written
from kim.sampling.regions import double_names, fold, repeated_villages
from kim.sampling.words import words

MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
NEVER_BLANK = frozenset({"nama_kim", "provinsi", "kabupaten_kota", "kecamatan", "desa_kelurahan", "kode_wilayah"})


@dataclass(frozen=True, slots=True)
class Style:
    """The habits of one file."""

    habit: str
    letters: str
    province: str
    regency: str
    dates: str
    phones: str
    members: str
    blanks: float
    office_phone: str | None
    old_province: bool = False


def style(rng: random.Random, serial: int) -> Style:
    """A file's habits by chance; `serial` numbers the office's own telephone."""
    return Style(
        habit=rng.choice(("plain", "plain", "usual", "mixed", "mixed", "bare")),
        letters=rng.choice(("as typed", "as typed", "as typed", "upper")),
        province=rng.choice(("full", "full", "upper", "alias", "prov")),
        regency=rng.choice(("full", "full", "upper", "kab", "bare")),
        dates=rng.choice(("cell", "cell", "slash", "words", "iso", "dash", "mixed")),
        phones=rng.choice(("text", "text", "number", "plus", "dash", "space")),
        members=rng.choice(("number", "number", "number", "orang")),
        blanks=rng.choice((0.0, 0.03, 0.1)),
        office_phone=mobile(7_900_000 + serial) if rng.random() < 0.25 else None,
    )


def render(community: Community, how: Style, fields: frozenset[str], rng: random.Random) -> dict[str, Value]:
    """The row's cells by canonical column, for the columns that the file has."""
    cells = _place(community, how, rng)
    cells["nama_kim"] = written(community, how.habit, rng)
    cells["tanggal_berdiri"] = _founded(community, how, rng)
    cells["nomor_sk"] = community.decree_number or None
    cells["tanggal_sk"] = day(community.decree_on, how.dates, rng)
    cells["masa_bakti"] = f"{community.term[0]}-{community.term[1]}" if community.term else None
    cells["nama_ketua"] = community.leader
    cells["nomor_hp"] = phone(community.phone, how.phones)
    cells["email"] = community.email or None
    cells["alamat"] = community.address
    cells["jumlah_anggota"] = members(community.members, how.members)
    cells["jenis_komunitas"] = rng.choice(words()["kind"][community.kind])
    cells["status"] = rng.choice(words()["status"][community.status]) or None
    cells["situs_web"] = community.website or None
    cells["domain_diajukan"] = community.label or None
    cells["nomor_id_kim"] = community.site_number or None
    cells["keterangan"] = notes(rng) or None
    cells.update(community.channels)
    if how.letters == "upper":
        for name in ("nama_kim", "kecamatan", "desa_kelurahan", "nama_ketua"):
            cells[name] = str(cells[name]).upper() if cells[name] else None
    _thin(cells, how, rng)
    return {name: value for name, value in cells.items() if name in fields}


def _thin(cells: dict[str, Value], how: Style, rng: random.Random) -> None:
    if how.office_phone and rng.random() < 0.3:
        cells["nomor_hp"] = phone(how.office_phone, how.phones)
        cells["email"] = f"kominfo{how.office_phone[-4:]}@{EMAIL_DOMAIN}"
        return
    if how.blanks:
        for name in cells:
            if name not in NEVER_BLANK and rng.random() < how.blanks:
                cells[name] = None


def _place(community: Community, how: Style, rng: random.Random) -> dict[str, Value]:
    village, district = community.village, community.district
    finest = village or district or community.regency
    return {
        "provinsi": _province(community, how, rng),
        "kabupaten_kota": _regency(community, how),
        "kecamatan": district.name if district else None,
        "desa_kelurahan": village.name if village else None,
        "kode_wilayah": finest.code,
    }


def _province(community: Community, how: Style, rng: random.Random) -> str:
    province = community.province
    if how.old_province:
        return "Papua Barat" if community.regency.old == "92" else "Papua"
    if how.province == "alias":
        return str(rng.choice(words()["province_alias"].get(province.code, [province.name])))
    if how.province == "prov":
        return f"Prov. {province.name}"
    return province.name.upper() if how.province == "upper" else province.name


def _regency(community: Community, how: Style) -> str:
    regency = community.regency
    if how.regency == "kab":
        return regency.name.replace("Kabupaten ", "Kab. ")
    if how.regency == "bare" and fold(regency.bare) not in double_names():
        return regency.bare
    return regency.name.upper() if how.regency == "upper" else regency.name


def _founded(community: Community, how: Style, rng: random.Random) -> Value:
    if community.founded is None:
        return None
    if community.founded_precision == "year":
        return community.founded.year
    return day(community.founded, how.dates, rng)


def day(value: date | None, manner: str, rng: random.Random) -> Value:
    """A date as a cell, as text in one of several manners, or mixed."""
    if value is None:
        return None
    if manner == "mixed":
        manner = rng.choice(("cell", "slash", "words", "iso"))
    texts = {
        "slash": f"{value:%d/%m/%Y}",
        "dash": f"{value:%d-%m-%Y}",
        "iso": value.isoformat(),
        "words": f"{value.day} {MONTHS[value.month - 1]} {value.year}",
    }
    return texts.get(manner, value)


def phone(number: str, manner: str) -> Value:
    """A mobile number as offices type it; `number` loses its zero, as spreadsheets do."""
    if manner == "number":
        return int(number)
    return {
        "plus": f"+62{number[1:]}",
        "dash": f"{number[:4]}-{number[4:8]}-{number[8:]}",
        "space": f"{number[:4]} {number[4:8]} {number[8:]}",
    }.get(manner, number)


def members(count: int | None, manner: str) -> Value:
    """A number of members, with or without its unit."""
    return f"{count} orang" if count is not None and manner == "orang" else count


def miscased(text: Value, rng: random.Random) -> Value:
    """A place in another case."""
    return recase(text, rng) if isinstance(text, str) else text


def blur(entry: Entry, how: Style, rng: random.Random) -> None:
    """Change a rendered entry in place."""
    community = entry.community
    if community is None:
        return
    cells = entry.cells
    if rng.random() < 0.55:
        cells["nama_kim"] = blurred(community, how.habit, rng)
    _lose_place(entry, rng)
    for field in ("kecamatan", "desa_kelurahan"):
        if rng.random() < 0.1:
            cells[field] = miscased(cells.get(field), rng)
    founded = cells.get("tanggal_berdiri")
    if isinstance(founded, date) and rng.random() < 0.2:
        cells["tanggal_berdiri"] = founded.year
    leader = cells.get("nama_ketua")
    if isinstance(leader, str) and rng.random() < 0.15:
        cells["nama_ketua"] = rng.choice((typo(leader, rng), leader.upper(), f"Bpk. {leader}", f"{leader}, S.Sos"))
    _lose_values(entry, rng)


def _lose_place(entry: Entry, rng: random.Random) -> None:
    community, cells = entry.community, entry.cells
    if community is None or community.pinned or not community.village:
        return
    draw = rng.random()
    if draw < 0.04 and community.form in {"own", "acronym"} and cells.get("nomor_hp") and "kecamatan" in cells:
        cells["desa_kelurahan"] = None
    elif draw < 0.08 and fold(community.village.name) not in repeated_villages(community.regency):
        cells["kecamatan"] = None


def _lose_values(entry: Entry, rng: random.Random) -> None:
    lost = 0
    for field, chance in (("nomor_sk", 0.12), ("email", 0.2), ("nomor_hp", 0.1), ("tanggal_berdiri", 0.05)):
        placed = entry.cells.get("desa_kelurahan") or field != "nomor_hp"
        if lost < 2 and placed and entry.cells.get(field) is not None and rng.random() < chance:
            entry.cells[field] = None
            lost += 1
