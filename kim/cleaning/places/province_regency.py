"""Province and regency of a row: by their own cells, the code and the title, and by finer names where those leave open.

A bare name that is both a Kabupaten and a Kota is settled by evidence, and called ambiguous where there is none.
"""

from dataclasses import dataclass
from functools import lru_cache

from kim.cleaning.places.evidence import Place, PlaceCells
from kim.reference.context import Context
from kim.reference.region_names import find_local, find_province, find_regencies, guess_province, guess_regency
from kim.reference.regions import Regions
from kim.reference.text import is_blank


@dataclass(frozen=True, slots=True)
class UpperPlace:
    """What is known above district and village.

    `code` is the code as far as the names let it stand; `meant` the regency by which finer names are checked where
    province and regency contradict each other.
    """

    place: Place
    code: str | None
    meant: str | None
    named_province: str | None


def resolve_upper(cells: PlaceCells, typed: tuple[str, str], code: str | None) -> UpperPlace:
    """Province and regency of `cells`, worked out once where no finer name decides about them, as in most rows.

    `typed` has province and regency as they stand in their cells.
    """
    return (
        _resolve_without_finer_names(cells.province, cells.regency, typed, (code or "")[:5], cells.context)
        or UpperResolver(cells, typed, code).settle()
    )


@lru_cache(maxsize=50_000)
def _resolve_without_finer_names(
    province: str, regency: str, typed: tuple[str, str], code: str, context: Context
) -> UpperPlace | None:
    upper = UpperResolver(PlaceCells(province, regency, "", "", None, "", context), typed, code or None)
    settled = upper.settle()
    return None if upper.reached_down else settled


def trimmed(text: str) -> str:
    """A place cell's text trimmed; empty where it is blank.

    >>> trimmed(" Malang "), trimmed("-")
    ('Malang', '')
    """
    return "" if is_blank(text) else text.strip()


