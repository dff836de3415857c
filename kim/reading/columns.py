"""The columns of a header: what each is called and means, which one carries each field, and where tables part."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from kim.reading.grid import Grid, RawCell
from kim.reading.meanings import (
    NAME,
    NUMBERING,
    PART_OF_COUNT,
    PERSON_NAME,
    PERSON_SIGNS,
    PERSONS,
    Meaning,
    choice_of,
    fold_header,
    is_bare_name,
    meaning,
    meaning_under,
)

Fields = dict[int, str]
"""Column position to canonical name."""


@dataclass(slots=True)
class Header:
    """Lines `top` to `bottom` of a grid (positions), with a label and a meaning for each of its columns."""

    top: int
    bottom: int
    labels: list[str]
    meanings: list[Meaning | None]
    words: frozenset[RawCell] = frozenset()
    """The labels of its last line as typed."""
    first_column: int = 0
    titles_from: int = 0
    """Where the titles of a later header begin: the lines of the table above end there."""

    @property
    def fields(self) -> set[str]:
        """The canonical columns recognised, the numbering aside."""
        return {each.field for each in self.meanings if each and each.field != NUMBERING}


def label(cell: RawCell) -> str:
    """A cell as the text of a header, on one line."""
    if isinstance(cell, float) and cell.is_integer():
        return f"{cell:.0f}"
    return " ".join(cell.split()) if isinstance(cell, str) else ("" if cell is None else str(cell))


def group_labels(grid: Grid, at: int, width: int) -> list[str]:
    """The group labels of a line, each carried over its merged range or over the blanks to its right."""
    row = [label(cell) for cell in grid.rows[at]] + [""] * (width - len(grid.rows[at]))
    number, first = grid.row_numbers[at], grid.first_column
    merged = {
        area[1] - first: area[3] - first
        for area in grid.marks.merges
        if area[0] <= number <= area[2] and area[3] > area[1]
    }
    spread, current, until = [""] * width, "", -1
    for index in range(width):
        if row[index]:
            current = row[index]
            until = merged.get(index, index if merged else width)
        spread[index] = current if row[index] or index <= until else ""
    return spread


def stack(grid: Grid, top: int, bottom: int) -> Header:
    """One header out of up to four lines of a grid, from `top` to `bottom`."""
    width = max(len(grid.rows[at]) for at in range(top, bottom + 1))
    labels = [label(cell) for cell in grid.rows[bottom]] + [""] * (width - len(grid.rows[bottom]))
    meanings = [meaning(text) if text else None for text in labels]
    for at in range(bottom - 1, top - 1, -1):
        groups = group_labels(grid, at, width)
        own = grid.rows[at]
        for index in range(width):
            text = labels[index]
            if not text:
                # Only a label that stands here itself heads a column that has none of its own.
                text = label(own[index]) if index < len(own) else ""
                labels[index], meanings[index] = text, meaning(text) if text else None
            elif groups[index] and groups[index] != text:
                meanings[index] = meaning_under(groups[index], text) or meanings[index]
                labels[index] = f"{groups[index]} {text}"
    _mark_choices(grid, bottom, meanings)
    _mark_persons(labels, meanings)
    words = frozenset(cell for cell in grid.rows[bottom] if cell != "")
    return Header(top, bottom, labels, meanings, words, grid.first_column)


def _mark_choices(grid: Grid, bottom: int, meanings: list[Meaning | None]) -> None:
    """Columns side by side that are named by states (`Aktif | Tidak Aktif`), also without a group above them."""
    last = [label(cell) for cell in grid.rows[bottom]]
    states = [at for at, text in enumerate(last) if text and meanings[at] is None and choice_of("status", text)]
    if len(states) >= 2 and all(each is None or each.field != "status" or each.choice for each in meanings):
        for at in states:
            meanings[at] = Meaning("status", True, choice_of("status", last[at]))


def _mark_persons(labels: list[str], meanings: list[Meaning | None]) -> None:
    """A bare `Nama` beside a person's columns, or beside a column of communities, is a person's."""
    names = [at for at, each in enumerate(meanings) if each and each.field == NAME]
    bare = [at for at in names if not (each := meanings[at]) or (not each.strong and is_bare_name(labels[at]))]
    signs = any(each and each.field in PERSON_SIGNS for each in meanings)
    if bare and (signs or len(bare) < len(names)):
        for at in bare:
            meanings[at] = Meaning(PERSON_NAME, strong=True)


def lists_persons(fields: Set[str]) -> bool:
    """Whether columns of these meanings list persons and name no community beside them."""
    names = bool({PERSON_NAME, "nama_ketua"} & fields)
    return NAME not in fields and names and bool(PERSON_SIGNS & fields)


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


def without_persons(fields: Fields, meanings: list[Meaning | None], block: Sequence[Sequence[object]]) -> Fields:
    """The fields, where a column headed `Anggota` that holds names in place of numbers is one of persons."""
    at = next((at for at, field in fields.items() if field == "jumlah_anggota"), None)
    cells = [row[at] for row in block if at is not None and at < len(row) and row[at] != ""]
    texts = [cell for cell in cells if isinstance(cell, str) and not any(each.isdigit() for each in cell)]
    if at is None or len(texts) * 2 <= len(cells):
        return fields
    meanings[at] = Meaning(PERSON_NAME, strong=True)
    # Last: of two columns of persons' names, the later one is taken.
    return {each: field for each, field in fields.items() if each != at} | {at: PERSON_NAME}


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
        if len(phones) > 1 and fold_header(labels[at]) == "wa" and "whatsapp" not in claims:
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
