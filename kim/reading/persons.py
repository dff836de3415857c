"""Persons in a table: which rows are officers of a community, and which community a list of persons belongs to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kim.reading.grid import RawCell
from kim.reading.implied_values import Block
from kim.reading.markers import names_a_group
from kim.reading.meanings import NAME, PERSON_NAME, PERSONS
from kim.reading.profile import Body
from kim.reading.rows import Classified
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
    """`records` has the community's name for the row that stands for it (in lists of persons), at column `index`.

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

    def group(self, block: Block, found: Classified, body: Body, numbers: Sequence[int], sheet: str) -> Grouped:
        """Leave one row a community, with its chair; the others become `officer`."""
        result = Grouped(self.listed, max(map(len, block), default=0) + 1)
        grouping = _Grouping(self, block, found, body, numbers, result)
        if self.listed:
            grouping.take_list(sheet)
        elif self.columns:
            grouping.take_beneath()
            for rows in grouping.runs():
                grouping.lead(rows)
        return result

    def is_chair(self, row: Sequence[RawCell]) -> bool:
        """Whether a row's role is that of the chair."""
        cell = row[self.role] if self.role is not None and self.role < len(row) else ""
        return isinstance(cell, str) and _CHAIR.match(cell.strip()) is not None


@dataclass(frozen=True, slots=True)
class _Grouping:
    """The rows of one table, of which some become `officer`."""

    persons: Persons
    block: Block
    found: Classified
    body: Body
    numbers: Sequence[int]
    result: Grouped

    def take_list(self, sheet: str) -> None:
        """In a list of persons, one row for each community that a title, a heading or the sheet names."""
        found, titles = self.found, self.persons.titles
        named = next((name for text in (*reversed(titles), sheet) if (name := community_in(text))), None)
        around = tuple(text for text in titles if community_in(text))
        rows: list[int] = []
        bands: tuple[str, ...] = ()
        for at, reason in [*enumerate(found.reasons), (-1, "section")]:
            if reason == "":
                rows.append(at)
            elif reason == "section":
                if at >= 0 and _ROLE_BAND.match(found.bands.get(at, "")) and not community_in(found.bands[at]):
                    continue  # a part of the same community
                if rows:
                    self._record(rows, named, (*around, *bands))
                    rows = []
                text = found.bands.get(at, "")
                if name := community_in(text):
                    named, around, bands = name, (), (text,)
                elif text:
                    bands = (text,)

    def _record(self, rows: list[int], named: str | None, bands: tuple[str, ...]) -> None:
        block, places = self.block, self.body.places
        chairs = [at for at in rows if self.persons.is_chair(block[at])]
        where = {tuple(fold(str(block[at][each])) for each in places if each < len(block[at])) for at in rows}
        if named is None or len(chairs) > 1 or len(where - {("",) * len(places)}) > 1:
            for at in rows:
                self.found.reasons[at] = "officer"
            return
        self.lead(rows)
        self.result.records[rows[0]] = named
        self.result.bands[rows[0]] = bands

    def runs(self) -> list[list[int]]:
        """Rows of one community: the same name and place, or below it a name and place left blank."""
        groups: dict[tuple[str, ...], list[int]] = {}
        last: tuple[str, ...] | None = None
        for at, reason in enumerate(self.found.reasons):
            if reason == "section":
                last = None
            if reason != "":
                continue
            row = self.block[at]
            own = (row[self.body.name], *(row[each] if each < len(row) else "" for each in self.body.places))
            key = tuple(fold(str(each)) for each in own)
            if last is not None and not key[0] and all(a in {"", b} for a, b in zip(key[1:], last[1:], strict=True)):
                key = last
            groups.setdefault(key, []).append(at)
            last = key
        return [rows for key, rows in groups.items() if key[0] and len(rows) > 1 and self._vary(rows)]

    def _vary(self, rows: list[int]) -> bool:
        """Whether the persons differ from row to row."""
        name = self.persons.name
        columns = [*self.persons.columns, *([name] if name is not None else [])]
        return any(
            len({str(self.block[at][each]) for at in rows if each < len(self.block[at])}) > 1 for each in columns
        )

    def take_beneath(self) -> None:
        """Persons in the names' column below their community: they have a role, and nothing of its number and place."""
        above: int | None = None
        own = [each for each in (self.body.number, *self.body.places) if each is not None]
        at_role = self.persons.role
        for at, reason in enumerate(self.found.reasons):
            if reason != "":
                above = None if reason == "section" else above
                continue
            row = self.block[at]
            role = at_role is not None and at_role < len(row) and row[at_role] != ""
            placed = any(each < len(row) and row[each] != "" for each in own)
            if not role or placed or names_a_group(row[self.body.name]):
                above = at if not role else None
            elif above is not None:
                self._make_officer(at)
                if self.persons.is_chair(row):
                    self.result.beneath.setdefault(above, (row[self.body.name], self.numbers[at]))

    def lead(self, rows: list[int]) -> None:
        """The first row stands for the community, with the contacts of its chair; the others are officers."""
        first, *others = rows
        for at in others:
            self._make_officer(at)
        if any(each == "nama_ketua" and column != self.persons.name for column, each in self.body.fields.items()):
            return  # the community's own columns name its chair
        chair = next((at for at in rows if self.persons.is_chair(self.block[at])), None)
        for column, each in self.body.fields.items():
            if each not in _CONTACTS or column >= len(self.block[first]):
                continue
            if chair is None:
                if each != "alamat":
                    self.block[first][column] = ""
            elif chair != first:
                self.block[first][column] = self.block[chair][column]
                self.result.moved.setdefault(first, {})[column] = self.numbers[chair]

    def _make_officer(self, at: int) -> None:
        self.found.reasons[at] = "officer"
        self.found.doubts.pop(at, None)
