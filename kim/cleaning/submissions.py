"""Each file of a batch: the office that sent it, rows of other regions than that office's, its counts and status.

The office is that of the folder or file name, else of the title, else of nine tenths of the rows, else unknown.
"""

from collections import Counter
from datetime import UTC, datetime

import numpy as np
import pyarrow as pa

from kim.cleaning.batch import Batch, Bools, Ints
from kim.cleaning.catalogue import rule_set_hash, rules
from kim.cleaning.findings import FileFinding, Findings
from kim.cleaning.model import SUBMISSION
from kim.cleaning.places.evidence import title_context
from kim.cleaning.places.rows import RowPlaces
from kim.reading.formats import suffixes
from kim.reference.context import NOWHERE, Context, office_in_path
from kim.reference.regions import Regions

_SHARE = 9, 10
_PROVINCE = 2
_SHOWN = 3


def offices(batch: Batch, placed: RowPlaces) -> list[tuple[str | None, str | None]]:
    """For each file the region code of its office and its source: `folder`, `file_name`, `title` or `rows`.

    None and None where the office is unknown. None of these proves who sent a file; `desk`, and `folder` where folders
    are accounts, do.
    """
    bounds = np.searchsorted(batch.file_of_row, np.arange(len(batch.files) + 1))
    result: list[tuple[str | None, str | None]] = []
    for number, (received, _) in enumerate(batch.files):
        answer = office_in_path(received.file_name, suffixes())
        if answer[0] is None:
            titles = _titles(batch, number)
            answer = titles.regency or titles.province, "title"
        if answer[0] is None:
            answer = _by_rows(placed, int(bounds[number]), int(bounds[number + 1]))
        result.append(answer)
    return result


def _titles(batch: Batch, number: int) -> Context:
    reading = batch.files[number][1]
    found = NOWHERE
    for table in reading.tables:
        found = found.or_else(title_context(reading, table.sheet, table.titles))
    return found if reading.tables else title_context(reading, "")


def _by_rows(placed: RowPlaces, start: int, stop: int) -> tuple[str | None, str | None]:
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


def report_other_regions(batch: Batch, findings: Findings, placed: RowPlaces) -> None:
    """Once a file: rows of other regencies (provinces) than that of the office which its folder or title names."""
    if not batch.row_count:
        return
    names = Regions.load().name
    for number, (office, basis) in enumerate(offices(batch, placed)):
        if office is None or basis == "rows":
            continue
        codes, counts = np.unique(placed.codes[(batch.file_of_row == number) & ~batch.no_kim], return_counts=True)
        away: Counter[str] = Counter()
        for code, count in zip(codes.tolist(), counts.tolist(), strict=True):
            place = placed.places[code]
            here = place.regency if len(office) > _PROVINCE else place.province
            if here and here != office and not place.lost:
                away[here] += count
        if away:
            where = ", ".join(names(code) for code, _ in away.most_common(_SHOWN))
            entry = ("kabupaten_kota", "rows_other_region", str(away.total()), where)
            findings.add_for_files([FileFinding(number, None, None, None, entry)])


def submission_table(batch: Batch, placed: RowPlaces, quarantined: Bools, placeless: Ints) -> pa.Table:
    """One line a file, with its office, counts and status."""
    total = np.bincount(batch.file_of_row, minlength=len(batch.files)).tolist()
    bad = np.bincount(batch.file_of_row[quarantined], minlength=len(batch.files)).tolist()
    no_kim = np.bincount(batch.file_of_row[batch.no_kim], minlength=len(batch.files)).tolist()
    without_place = set(placeless.tolist())
    lines = []
    for number, ((received, reading), office) in enumerate(zip(batch.files, offices(batch, placed), strict=True)):
        none = int(no_kim[number])
        ignored = (0 if reading.refused else len(reading.ignored)) + none
        partly = bad[number] or any(rules()[note.rule].severity == "error" for note in reading.notes)
        rejected = reading.refused or number in without_place
        lines.append(
            {
                "submission_id": received.submission_id,
                "sequence": received.sequence,
                "sha256": received.sha256,
                "file_name": received.file_name,
                "office_code": office[0],
                "office_source": office[1],
                "received_at": _naive(received.received_at),
                "round_id": received.round_id,
                "format": reading.format,
                "byte_count": received.byte_count,
                "row_count": total[number] + ignored - none,
                "accepted_count": total[number] - bad[number] - none,
                "quarantined_count": bad[number],
                "ignored_count": ignored,
                "status": "rejected" if rejected else "partly_accepted" if partly else "accepted",
                "duplicate_of": None,
                "rule_set_hash": rule_set_hash(),
            }
        )
    return pa.Table.from_pylist(lines, schema=SUBMISSION)


def _naive(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
