"""Who sent a file: its folder or file name, else its title, else nine tenths of its rows, else unknown."""

from collections import Counter

import numpy as np

from kim.cleaning.frame import Frame
from kim.cleaning.placing import Placed, title_context
from kim.reading.formats import suffixes
from kim.reference.context import NOWHERE, Context, office_in_path

_SHARE = 9, 10


def offices(frame: Frame, placed: Placed) -> list[tuple[str | None, str | None]]:
    """For each file the region code of its office and its source: `folder`, `file_name`, `title` or `rows`.

    None and None where the office is unknown. None of these proves who sent a file; `desk`, and `folder` where folders
    are accounts, do.
    """
    bounds = np.searchsorted(frame.file_of_row, np.arange(len(frame.files) + 1))
    result: list[tuple[str | None, str | None]] = []
    for number, (received, _) in enumerate(frame.files):
        answer = office_in_path(received.file_name, suffixes())
        if answer[0] is None:
            titles = _titles(frame, number)
            answer = titles.regency or titles.province, "title"
        if answer[0] is None:
            answer = _by_rows(placed, int(bounds[number]), int(bounds[number + 1]))
        result.append(answer)
    return result


def _titles(frame: Frame, number: int) -> Context:
    reading = frame.files[number][1]
    found = NOWHERE
    for table in reading.tables:
        found = found.or_else(title_context(reading, table.sheet, table.titles))
    return found if reading.tables else title_context(reading, "")


def _by_rows(placed: Placed, start: int, stop: int) -> tuple[str | None, str | None]:
    regencies: Counter[str] = Counter()
    provinces: Counter[str] = Counter()
    codes, counts = np.unique(placed.codes[start:stop], return_counts=True)
    for code, count in zip(codes.tolist(), counts.tolist(), strict=True):
        place = placed.places[code]
        if place.lost:
            continue
        regencies[place.regency or ""] += count
        provinces[place.province or ""] += count
    part, whole = _SHARE
    for counter in (regencies, provinces):
        for region, count in counter.most_common(1):
            if region and count * whole >= (stop - start) * part:
                return region, "rows"
    return None, None
