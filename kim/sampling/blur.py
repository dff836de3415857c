"""A row once more, as the province typed it off: the same community, never quite the same cells.

The invariant: what is lost or slips here always leaves enough for a person to see that the rows are one community.
"""

import random
from datetime import date

from kim.sampling.draft import Entry
from kim.sampling.gazetteer import repeated_villages
from kim.sampling.naming import blurred
from kim.sampling.places import fold
from kim.sampling.rendering import Style, miscased
from kim.sampling.spelling import typo


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
