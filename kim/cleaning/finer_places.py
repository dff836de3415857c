"""District and village of a row, looked up inside what is known above them."""

from kim.cleaning.place import Place, PlaceCells
from kim.reference.region_names import find_local, guess_local, narrow
from kim.reference.regions import Regions


def judge_either(place: Place, cells: PlaceCells, scopes: tuple[str, str]) -> None:
    """Province and regency contradict each other: a finer name is at fault only if it is in neither."""
    for level, column, text in (
        ("district", "kecamatan", cells.district),
        ("village", "desa_kelurahan", cells.village),
    ):
        if text and not any(find_local(level, scope, text)[0] for scope in scopes):
            place.say(column, f"{level}_unknown")


def settle_district(place: Place, cells: PlaceCells) -> None:
    """The district inside the regency, or, where none is known, inside the province."""
    if not cells.district:
        return
    scope = place.regency or place.province or ""
    codes, respelt = find_local("district", scope, cells.district)
    if len(codes) == 1 and (place.regency or not place.lost):
        place.district = codes[0]
        if respelt:
            place.say("kecamatan", "district_respelt", Regions.load().districts[codes[0]])
    elif not codes:
        place.say("kecamatan", "district_unknown", guess_local("district", scope, cells.district))
    elif place.regency:
        place.say("kecamatan", "district_ambiguous")


def settle_village(place: Place, cells: PlaceCells, code: str | None) -> None:
    """The village inside the district, else the regency, else the province; never the first of several."""
    text = cells.village
    if not text:
        return
    regions = Regions.load()
    scope = place.district or place.regency or place.province or ""
    codes, respelt = find_local("village", scope, text)
    codes = narrow(codes, text)
    if len(codes) > 1 and code in codes:
        codes = [code]
    if len(codes) == 1 and place.regency:
        place.village, place.district = codes[0], codes[0][:8]
        if respelt:
            place.say("desa_kelurahan", "village_respelt", regions.villages[codes[0]])
    elif not codes:
        place.say(
            "desa_kelurahan", "village_unknown", _elsewhere(place, scope, text) or guess_local("village", scope, text)
        )
    elif place.regency and (place.district or not cells.district):
        # With a bad district the village's openness is its consequence, and said there.
        where = sorted({regions.districts[code[:8]] for code in codes})[:5]
        place.say("desa_kelurahan", "village_ambiguous", "Kecamatan " + " / ".join(where))


def _elsewhere(place: Place, scope: str, text: str) -> str | None:
    """The one other district of the regency that has a village of this name."""
    wider = place.regency or scope
    found = find_local("village", wider, text)[0] if wider != scope else []
    return f"Kecamatan {Regions.load().districts[found[0][:8]]}" if len(found) == 1 else None
