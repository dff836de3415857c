"""Places of a whole batch: each distinct tuple of place cells and context is resolved once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from kim.cleaning.bps import files_in_bps
from kim.cleaning.frame import Coded, Frame, Ints, Part
from kim.cleaning.judging import common_faults, enter, hits
from kim.cleaning.ledger import Ledger, Loose
from kim.cleaning.masking import shown
from kim.cleaning.place import FIELDS, Place, PlaceCells
from kim.cleaning.places import Resolver
from kim.cleaning.upper_places import said as said_in
from kim.reading.formats import suffixes
from kim.reading.model import Reading
from kim.reference.context import NOWHERE, Context, in_path, in_title
from kim.reference.region_codes import bps_province, dotted, named
from kim.reference.region_names import find_local, split_kind
from kim.reference.regions import Regions, key_of
from kim.reference.text import without_hamlet

# How many digits a code of each level has.
_DIGITS = (2, 4, 6, 10)
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


def place_rows(frame: Frame, ledger: Ledger) -> Placed:
    """Resolve every row's place and enter the findings on its cells."""
    texts = [_usable(frame, ledger, field) for field in FIELDS]
    contexts = [context_of(frame, part) for part in frame.parts]
    number = {context: at for at, context in enumerate(dict.fromkeys(contexts))}
    context_codes = np.array([number[context] for context in contexts], np.int32)[frame.part_of_row]
    _fill_down(frame, texts[2], number, context_codes)
    distinct = list(number)
    bps = files_in_bps(frame, texts)
    _say_bps(frame, ledger, bps)
    in_bps = np.array([part.file in bps for part in frame.parts], np.int32)[frame.part_of_row]
    columns = [frame.column(field).codes for field in FIELDS]
    first, codes = factorise([*columns, context_codes, in_bps])
    said = [_said(frame.column(field), text) for field, text in zip(FIELDS, texts, strict=True)]
    *names, code_texts = said
    coded = [_named(texts, digits) for texts, digits in zip(names, _DIGITS, strict=True)]
    read = _codes_read(frame.column("kode_wilayah"), texts[-1])
    tuples = np.stack([column[first] for column in (*columns, context_codes, in_bps)]).T.tolist()
    places = []
    for *at, code, context, as_bps in tuples:
        province, regency, district, village = (names[number] for (names, _), number in zip(coded, at, strict=True))
        beside = {field: codes.get(number) for field, (_, codes), number in zip(FIELDS, coded, at, strict=False)}
        own = read(code, as_bps) if code_texts[code] else next(filter(None, reversed(beside.values())), None)
        cells = PlaceCells(province, regency, district, village, own, code_texts[code] or own or "", distinct[context])
        place = Resolver(cells, (texts[0][at[0]], texts[1][at[1]])).resolve()
        if own and not code_texts[code]:
            # What there is to say of a code is said where it stands: with the deepest name.
            deepest = next(field for field in reversed(beside) if beside[field])
            place.says = [(deepest if says[0] == "kode_wilayah" else says[0], *says[1:]) for says in place.says]
        places.append(place)
    placed = Placed(places, codes)
    _enter_findings(frame, ledger, placed, first, texts)
    return placed


def _fill_down(frame: Frame, districts: list[str], number: dict[Context, int], context_codes: Ints) -> None:
    """Where districts are typed on the first of their rows alone, the blank ones below have the one above.

    So it is where the row names a village that lies in it.
    """
    coded, villages = frame.column("kecamatan"), frame.column("desa_kelurahan")
    is_blank = np.array([not text.strip() for text in districts], np.bool_)
    contexts = list(number)
    for part in frame.parts:
        blank = is_blank[coded.codes[part.start : part.stop]]
        if "kecamatan" not in part.columns or not blank.any() or blank.all():
            continue
        above = ""
        for at in range(part.start, part.stop):
            if not blank[at - part.start]:
                above = districts[int(coded.codes[at])]
                continue
            context = contexts[int(context_codes[at])]
            village = villages.texts[int(villages.codes[at])]
            scope = find_local("district", context.regency or context.province or "", above)[0]
            if village and any(find_local("village", each, village)[0] for each in scope):
                filled = context._replace(district=above, typed=True)
                context_codes[at] = number.setdefault(filled, len(number))


def _codes_read(coded: Coded, texts: list[str]) -> Callable[[int, int], str | None]:
    """Reads the region code of a cell, once for each distinct one and way of reading."""

    @cache
    def read(code: int, as_bps: int) -> str | None:
        text = texts[code]
        if not text:
            return None
        return bps_province(text) if as_bps else dotted(coded.distinct[code], text)

    return read


def _usable(frame: Frame, ledger: Ledger, field: str) -> list[str]:
    """The distinct texts of a place column, empty where a cell holds an error or a NIK."""
    coded = frame.column(field)
    texts, faulty = list(coded.texts), []
    for code in coded.talking:
        text = texts[code]
        if faults := common_faults(field, coded.distinct[code], text):
            faulty += [(code, ledger.number((field, issue.rule, shown(field, text), None))) for issue in faults]
            texts[code] = ""
    enter(ledger, coded.codes, len(texts), field, faulty)
    return texts


def _said(coded: Coded, texts: list[str]) -> list[str]:
    """The texts trimmed; empty where a cell says nothing."""
    said = [text.strip() for text in texts]
    for code in np.flatnonzero(coded.maybe_blank).tolist():
        said[code] = said_in(texts[code])
    return said


def _named(texts: list[str], digits: int) -> tuple[list[str], dict[int, str]]:
    """The names without the codes, RT and RW that are typed with them, and the codes by the name's number."""
    names, codes = list(texts), {}
    for number, text in enumerate(texts):
        if any(each.isdigit() for each in text):
            names[number], code = named(without_hamlet(text), digits)
            if code:
                codes[number] = code
    return names, codes


def _enter_findings(frame: Frame, ledger: Ledger, placed: Placed, first: Ints, texts: list[list[str]]) -> None:
    often_in: dict[str, list[tuple[int, int]]] = {field: [] for field in FIELDS}
    once_in: dict[str, list[tuple[int, int]]] = {field: [] for field in FIELDS}
    typed = {field: frame.column(field).codes[first].tolist() for field in FIELDS}
    numbers: dict[tuple[str, str, int, str | None], int] = {}
    text_in = dict(zip(FIELDS, texts, strict=True))
    for code, place in enumerate(placed.places):
        for field, rule, suggestion in place.says:
            at = (field, rule, typed[field][code], suggestion)
            if (number := numbers.get(at)) is None:
                value = shown(field, text_in[field][at[2]]) or None
                number = numbers[at] = ledger.number((field, rule, value, suggestion))
            target = once_in if rule in _ONCE_A_SHEET else often_in
            target[field].append((code, number))
    for field in FIELDS:
        often, once = often_in[field], once_in[field]
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
