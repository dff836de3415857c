"""Which files use the codes of BPS, whose numbers for Papua's provinces are other provinces in Kemendagri's."""

import re

import numpy as np

from kim.cleaning.frame import Frame
from kim.cleaning.place import FIELDS
from kim.reference.region_codes import bps_province
from kim.reference.region_names import find_province, find_regencies
from kim.reference.regions import Regions


def files_in_bps(frame: Frame, texts: list[list[str]]) -> set[int]:
    """Files in which some code fits only BPS and none fits only Kemendagri; `texts` are those of `FIELDS`."""
    if not any("kode_wilayah" in part.columns for part in frame.parts):
        return set()
    columns = [frame.column(field).codes for field in FIELDS]
    yes: set[int] = set()
    no: set[int] = set()
    for part in frame.parts:
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
    named = _named(province, regency)
    if named is None or digits[:2] == by_bps:
        return None
    kemendagri = digits[:2] in (named, regions.old_province[named])
    return None if kemendagri == (by_bps == named) else not kemendagri


def _named(province: str, regency: str) -> str | None:
    codes = {code[:2] for code in find_regencies(regency)} if regency.strip() else set()
    return codes.pop() if len(codes) == 1 else find_province(province) if province.strip() else None
