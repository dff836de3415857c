"""A row's place by its cells, without a file."""

from kim.cleaning.places.evidence import Place, PlaceCells
from kim.cleaning.places.province_regency import trimmed
from kim.cleaning.places.resolver import PlaceResolver
from kim.reference.context import NOWHERE, Context
from kim.reference.region_codes import dotted


def place(*names: str, code: str = "", within: Context = NOWHERE) -> Place:
    """What province, regency, district and village, a code and the title mean together."""
    """The place of a row: province, regency, district, village, as many as are given."""
    province, regency, district, village = (*names, "", "", "", "")[:4]
    cells = PlaceCells(
        trimmed(province),
        trimmed(regency),
        trimmed(district),
        trimmed(village),
        dotted(code, code) if code else None,
        trimmed(code),
        within,
    )
    return PlaceResolver(cells, (province, regency)).resolve()


def rules(found: Place) -> list[str]:
    """The rules that were trimmed, sorted."""
    return sorted(rule for _, rule, _ in found.issues)
