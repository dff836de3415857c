"""A row's place by its cells, without a file."""

from kim.cleaning.place import Place, PlaceCells
from kim.cleaning.places import Resolver
from kim.cleaning.upper_places import said
from kim.reference.context import NOWHERE, Context
from kim.reference.region_codes import dotted


def place(*names: str, code: str = "", within: Context = NOWHERE) -> Place:
    """What province, regency, district and village, a code and the title mean together."""
    """The place of a row: province, regency, district, village, as many as are given."""
    province, regency, district, village = (*names, "", "", "", "")[:4]
    cells = PlaceCells(
        said(province),
        said(regency),
        said(district),
        said(village),
        dotted(code, code) if code else None,
        said(code),
        within,
    )
    return Resolver(cells, (province, regency)).resolve()


def rules(found: Place) -> list[str]:
    """The rules that were said, sorted."""
    return sorted(rule for _, rule, _ in found.says)
