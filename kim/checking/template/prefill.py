"""What the register knows of a region, as rows of the form: public columns and the id, no personal data."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from kim.checking.template.lists import village_name
from kim.home import Home
from kim.reference.regions import Regions
from kim.statements import statement
from schemas.fields import COLUMNS

FormRow = dict[str, str | int | date]
CHANNELS = ("facebook", "instagram", "x", "youtube", "tiktok", "whatsapp")


def known_rows(home: Home, region: str) -> list[FormRow]:
    """The communities of a region that are in the register; none where there is no warehouse yet."""
    if not home.database.is_file():
        return []
    from kim.warehouse.connect import reader

    with reader(home) as conn:
        found = conn.execute(statement("queries/template_rows"), {"region": region})
        names = [column[0] for column in found.description]
        return [form_row(dict(zip(names, row, strict=True))) for row in found.fetchall()]


def form_row(kim: Mapping[str, Any]) -> FormRow:
    """One community as a row of the form, empty values left out."""
    known = Regions.load()
    channels = kim["channels"] or {}
    channels = json.loads(channels) if isinstance(channels, str) else channels
    row: dict[str, Any] = {
        **{name: kim[column.prefill] for name, column in COLUMNS.items() if column.prefill},
        **_places(known, kim),
        "tanggal_berdiri": _founded(kim["founded_on"], kim["founded_precision"]),
    }
    # A WhatsApp number is somebody's; a group's address is public.
    for name in CHANNELS:
        value = channels.get(name)
        if isinstance(value, str) and (name != "whatsapp" or "chat.whatsapp.com" in value):
            row[name] = value
    return {name: value for name, value in row.items() if value is not None}


def _places(known: Regions, kim: Mapping[str, Any]) -> dict[str, str]:
    places: dict[str, str] = {}
    for column, level in (
        ("provinsi", "province_code"),
        ("kabupaten_kota", "regency_code"),
        ("kecamatan", "district_code"),
    ):
        if kim[level]:
            places[column] = known.name(kim[level])
    if village := kim["village_code"]:
        name = known.villages[village]
        district = village.rsplit(".", 1)[0]
        shared = len(known.names_in("village", district).find(name.casefold().replace(" ", ""), "")[0]) > 1
        places["desa_kelurahan"] = village_name(name, village, shared)
    return places


def _founded(day: date | None, precision: str | None) -> date | int | str | None:
    if day is None or precision == "day":
        return day
    return day.year if precision == "year" else f"{day:%m-%Y}"
