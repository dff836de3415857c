"""Places of a whole batch: each distinct tuple of place cells and context is resolved once."""

from dataclasses import dataclass

import numpy as np

from kim.cleaning.bps import files_in_bps
from kim.cleaning.context import NOWHERE, Context, in_path, in_title
from kim.cleaning.frame import Frame, Ints, Part
from kim.cleaning.judging import common_faults, enter, hits
from kim.cleaning.ledger import Ledger, Loose
from kim.cleaning.masking import shown
from kim.cleaning.place import FIELDS, Place, PlaceCells
from kim.cleaning.places import resolved
from kim.cleaning.region_codes import bps_province, dotted
from kim.reading.model import CellError, Reading

# Where a column is missing altogether, one line a sheet says what was filled in.
_ONCE_A_SHEET = frozenset({"province_filled", "regency_filled"})


@dataclass(frozen=True, slots=True)
class Placed:
    """Each row's place as a code into `places`."""

    places: list[Place]
    codes: Ints


def factorise(columns: list[Ints]) -> tuple[Ints, Ints]:
    """Number the distinct tuples of several columns: the first row of each, and each row's number."""
    inverse = np.zeros(len(columns[0]), np.int64)
    first = np.zeros(0, np.int64)
    for column in columns:
        joined = inverse * (int(column.max(initial=0)) + 1) + column
        _, first, inverse = np.unique(joined, return_index=True, return_inverse=True)
    return first.astype(np.int32), inverse.astype(np.int32)


def title_context(reading: Reading, sheet: str, own: tuple[str, ...] = ()) -> Context:
    """What a table's titles, then its sheet's, then the workbook's say."""
    found = NOWHERE
    for text in (*own, *reading.titles.get(sheet, ()), *reading.titles.get("", ())):
        found = found.or_else(in_title(text))
    return found


def context_of(frame: Frame, part: Part) -> Context:
    """What the title, the sheet's name and the file's path say, in this order."""
    received, reading = frame.files[part.file]
    found = title_context(reading, part.table.sheet, part.table.titles)
    return found.or_else(in_path(part.table.sheet)).or_else(in_path(received.file_name))


def place_rows(frame: Frame, ledger: Ledger) -> Placed:
    """Resolve every row's place and enter the findings on its cells."""
    texts = [_usable(frame, ledger, field) for field in FIELDS]
    contexts = [context_of(frame, part) for part in frame.parts]
    distinct = list(dict.fromkeys(contexts))
    context_codes = np.array([distinct.index(context) for context in contexts], np.int32)[frame.part_of_row]
    bps = files_in_bps(frame, texts)
    _say_bps(frame, ledger, bps)
    in_bps = np.array([part.file in bps for part in frame.parts], np.int32)[frame.part_of_row]
    columns = [frame.column(field).codes for field in FIELDS]
    first, codes = factorise([*columns, context_codes, in_bps])
    raw_codes = frame.column("kode_wilayah").distinct
    at = [column[first].tolist() for column in (*columns, context_codes, in_bps)]
    places = []
    for *codes_of, context, as_bps in zip(*at, strict=True):
        province, regency, district, village, typed = (text[code] for text, code in zip(texts, codes_of, strict=True))
        code = None
        if typed:
            code = bps_province(typed) if as_bps else dotted(raw_codes[codes_of[4]], typed)
        places.append(resolved(PlaceCells(province, regency, district, village, code, typed, distinct[context])))
    placed = Placed(places, codes)
    _enter_findings(frame, ledger, placed, first, texts)
    return placed


def _usable(frame: Frame, ledger: Ledger, field: str) -> list[str]:
    """The distinct texts of a place column, empty where a cell holds an error or a NIK."""
    coded = frame.column(field)
    texts, faulty = [], []
    for code, (raw, text, suspect) in enumerate(zip(coded.distinct, coded.texts, coded.suspects, strict=True)):
        faults = common_faults(field, raw, text) if suspect or isinstance(raw, CellError) else ()
        faulty += [(code, ledger.number((field, issue.rule, shown(field, text), None))) for issue in faults]
        texts.append("" if faults else text)
    enter(ledger, coded.codes, len(texts), field, faulty)
    return texts


def _enter_findings(frame: Frame, ledger: Ledger, placed: Placed, first: Ints, texts: list[list[str]]) -> None:
    talking = [(code, place) for code, place in enumerate(placed.places) if place.says]
    for at, field in enumerate(FIELDS):
        typed = frame.column(field).codes
        often: list[tuple[int, int]] = []
        once: list[tuple[int, int]] = []
        for code, place in talking:
            for column, rule, suggestion in place.says:
                if column == field:
                    value = shown(field, texts[at][int(typed[first[code]])]) or None
                    target = once if rule in _ONCE_A_SHEET else often
                    target.append((code, ledger.number((field, rule, value, suggestion))))
        enter(ledger, placed.codes, len(placed.places), field, often)
        for rows, entries in hits(placed.codes, len(placed.places), once):
            has = frame.has(field)[frame.part_of_row[rows]]
            ledger.add(rows[has], entries[has], field=field)
            _once_a_sheet(frame, ledger, rows[~has], entries[~has])


def _once_a_sheet(frame: Frame, ledger: Ledger, rows: Ints, entries: Ints) -> None:
    if not len(rows):
        return
    pairs = np.unique(np.stack([frame.part_of_row[rows], entries]), axis=1)
    for part_number in np.unique(pairs[0]).tolist():
        of_part = [ledger.entry(int(entry)) for entry in pairs[1][pairs[0] == part_number]]
        field, rule, _, suggestion = of_part[0]
        part = frame.parts[part_number]
        entry = (field, rule, None, suggestion if len(of_part) == 1 else None)
        ledger.add_loose([Loose(part.file, part.table.sheet, None, None, entry)])


def _say_bps(frame: Frame, ledger: Ledger, bps: set[int]) -> None:
    for part in frame.parts:
        if part.file in bps and "kode_wilayah" in part.columns:
            entry = ("kode_wilayah", "code_bps", None, None)
            ledger.add_loose([Loose(part.file, part.table.sheet, None, None, entry)])
