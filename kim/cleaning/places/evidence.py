"""What a row's place is worked out from: its place cells, its region code, titles and names around it.

Whether a file's codes are those of BPS, whose numbers for Papua's provinces are other provinces in Kemendagri's, is
decided by all of its codes (`files_in_bps`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import numpy as np

from kim.cleaning.batch import Batch, EncodedColumn, Ints, Part
from kim.cleaning.findings import FileFinding, Findings
from kim.reading.formats import suffixes
from kim.reading.model import Reading
from kim.reference.context import NOWHERE, Context, in_path, in_title
from kim.reference.region_codes import bps_province, dotted, named
from kim.reference.region_names import find_local, find_province, find_regencies, split_kind
from kim.reference.regions import Regions, key_of
from kim.reference.text import without_hamlet

LEVELS = {2: "province", 5: "regency", 8: "district", 13: "village"}
FIELDS = ("provinsi", "kabupaten_kota", "kecamatan", "desa_kelurahan", "kode_wilayah")
# How many digits a code of each level has.
CODE_DIGITS = (2, 4, 6, 10)


class PlaceCells(NamedTuple):
    """The place cells of a row, trimmed, empty where blank; `code` in dotted form (None: it has none)."""

    province: str
    regency: str
    district: str
    village: str
    code: str | None
    code_text: str
    context: Context


@dataclass(slots=True)
class Place:
    """The codes found, the level, a key under which equal places agree, and its issues as (field, rule, suggestion)."""

    province: str | None = None
    regency: str | None = None
    district: str | None = None
    village: str | None = None
    level: str = "province"
    key: str = ""
    issues: list[tuple[str, str, str | None]] = field(default_factory=list)
    lost: bool = False

    def add_issue(self, column: str, rule: str, suggestion: str | None = None) -> None:
        """Add an issue of a column."""
        self.issues.append((column, rule, suggestion))

    def take(self, other: "Place") -> None:
        """Begin with what is found in `other`, and its issues."""
        self.province, self.regency, self.lost = other.province, other.regency, other.lost
        self.issues.extend(other.issues)


def title_context(reading: Reading, sheet: str, own: tuple[str, ...] = ()) -> Context:
    """What a table's titles, then its sheet's, then the workbook's say."""
    found = NOWHERE
    for text in (*own, *reading.titles.get(sheet, ()), *reading.titles.get("", ())):
        found = found.or_else(in_title(text))
    return found


def context_of(batch: Batch, part: Part) -> Context:
    """What the title, the sheet's name and the file's path say, in this order."""
    received, reading = batch.files[part.file]
    found = title_context(reading, part.table.sheet, part.table.titles)
    found = found.or_else(in_path(part.table.sheet, suffixes())).or_else(in_path(received.file_name, suffixes()))
    if not found.district and found.regency:
        found = _by_sheet(found, part.table.sheet)
    for band in part.table.bands:
        found = found.below(band)
    return found


def _by_sheet(found: Context, sheet: str) -> Context:
    """A sheet a district, called by its bare name, unless that is the regency's own."""
    name = sheet.rpartition("›")[2].strip()
    own = key_of(split_kind(Regions.load().regencies[found.regency or ""])[1])
    if key_of(name) == own or not find_local("district", found.regency or "", name)[0]:
        return found
    return found._replace(district=name)


def fill_districts_down(batch: Batch, districts: list[str], number: dict[Context, int], context_codes: Ints) -> None:
    """Where districts are typed on the first of their rows alone, give blank cells below the one above.

    Only rows get it whose village lies in that district: by a context of their own in `context_codes`.
    """
    encoded, villages = batch.column("kecamatan"), batch.column("desa_kelurahan")
    is_blank = np.array([not text.strip() for text in districts], np.bool_)
    contexts = list(number)
    for part in batch.parts:
        blank = is_blank[encoded.codes[part.start : part.stop]]
        if "kecamatan" not in part.columns or not blank.any() or blank.all():
            continue
        district = ""
        for at in range(part.start, part.stop):
            if not blank[at - part.start]:
                district = districts[int(encoded.codes[at])]
                continue
            context = contexts[int(context_codes[at])]
            village = villages.texts[int(villages.codes[at])]
            scope = find_local("district", context.regency or context.province or "", district)[0]
            if village and any(find_local("village", each, village)[0] for each in scope):
                filled = context._replace(district=district, typed=True)
                context_codes[at] = number.setdefault(filled, len(number))


def files_in_bps(batch: Batch, texts: list[list[str]]) -> set[int]:
    """Files in which some code fits only BPS and none fits only Kemendagri; `texts` are those of `FIELDS`."""
    if not any("kode_wilayah" in part.columns for part in batch.parts):
        return set()
    columns = [batch.column(field).codes for field in FIELDS]
    yes: set[int] = set()
    no: set[int] = set()
    for part in batch.parts:
        if "kode_wilayah" not in part.columns:
            continue
        cells = np.stack([columns[at][part.start : part.stop] for at in (0, 1, 4)])
        for province, regency, code in np.unique(cells, axis=1).T.tolist():
            fits = _fits_only_bps(texts[0][province], texts[1][regency], texts[4][code])
            if fits is not None:
                (yes if fits else no).add(part.file)
    return yes - no


def _fits_only_bps(province: str, regency: str, code: str) -> bool | None:
    """True: only BPS; False: only Kemendagri; None: both, neither, or nothing to go by."""
    digits = re.sub(r"\D", "", code.removesuffix(".0"))
    by_bps = bps_province(code)
    regions = Regions.load()
    if by_bps is None:
        return False if digits[:2] in regions.provinces else None
    if digits[:2] not in regions.provinces or len(digits) == 7:
        return True
    named = _province_named(province, regency)
    if named is None or digits[:2] == by_bps:
        return None
    kemendagri = digits[:2] in (named, regions.old_province[named])
    return None if kemendagri == (by_bps == named) else not kemendagri


def _province_named(province: str, regency: str) -> str | None:
    codes = {code[:2] for code in find_regencies(regency)} if regency.strip() else set()
    return codes.pop() if len(codes) == 1 else find_province(province) if province.strip() else None


def report_bps(batch: Batch, findings: Findings, bps: set[int]) -> None:
    """Add `code_bps` to each sheet of the files `bps` that has a column of codes."""
    for part in batch.parts:
        if part.file in bps and "kode_wilayah" in part.columns:
            entry = ("kode_wilayah", "code_bps", None, None)
            findings.add_for_files([FileFinding(part.file, part.table.sheet, None, None, entry)])


def code_reader(encoded: EncodedColumn, texts: list[str]) -> Callable[[int, int], str | None]:
    """A function that reads the region code of a cell, once for each distinct text and edition."""

    @cache
    def read(code: int, as_bps: int) -> str | None:
        text = texts[code]
        if not text:
            return None
        return bps_province(text) if as_bps else dotted(encoded.distinct[code], text)

    return read


def without_codes(texts: list[str], digits: int) -> tuple[list[str], dict[int, str]]:
    """The names without the codes, RT and RW that are typed with them, and the codes by the name's number."""
    names, codes = list(texts), {}
    for number, text in enumerate(texts):
        if any(each.isdigit() for each in text):
            names[number], code = named(without_hamlet(text), digits)
            if code:
                codes[number] = code
    return names, codes
