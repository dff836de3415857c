"""One row's place: from cells, code and context to region codes and issues, province and regency first.

Names are looked up inside what is known above them; a name that could mean two places is never given the first.
"""

from kim.cleaning.places.evidence import LEVELS, Place, PlaceCells
from kim.cleaning.places.province_regency import resolve_upper
from kim.reference.region_codes import current
from kim.reference.region_names import find_local, guess_local, longest, narrow
from kim.reference.regions import Regions, key_of


class PlaceResolver:
    """Resolves one row's place; a new one for each distinct tuple of cells.

    `cells` as `trimmed`; `typed` has province and regency as they stand in their cells.
    """

    def __init__(self, cells: PlaceCells, typed: tuple[str, str]) -> None:
        context = cells.context
        if context.typed:
            # A band between the rows counts like the row's own cell.
            cells = cells._replace(
                district=cells.district or context.district, village=cells.village or context.village
            )
        self.cells = cells
        self.typed = typed
        self.place = Place()
        self.code: str | None = None

    def resolve(self) -> Place:
        """The place, with all issues of its cells."""
        place = self.place
        self._read_code()
        known = resolve_upper(self.cells, self.typed, self.code)
        place.take(known.place)
        if known.code is None:
            self.code = None
        if known.meant:
            check_in_both(place, self.cells, (known.meant, known.named_province or ""))
        else:
            self._take_around()
            settle_district(place, self.cells)
            settle_village(place, self.cells, self.code)
        self._fill_from_code()
        place.level = self._level()
        place.key = self._key()
        return place

    def _take_around(self) -> None:
        """District and village as titles, the sheet or the file name them, where no cell contradicts it."""
        cells, context, scope = self.cells, self.cells.context, self.place.regency or self.place.province or ""
        if context.typed or not scope:
            return
        if context.district and not cells.district:
            found = longest("district", scope, context.district)
            fits = found and (not cells.village or longest("village", found[1], cells.village))
            if found and fits:
                self.cells = cells = cells._replace(district=found[0])
        if context.village and not cells.village and not (cells.district and not context.district):
            found = longest("village", scope, context.village)
            if found:
                self.cells = cells._replace(village=found[0])

    def _read_code(self) -> None:
        if not self.cells.code_text:
            return
        code, replaced = current(self.cells.code) if self.cells.code else (None, False)
        if code is None:
            self.place.add_issue("kode_wilayah", "code_unknown")
        elif replaced:
            self.place.add_issue("kode_wilayah", "code_retired", code)
        self.code = code

    def _fill_from_code(self) -> None:
        code, place = self.code, self.place
        if code is None or place.lost:
            return
        found = (place.province, place.regency, place.district, place.village)
        for known, width in zip(found, LEVELS, strict=True):
            if known and len(code) >= width and code[:width] != known:
                place.add_issue("kode_wilayah", "code_contradiction", known)
                self.code = None
                return
        place.regency = place.regency or (code[:5] if len(code) >= 5 else None)
        place.district = place.district or (code[:8] if len(code) >= 8 else None)
        place.village = place.village or (code if len(code) == 13 else None)

    def _level(self) -> str:
        cells = self.cells
        filled = [2 * bool(cells.province), 5 * bool(cells.regency), 8 * bool(cells.district), 13 * bool(cells.village)]
        deepest = max(*filled, len(self.code or ""))
        if deepest < 5 and self.place.regency:
            deepest = 5
        return LEVELS[deepest or 2]

    def _key(self) -> str:
        place, cells = self.place, self.cells
        found = (place.province, place.regency, place.district, place.village)
        typed = (cells.province, cells.regency, cells.district, cells.village)
        return "|".join(code or key_of(text) for code, text in zip(found, typed, strict=True))


def check_in_both(place: Place, cells: PlaceCells, scopes: tuple[str, str]) -> None:
    """Province and regency contradict each other: a finer name is at fault only if it is in neither."""
    for level, column, text in (
        ("district", "kecamatan", cells.district),
        ("village", "desa_kelurahan", cells.village),
    ):
        if text and not any(find_local(level, scope, text)[0] for scope in scopes):
            place.add_issue(column, f"{level}_unknown")


def settle_district(place: Place, cells: PlaceCells) -> None:
    """The district inside the regency, or, where none is known, inside the province."""
    if not cells.district:
        return
    scope = place.regency or place.province or ""
    codes, respelt = find_local("district", scope, cells.district)
    if len(codes) == 1 and (place.regency or not place.lost):
        place.district = codes[0]
        if respelt:
            place.add_issue("kecamatan", "district_respelt", Regions.load().districts[codes[0]])
    elif not codes:
        place.add_issue("kecamatan", "district_unknown", guess_local("district", scope, cells.district))
    elif place.regency:
        place.add_issue("kecamatan", "district_ambiguous")


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
            place.add_issue("desa_kelurahan", "village_respelt", regions.villages[codes[0]])
    elif not codes:
        place.add_issue(
            "desa_kelurahan", "village_unknown", _elsewhere(place, scope, text) or guess_local("village", scope, text)
        )
    elif place.regency and (place.district or not cells.district):
        # A village that is open because its district is bad is no issue of its own.
        where = sorted({regions.districts[code[:8]] for code in codes})[:5]
        place.add_issue("desa_kelurahan", "village_ambiguous", "Kecamatan " + " / ".join(where))


def _elsewhere(place: Place, scope: str, text: str) -> str | None:
    """The one other district of the regency that has a village of this name."""
    wider = place.regency or scope
    found = find_local("village", wider, text)[0] if wider != scope else []
    return f"Kecamatan {Regions.load().districts[found[0][:8]]}" if len(found) == 1 else None
