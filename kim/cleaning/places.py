"""Where a row is: five cells, and what the title or the file says, become codes and findings.

Names are looked up inside what is known above them; a name that could mean two places is never given the first.
"""

from kim.cleaning.finer_places import judge_either, settle_district, settle_village
from kim.cleaning.place import LEVELS, Place, PlaceCells
from kim.cleaning.upper_places import above
from kim.reference.region_codes import current
from kim.reference.region_names import longest
from kim.reference.regions import key_of


class Resolver:
    """Resolves one row's place; a new one for each distinct tuple of cells.

    `cells` as said (`said`); `typed` has province and regency as they stand in their cells.
    """

    def __init__(self, cells: PlaceCells, typed: tuple[str, str]) -> None:
        context = cells.context
        if context.typed:
            # What stands between the rows binds as the row's own cell would.
            cells = cells._replace(
                district=cells.district or context.district, village=cells.village or context.village
            )
        self.cells = cells
        self.typed = typed
        self.place = Place()
        self.code: str | None = None

    def resolve(self) -> Place:
        """The place, with everything there is to say about its cells."""
        place = self.place
        self._read_code()
        known = above(self.cells, self.typed, self.code)
        place.take(known.place)
        if known.code is None:
            self.code = None
        if known.meant:
            judge_either(place, self.cells, (known.meant, known.named_province or ""))
        else:
            self._take_around()
            settle_district(place, self.cells)
            settle_village(place, self.cells, self.code)
        self._fill_from_code()
        place.level = self._level()
        place.key = self._key()
        return place

    def _take_around(self) -> None:
        """District and village as titles, the sheet or the file name them, where no cell speaks against it."""
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
            self.place.say("kode_wilayah", "code_unknown")
        elif replaced:
            self.place.say("kode_wilayah", "code_retired", code)
        self.code = code

    def _fill_from_code(self) -> None:
        code, place = self.code, self.place
        if code is None or place.lost:
            return
        found = (place.province, place.regency, place.district, place.village)
        for known, width in zip(found, LEVELS, strict=True):
            if known and len(code) >= width and code[:width] != known:
                place.say("kode_wilayah", "code_contradiction", known)
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