class UpperResolver:
    """Settles province and regency of one row; a new one for each distinct tuple of cells."""

    def __init__(self, cells: PlaceCells, typed: tuple[str, str], code: str | None) -> None:
        self.regions = Regions.load()
        self.cells = cells
        self.typed_province, self.typed_regency = typed
        self.code = code
        self.place = Place()
        self.meant: str | None = None
        self.named_province: str | None = None
        # True where a finer name decided about the regency or its issues.
        self.reached_down = False

    def settle(self) -> UpperPlace:
        """Decide both, with the issues of their cells."""
        place = self.place
        self._read_province()
        candidates = self._read_regency()
        if candidates:
            self._choose_regency(candidates)
        self._settle_province()
        if place.province is None and not place.lost:
            place.add_issue("provinsi", "place_missing", self._hint())
            place.lost = True
        if place.regency is None and place.province and not self.cells.regency and not place.lost:
            self._fill_regency()
        return UpperPlace(place, self.code, self.meant, self.named_province)

    def _read_province(self) -> None:
        typed = self.cells.province
        if not typed:
            return
        self.named_province = self.place.province = find_province(typed)
        if self.named_province is None:
            self.place.add_issue("provinsi", "province_unknown", guess_province(typed))
            self.place.lost = True
        elif (name := self.regions.provinces[self.named_province]) != self.typed_province:
            self.place.add_issue("provinsi", "province_corrected", name)

    def _read_regency(self) -> tuple[str, ...]:
        typed = self.cells.regency
        if not typed:
            return (self.code[:5],) if self.code and len(self.code) >= 5 and self._code_fits() else ()
        candidates = find_regencies(typed)
        if not candidates:
            known = self.named_province or self.cells.context.province or (self.code or "")[:2] or None
            self.place.add_issue("kabupaten_kota", "regency_unknown", guess_regency(typed, known))
            self.place.lost = True
        return candidates

    def _code_fits(self) -> bool:
        """Whether the code lies in the province named; else, with no regency named, the two contradict each other."""
        code = self.code or ""
        if self.named_province is None or code[:2] == self.named_province or self._was_in(code):
            return True
        self.place.add_issue("kode_wilayah", "region_contradiction", self.regions.provinces[code[:2]])
        self.place.lost = True
        self.code = None
        return False

    def _was_in(self, code: str) -> bool:
        return self.regions.old_province[code[:2]] == self.named_province

    def _choose_regency(self, candidates: tuple[str, ...]) -> None:
        place, named = self.place, self.named_province
        inside = candidates
        if named:
            inside = tuple(code for code in candidates if code[:2] == named)
            if not inside:
                inside = tuple(code for code in candidates if self._was_in(code))
                if not inside:
                    place.add_issue("kabupaten_kota", "region_contradiction", self._elsewhere(candidates[0]))
                    place.lost = True
                    self.meant = candidates[0]
                    return
                place.add_issue("provinsi", "province_split", self.regions.provinces[inside[0][:2]])
        elif known := self.cells.context.province:
            inside = tuple(code for code in candidates if code[:2] == known) or candidates
        if len(inside) > 1:
            self._settle(inside)
            return
        place.regency = inside[0]
        name = self.regions.regencies[place.regency]
        if self.cells.regency and name != self.typed_regency:
            place.add_issue("kabupaten_kota", "regency_corrected", name)

    def _elsewhere(self, code: str) -> str:
        name = self.regions.regencies[code]
        same_name = [c for c in find_regencies(name.split(" ", 1)[1]) if c[:2] == self.named_province]
        if same_name:
            return self.regions.regencies[same_name[0]]
        return f"{name}, {self.regions.provinces[code[:2]]}"

    def _settle(self, candidates: tuple[str, ...]) -> None:
        """A bare name that is both a Kabupaten and a Kota: by code, district, village, then title."""
        found = self._by_evidence(candidates)
        if found is None:
            found = next(code for code in candidates if self.regions.regencies[code].startswith("Kabupaten"))
            self.place.add_issue("kabupaten_kota", "regency_ambiguous", self.regions.regencies[found])
        else:
            self.place.add_issue("kabupaten_kota", "regency_settled", self.regions.regencies[found])
        self.place.regency = found

    def _by_evidence(self, candidates: tuple[str, ...]) -> str | None:
        if self.code and self.code[:5] in candidates:
            return self.code[:5]
        self.reached_down = True
        for level, text in (("district", self.cells.district), ("village", self.cells.village)):
            if text:
                having = [code for code in candidates if find_local(level, code, text)[0]]
                if len(having) == 1:
                    return having[0]
        regency = self.cells.context.regency
        return regency if regency in candidates else None

    def _settle_province(self) -> None:
        place, context = self.place, self.cells.context
        if place.regency:
            place.province = place.regency[:2]
        elif place.province is None and not place.lost:
            place.province = self.code[:2] if self.code else context.province
        elif self.code and place.province and self.code[:2] != place.province and not place.lost:
            self._code_fits()
        by_code = self.code is not None and self.code[:2] == place.province
        if not self.cells.province and place.province and not by_code and not place.lost:
            place.add_issue("provinsi", "province_filled", self.regions.provinces[place.province])

    def _fill_regency(self) -> None:
        self.reached_down = True
        place = self.place
        regencies = self._regencies_by_names(place.province or "")
        given = self.cells.context.regency
        if given and given[:2] == place.province and (not regencies or given in regencies):
            place.regency = given
        elif len(regencies) == 1:
            (place.regency,) = regencies
        if place.regency:
            place.add_issue("kabupaten_kota", "regency_filled", self.regions.regencies[place.regency])
        else:
            names = [self.regions.regencies[code] for code in sorted(regencies)[:4]]
            place.add_issue("kabupaten_kota", "regency_missing", " / ".join(names) or None)

    def _regencies_by_names(self, province: str) -> set[str]:
        district, village = self.cells.district, self.cells.village
        districts = find_local("district", province, district)[0] if district else []
        villages = find_local("village", province, village)[0] if village else []
        if districts and villages:
            both = {code[:5] for code in villages if code[:8] in districts}
            return both or {code[:5] for code in districts}
        return {code[:5] for code in districts or villages}

    def _hint(self) -> str | None:
        self.reached_down = True
        codes = find_local("village", "", self.cells.village)[0] if self.cells.village else []
        if not codes and self.cells.district:
            codes = find_local("district", "", self.cells.district)[0]
        regencies = {code[:5] for code in codes}
        if len(regencies) != 1:
            return None
        (code,) = regencies
        return f"{self.regions.regencies[code]}, {self.regions.provinces[code[:2]]}"
