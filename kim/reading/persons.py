"""Persons in a table: which rows are officers of a community, and which community a list of persons belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kim.reading.grid import RawCell
from kim.reading.markers import names_a_group
from kim.reading.meanings import NAME, PERSON_NAME, PERSONS
from kim.reading.profile import Body
from kim.reading.rows import Sorted
from kim.reading.titles import community_in
from kim.reference.text import fold

_ROLE_BAND = re.compile(
    r"\W*(?:seksi|sie|bidang|divisi|bagian|urusan|anggota|pengurus\s+(?:harian|inti)|unsur)\b", re.IGNORECASE
)
_CHAIR = re.compile(r"(?:ketua|pimpinan)\b(?!\s*(?:bidang|seksi|sie|divisi|i{1,3}\b|\d))", re.IGNORECASE)
# What a person brings into the community's record.
_CONTACTS = frozenset({"nama_ketua", "nomor_hp", "email", "alamat"})


@dataclass(slots=True)
class Grouped:
    """`records` has the community's name for the row that stands for it (in lists of persons).

    `moved` has, by row and column, the row from which the chair's value was taken; `beneath` the chair, and his row,
    that stands in the names' column below the community.
    """

    listed: bool = False
    index: int = 0
    records: dict[int, RawCell] = field(default_factory=dict)
    bands: dict[int, tuple[str, ...]] = field(default_factory=dict)
    moved: dict[int, dict[int, int]] = field(default_factory=dict)
    beneath: dict[int, tuple[RawCell, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Persons:
    """The columns of persons; `listed` where the table names persons in place of communities."""

    listed: bool
    name: int | None
    role: int | None
    columns: tuple[int, ...]
    titles: tuple[str, ...]

    @classmethod
    def of(cls, fields: dict[int, str], titles: tuple[str, ...]) -> "Persons":
        """The persons' columns of a table; a name beside a role is the person's."""
        at = {each: column for column, each in fields.items()}
        columns = tuple(column for column, each in fields.items() if each in PERSONS)
        listed = NAME not in at and bool(columns)
        if listed and "jenis_komunitas" in at:
            del fields[at["jenis_komunitas"]]  # `Unsur`: what the persons are, not the community
        name = at.get(PERSON_NAME, at.get("nama_ketua"))
        if PERSON_NAME in at and "nama_ketua" not in at:
            fields[at[PERSON_NAME]] = "nama_ketua"
        return cls(listed, name, at.get("jabatan"), columns, titles)

    def group(
        self, block: list[list[RawCell]], found: Sorted, body: Body, numbers: Sequence[int], sheet: str
    ) -> Grouped:
        """Leave one row a community, with its chair; the others become `officer`."""
        if self.listed:
            return self._listed(block, found, body, numbers, sheet)
        result = Grouped(index=max((len(row) for row in block), default=0) + 1)
        if self.columns:
            self._take_beneath(block, found, body, numbers, result)
            for rows in self._runs(block, found, body):
                self._lead(block, found, body, rows, numbers, result)
        return result

    def _listed(
        self, block: list[list[RawCell]], found: Sorted, body: Body, numbers: Sequence[int], sheet: str
    ) -> Grouped:
        result = Grouped(listed=True, index=max((len(row) for row in block), default=0) + 1)
        named = next((name for text in (*reversed(self.titles), sheet) if (name := community_in(text))), None)
        around = tuple(text for text in self.titles if community_in(text))
        rows: list[int] = []
        bands: tuple[str, ...] = ()
        for at, reason in [*enumerate(found.reasons), (-1, "section")]:
            if reason == "":
                rows.append(at)
            elif reason == "section":
                if at >= 0 and _ROLE_BAND.match(found.bands.get(at, "")) and not community_in(found.bands[at]):
                    continue  # a part of the same community
                if rows:
                    self._record(block, found, body, rows, named, (*around, *bands), numbers, result)
                    rows = []
                text = found.bands.get(at, "")
                if name := community_in(text):
                    named, around, bands = name, (), (text,)
                elif text:
                    bands = (text,)
        return result

    def _record(
        self,
        block: list[list[RawCell]],
        found: Sorted,
        body: Body,
        rows: list[int],
        named: str | None,
        bands: tuple[str, ...],
        numbers: Sequence[int],
        result: Grouped,
    ) -> None:
        chairs = [at for at in rows if self._is_chair(block[at])]
        places = {tuple(fold(str(block[at][each])) for each in body.places if each < len(block[at])) for at in rows}
        if named is None or len(chairs) > 1 or len(places - {("",) * len(body.places)}) > 1:
            for at in rows:
                found.reasons[at] = "officer"
            return
        self._lead(block, found, body, rows, numbers, result)
        result.records[rows[0]] = named
        result.bands[rows[0]] = bands

    def _runs(self, block: list[list[RawCell]], found: Sorted, body: Body) -> list[list[int]]:
        """Rows of one community: the same name and place, or below it a name and place left blank."""
        groups: dict[tuple[str, ...], list[int]] = {}
        last: tuple[str, ...] | None = None
        for at, reason in enumerate(found.reasons):
            if reason == "section":
                last = None
            if reason != "":
                continue
            row = block[at]
            own = (row[body.name], *(row[each] if each < len(row) else "" for each in body.places))
            key = tuple(fold(str(each)) for each in own)
            if last is not None and not key[0] and all(a in {"", b} for a, b in zip(key[1:], last[1:], strict=True)):
                key = last
            groups.setdefault(key, []).append(at)
            last = key
        return [rows for key, rows in groups.items() if key[0] and len(rows) > 1 and self._vary(block, rows)]

    def _take_beneath(
        self, block: list[list[RawCell]], found: Sorted, body: Body, numbers: Sequence[int], result: Grouped
    ) -> None:
        """Persons in the names' column below their community: they have a role, and nothing of its number and place."""
        above: int | None = None
        own = [each for each in (body.number, *body.places) if each is not None]
        for at, reason in enumerate(found.reasons):
            if reason != "":
                above = None if reason == "section" else above
                continue
            row = block[at]
            role = self.role is not None and self.role < len(row) and row[self.role] != ""
            if not role or any(each < len(row) and row[each] != "" for each in own) or names_a_group(row[body.name]):
                above = at if not role else None
            elif above is not None:
                found.reasons[at] = "officer"
                found.doubts.pop(at, None)
                if self._is_chair(row):
                    result.beneath.setdefault(above, (row[body.name], numbers[at]))

    def _vary(self, block: list[list[RawCell]], rows: list[int]) -> bool:
        """Whether the persons differ from row to row."""
        columns = [*self.columns, *([self.name] if self.name is not None else [])]
        return any(len({str(block[at][each]) for at in rows if each < len(block[at])}) > 1 for each in columns)

    def _lead(
        self,
        block: list[list[RawCell]],
        found: Sorted,
        body: Body,
        rows: list[int],
        numbers: Sequence[int],
        result: Grouped,
    ) -> None:
        first, *others = rows
        for at in others:
            found.reasons[at] = "officer"
            found.doubts.pop(at, None)
        if any(each == "nama_ketua" and column != self.name for column, each in body.fields.items()):
            return  # the community's own columns name its chair
        chair = next((at for at in rows if self._is_chair(block[at])), None)
        for column, each in body.fields.items():
            if each not in _CONTACTS or column >= len(block[first]):
                continue
            if chair is None:
                if each != "alamat":
                    block[first][column] = ""
            elif chair != first:
                block[first][column] = block[chair][column]
                result.moved.setdefault(first, {})[column] = numbers[chair]

    def _is_chair(self, row: Sequence[RawCell]) -> bool:
        cell = row[self.role] if self.role is not None and self.role < len(row) else ""
        return isinstance(cell, str) and _CHAIR.match(cell.strip()) is not None
