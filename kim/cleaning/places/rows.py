"""Places of a whole batch: each distinct tuple of place cells and context is resolved once."""

from dataclasses import dataclass

import numpy as np

from kim.cleaning.batch import Batch, EncodedColumn, Ints, factorise
from kim.cleaning.findings import FileFinding, Findings, rows_by_code
from kim.cleaning.masking import shown
from kim.cleaning.parsed import common_faults
from kim.cleaning.places.evidence import (
    CODE_DIGITS,
    FIELDS,
    Place,
    PlaceCells,
    code_reader,
    context_of,
    files_in_bps,
    fill_districts_down,
    report_bps,
    without_codes,
)
from kim.cleaning.places.province_regency import trimmed
from kim.cleaning.places.resolver import PlaceResolver

# Where a column is missing altogether, one finding a sheet has what was filled in.
_ONCE_A_SHEET = frozenset({"province_filled", "regency_filled"})


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """Each row's place as a code into `places`."""

    places: list[Place]
    codes: Ints


def resolve_places(batch: Batch, findings: Findings) -> RowPlaces:
    """Resolve every row's place and add the findings on its cells."""
    texts = [_usable(batch, findings, field) for field in FIELDS]
    contexts = [context_of(batch, part) for part in batch.parts]
    number = {context: at for at, context in enumerate(dict.fromkeys(contexts))}
    context_codes = np.array([number[context] for context in contexts], np.int32)[batch.part_of_row]
    fill_districts_down(batch, texts[2], number, context_codes)
    distinct = list(number)
    bps = files_in_bps(batch, texts)
    report_bps(batch, findings, bps)
    in_bps = np.array([part.file in bps for part in batch.parts], np.int32)[batch.part_of_row]
    columns = [batch.column(field).codes for field in FIELDS]
    first, codes = factorise([*columns, context_codes, in_bps])
    all_texts = [_trimmed(batch.column(field), text) for field, text in zip(FIELDS, texts, strict=True)]
    *names, code_texts = all_texts
    encoded = [without_codes(texts, digits) for texts, digits in zip(names, CODE_DIGITS, strict=True)]
    read = code_reader(batch.column("kode_wilayah"), texts[-1])
    tuples = np.stack([column[first] for column in (*columns, context_codes, in_bps)]).T.tolist()
    places = []
    for *at, code, context, as_bps in tuples:
        province, regency, district, village = (names[number] for (names, _), number in zip(encoded, at, strict=True))
        beside = {field: codes.get(number) for field, (_, codes), number in zip(FIELDS, encoded, at, strict=False)}
        own = read(code, as_bps) if code_texts[code] else next(filter(None, reversed(beside.values())), None)
        cells = PlaceCells(province, regency, district, village, own, code_texts[code] or own or "", distinct[context])
        place = PlaceResolver(cells, (texts[0][at[0]], texts[1][at[1]])).resolve()
        if own and not code_texts[code]:
            # The issues of a code are reported where it is typed: in the cell of the deepest name.
            deepest = next(field for field in reversed(beside) if beside[field])
            place.issues = [(deepest if issue[0] == "kode_wilayah" else issue[0], *issue[1:]) for issue in place.issues]
        places.append(place)
    placed = RowPlaces(places, codes)
    _enter_findings(batch, findings, placed, first, texts)
    return placed


def _usable(batch: Batch, findings: Findings, field: str) -> list[str]:
    """The distinct texts of a place column, empty where a cell holds an error or a NIK."""
    encoded = batch.column(field)
    texts, faulty = list(encoded.texts), []
    for code in encoded.maybe_faulty:
        text = texts[code]
        if faults := common_faults(field, encoded.distinct[code], text):
            faulty += [(code, findings.number((field, issue.rule, shown(field, text), None))) for issue in faults]
            texts[code] = ""
    findings.add_by_code(encoded.codes, len(texts), field, faulty)
    return texts


def _trimmed(encoded: EncodedColumn, texts: list[str]) -> list[str]:
    """The texts trimmed; empty where a cell is blank."""
    result = [text.strip() for text in texts]
    for code in np.flatnonzero(encoded.maybe_blank).tolist():
        result[code] = trimmed(texts[code])
    return result


def _enter_findings(batch: Batch, findings: Findings, placed: RowPlaces, first: Ints, texts: list[list[str]]) -> None:
    often_in: dict[str, list[tuple[int, int]]] = {field: [] for field in FIELDS}
    once_in: dict[str, list[tuple[int, int]]] = {field: [] for field in FIELDS}
    typed = {field: batch.column(field).codes[first].tolist() for field in FIELDS}
    numbers: dict[tuple[str, str, int, str | None], int] = {}
    text_in = dict(zip(FIELDS, texts, strict=True))
    for code, place in enumerate(placed.places):
        for field, rule, suggestion in place.issues:
            at = (field, rule, typed[field][code], suggestion)
            if (number := numbers.get(at)) is None:
                value = shown(field, text_in[field][at[2]]) or None
                number = numbers[at] = findings.number((field, rule, value, suggestion))
            target = once_in if rule in _ONCE_A_SHEET else often_in
            target[field].append((code, number))
    for field in FIELDS:
        often, once = often_in[field], once_in[field]
        findings.add_by_code(placed.codes, len(placed.places), field, often)
        for rows, entries in rows_by_code(placed.codes, len(placed.places), once):
            has = batch.has(field)[batch.part_of_row[rows]]
            findings.add(rows[has], entries[has], field=field)
            _once_a_sheet(batch, findings, rows[~has], entries[~has])


def _once_a_sheet(batch: Batch, findings: Findings, rows: Ints, entries: Ints) -> None:
    if not len(rows):
        return
    pairs = np.unique(np.stack([batch.part_of_row[rows], entries]), axis=1)
    for part_number in np.unique(pairs[0]).tolist():
        of_part = [findings.entry(int(entry)) for entry in pairs[1][pairs[0] == part_number]]
        field, rule, _, suggestion = of_part[0]
        part = batch.parts[part_number]
        entry = (field, rule, None, suggestion if len(of_part) == 1 else None)
        findings.add_for_files([FileFinding(part.file, part.table.sheet, None, None, entry)])
