"""From a header's meanings to the columns of its tables: which column carries each field, and where tables part."""

from collections.abc import Sequence
from itertools import pairwise

from kim.reading.meanings import NAME, NUMBERING, PART_OF_COUNT, PERSON_NAME, PERSONS, Meaning, fold, meaning

Fields = dict[int, str]
"""Column position to canonical name."""


def assign(
    labels: Sequence[str], meanings: Sequence[Meaning | None], filled: Sequence[int]
) -> tuple[Fields, list[int]]:
    """Give each field to one column, and list the columns that came second.

    A clear wording goes before a bare word, a column with values before an empty one, left before right.
    """
    claims: dict[str, list[int]] = {}
    for at, each in enumerate(meanings):
        if each and (not each.choice or each.field not in claims):
            claims.setdefault(each.field, []).append(at)
    _reread(labels, meanings, claims)
    fields: Fields = {}
    second: list[int] = []
    for field, columns in claims.items():
        best = min(columns, key=lambda at: (not _strong(meanings[at]), not filled[at], at))
        fields[best] = field
        if field != NUMBERING and field not in PERSONS and field != PART_OF_COUNT:
            second += [at for at in columns if at != best]
    return fields, sorted(second)


def without_persons(fields: Fields, meanings: list[Meaning | None], block: Sequence[Sequence[object]]) -> None:
    """A column headed `Anggota` that holds names in place of numbers lists persons."""
    at = next((at for at, field in fields.items() if field == "jumlah_anggota"), None)
    cells = [row[at] for row in block if at is not None and at < len(row) and row[at] != ""]
    texts = [cell for cell in cells if isinstance(cell, str) and not any(each.isdigit() for each in cell)]
    if at is not None and len(texts) * 2 > len(cells):
        del fields[at]
        fields[at], meanings[at] = PERSON_NAME, Meaning(PERSON_NAME, strong=True)


def _strong(each: Meaning | None) -> bool:
    return each is not None and each.strong


def _reread(labels: Sequence[str], meanings: Sequence[Meaning | None], claims: dict[str, list[int]]) -> None:
    """Bare words that mean something else beside their neighbours."""
    numbers = claims.get("nomor_sk", [])
    for at in list(claims.get("tanggal_berdiri", [])):
        # A bare date right after the decree's number is the decree's.
        dated = "tanggal_sk" in claims and len(claims["tanggal_berdiri"]) == 1
        if not _strong(meanings[at]) and at - 1 in numbers and not dated:
            _move(claims, "tanggal_berdiri", "tanggal_sk", at)
    phones = claims.get("nomor_hp", [])
    for at in list(phones):
        # "WA" beside a telephone column is the channel.
        if len(phones) > 1 and fold(labels[at]) == "wa" and "whatsapp" not in claims:
            _move(claims, "nomor_hp", "whatsapp", at)


def _move(claims: dict[str, list[int]], source: str, target: str, at: int) -> None:
    claims[source].remove(at)
    if not claims[source]:
        del claims[source]
    claims.setdefault(target, []).append(at)


def part(labels: Sequence[str], meanings: Sequence[Meaning | None]) -> list[tuple[int, int]]:
    """The column ranges (half open) of the tables that stand side by side under one header line."""
    width = len(labels)
    names = [at for at, each in enumerate(meanings) if each and each.field == NAME and each.strong]
    cuts = [0]
    for left, right in pairwise(names):
        cut = _cut(labels, meanings, left, right)
        repeats = {m.field for m in meanings[cuts[-1] : cut or 0] if m} & {m.field for m in meanings[cut or 0 :] if m}
        if cut is not None and (labels[cut - 1] == "" or len(repeats - {NAME}) >= 1):
            cuts.append(cut)
    return list(zip(cuts, [*cuts[1:], _end_of_last(labels, meanings, cuts[-1], width)], strict=True))


def _end_of_last(labels: Sequence[str], meanings: Sequence[Meaning | None], start: int, width: int) -> int:
    """Where the last table ends: before a recap that stands beside it, after a blank column, and repeats a field."""
    for at in range(start + 1, width):
        left = {each.field for each in meanings[start:at] if each}
        right = {each.field for each in meanings[at:] if each}
        if labels[at - 1] == "" and labels[at] and NAME in left and NAME not in right and left & right - {NUMBERING}:
            return at - 1
    return width


def _cut(labels: Sequence[str], meanings: Sequence[Meaning | None], left: int, right: int) -> int | None:
    """Where the right one of two tables begins: after a blank column, at its numbering, else at its first repeat."""
    for at in range(right, left, -1):
        if labels[at - 1] == "":
            return at
        if (each := meanings[at]) and each.field == NUMBERING:
            return at
    seen = {m.field for m in meanings[: left + 1] if m}
    return next((at for at in range(left + 1, right + 1) if (m := meanings[at]) and m.field in seen), None)


def same_layout(one: Sequence[Meaning | None], other: Sequence[Meaning | None]) -> bool:
    """Whether two headers give their columns the same meanings."""
    return [m.field if m else None for m in one] == [m.field if m else None for m in other]


def is_header_text(text: str) -> bool:
    """Whether a text is the wording of some column."""
    return meaning(text) is not None
