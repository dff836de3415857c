"""Which lines below a header are communities, judged from their whole table, and why the others are none.

A community is numbered like its neighbours, filled as they are, has a place of its own and a name that can be one
(`kim.reading.name_kinds`). A line is ignored on evidence alone; what fits nothing stays a row with a doubt, and is not
counted.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kim.reading.grid import RawCell
from kim.reading.markers import ACRONYM, is_listed, is_number, is_roman, is_suspect, names_a_group, ordinal, says
from kim.reading.meanings import NAME, PERSON_NAME, PERSONS, choice_of, fold, meaning
from kim.reading.name_kinds import (
    NameKind,
    is_place,
    is_termed_place,
    kind_of,
    like_person,
    may_be_called,
    surely_name,
)
from kim.reading.profile import SAYS, Body, Profile, is_blank, rank
from kim.reference.text import fold as words_of
from kim.reference.text import is_blank as says_nothing
from kim.reference.text import unnumbered
from kim.reference.wordlists import words

_LONGEST_BAND = 5
_BLOCK = 10
_WHOLE_PLACE = re.compile(rf"^\W*{ACRONYM}\s+(?:se[\s-]|(?:di\s+)?(?:kecamatan|kec|kabupaten|kab)\b)", re.IGNORECASE)
_CONTINUED = re.compile(r"\s*[(–-]*\s*\blanj(?:utan|\.)?\s*\)?\s*$", re.IGNORECASE)
_HEAD = re.compile(r"\W*(?:camat|lurah|kades|kepala|keuchik|geuchik|pj|plt|bupati|wali\s?kota)\b", re.IGNORECASE)
_DOUBTFUL = frozenset(
    {NameKind.PLACEHOLDER, NameKind.DATE, NameKind.OFFICE, NameKind.TITLED, NameKind.SENTENCE, NameKind.PLACE}
)


@dataclass(slots=True)
class Sorted:
    """For each line its reason: `""` where it is a row, None where it is blank, else why it is none.

    `doubts` has the rules by which rows are held back or flagged, `bands` the texts of sections.
    """

    reasons: list[str | None]
    doubts: dict[int, str]
    bands: dict[int, str]


def sort_out(body: Body) -> Sorted:
    """Judge every line."""
    rows, name = body.rows, body.name
    filled = [len(row) - row.count("") for row in rows]
    sorter = _Sorter(body, filled)
    table = sorter.profile
    result: list[str | None] = []
    unsure: list[int] = []
    number, needed = body.number or 0, max(table.needed, 2)
    for at, (row, count) in enumerate(zip(rows, filled, strict=True)):
        if count == 0:
            result.append(None)
            continue
        cell = row[name] if name < len(row) else ""
        sure = cell.__class__ is str and surely_name(cell)
        if not sure:
            unsure.append(at)
        # Most lines are filled like the others and name a community with words that are no statement.
        if (
            count >= needed
            and sorter.in_table
            and at not in table.flagged
            and (
                sure or (cell.__class__ is str and _plain(cell) and (names_a_group(cell) or not table.mostly_prefixed))
            )
            and (not table.numbered or row[number] != "")
            and (name == 0 or row[0].__class__ is not str or _first(row[0]))
        ):
            result.append("")
            sorter.seen_rows = True
            continue
        result.append(sorter.sort(at, row))
    if not body.persons:
        sorter.doubt_persons(result, unsure)
    return Sorted(result, sorter.doubts, sorter.bands)


@lru_cache(maxsize=50_000)
def _plain(name: str) -> bool:
    return name.strip() != "" and not is_suspect(name) and kind_of(name) is NameKind.NAME


@lru_cache(maxsize=10_000)
def _first(cell: str) -> bool:
    return cell == "" or not is_suspect(cell)


class _Sorter:
    """Looks closely at one line after another; a signature or a remark may go on over several lines."""

    def __init__(self, body: Body, filled: Sequence[int]) -> None:
        self.body = body
        self.block: str | None = None
        self.seen_rows = self.in_recap = False
        self.doubts: dict[int, str] = {}
        self.bands: dict[int, str] = {}
        self.profile = Profile(body, filled)

    @property
    def in_table(self) -> bool:
        """Whether neither a signature or a remark goes on nor a recap."""
        return self.block is None and not self.in_recap

    def sort(self, at: int, row: list[RawCell]) -> str | None:
        """One line's reason."""
        cells = {index: cell for index, cell in enumerate(row) if not is_blank(cell)}
        if not cells:
            return None
        reason = self._reason(at, cells)
        if reason in {"", "no_kim"}:
            self.block, self.seen_rows = None, True
        elif reason == "footer" and self._opens_block(cells):
            self.block = "signature" if any(map(_signs, _texts(cells))) else "note"
        elif reason not in {"unanswered", "footer"}:
            self.block = None
        return reason

    def _opens_block(self, cells: dict[int, RawCell]) -> bool:
        return any(_signs(text) or says("note", text) for text in _texts(cells))

    def _reason(self, at: int, cells: dict[int, RawCell]) -> str:
        if self._repeats_header(cells) or (not self.seen_rows and self._numbers_columns(cells)):
            return "header"
        if _heads_recap(cells):
            self.in_recap = True
            return "header"
        number = self.body.number
        if set(cells) == {number} and is_number(cells[number or 0]):
            return "unanswered"
        own = {index: cell for index, cell in cells.items() if index != number or not _counts(cell)}
        texts = {index: cell for index, cell in own.items() if isinstance(cell, str) and not is_number(cell)}
        lone = _lone(texts)
        if aside := self._aside(at, cells, own, lone):
            return aside
        if self._is_row(cells, own):
            return self._named(at, cells, own)
        return self._beside(at, cells, own, lone or next(iter(_texts(texts)), ""))

    # What is no row, whatever stands in it.

    def _aside(self, at: int, cells: dict[int, RawCell], own: dict[int, RawCell], lone: str) -> str:
        texts = [cell for cell in own.values() if isinstance(cell, str) and not is_number(cell)]
        first = texts[0] if texts else None
        if first is None:
            return ""
        if self.in_recap and not names_a_group(first) and any(is_number(cell) for cell in own.values()):
            return "total"
        if self._is_total(own, first):
            return "footer" if _carries(first) else "total"
        band = lone or self._with_its_head(cells, texts)
        if band and self._is_section(at, cells, own if lone else {0: band}, band):
            self.bands[at] = _CONTINUED.sub("", band)
            return "section"
        number = self._number_of(cells)
        if number is None and len(cells) <= 3 and not self._names(cells) and any(map(_signs, _texts(cells))):
            return "footer"
        none = own.get(self.body.name) == 0 and any(each in own for each in self.body.places)
        tally = lone and number is None and not none and self._tallies(own, lone)
        return "" if not tally else "footer" if _carries(lone) else "total"

    def _with_its_head(self, cells: dict[int, RawCell], texts: Sequence[str]) -> str:
        """The place of a band that also names its head: `KECAMATAN MANE | Camat : …`."""
        alone = len(texts) == 2 and self.body.name not in cells and self._number_of(cells) is None
        return texts[0] if alone and is_termed_place(words_of(unnumbered(texts[0]))) and _HEAD.match(texts[1]) else ""

    def _number_of(self, cells: dict[int, RawCell]) -> int | None:
        return rank(cells.get(self.body.number, "")) if self.body.number is not None else None

    def _names(self, cells: dict[int, RawCell]) -> bool:
        """Whether the names' column names something that is neither a signer nor a remark."""
        name = cells.get(self.body.name)
        return isinstance(name, str) and not (_signs(name) or says("signer", name) or says("note", name))

    def _is_total(self, own: dict[int, RawCell], first: str) -> bool:
        """The wording of a sum, and nothing else but numbers."""
        same = fold(first)
        others = [cell for cell in own.values() if cell is not first]
        return says("total", first) and all(is_number(cell) or fold(str(cell)) == same for cell in others)

    def _tallies(self, own: dict[int, RawCell], lone: str) -> bool:
        """One text and numbers beside it, where rows are numbered or fuller: so many active, so many without."""
        numbers = [cell for cell in own.values() if is_number(cell)]
        if not numbers or len(own) >= max(self.profile.usual - self.profile.numbered, 2) + (not self.profile.numbered):
            return False
        return (
            kind_of(lone) is not NameKind.NAME
            or _carries(lone)
            or (not names_a_group(lone) and is_place(unnumbered(lone)))
        )

    def _is_section(self, at: int, cells: dict[int, RawCell], own: dict[int, RawCell], lone: str) -> bool:
        """A place (or in a list of persons a community) alone in a line, where rows have more."""
        bare = unnumbered(lone)
        remark = self.block == "note" and len(bare.split()) > _LONGEST_BAND
        if remark or at > self.profile.last or kind_of(bare) in SAYS:
            return False
        if any(is_number(cell) for cell in own.values()) and not is_termed_place(words_of(bare)):
            return self._counts_below(own, bare)
        across = any(end - start >= 2 for start, end in self.body.merged.get(at, ()))
        if names_a_group(bare) and not says("total", bare):
            return self._is_group_band(at, own, bare, across=across)
        in_name = self.body.name in own
        lettered = self.body.number in cells and not is_number(cells[self.body.number or 0])
        if says("section", lone) or is_termed_place(words_of(bare)):
            return across or not in_name or lettered or self._is_sparse(own)
        if across and (says("title", lone) or (not in_name and self._followed(at))):
            return True
        alone = across or lettered or not in_name or (self._number_of(cells) is None and self._followed(at))
        return alone and self._is_sparse(own) and not _signs(lone) and is_place(bare)

    def _counts_below(self, own: dict[int, RawCell], bare: str) -> bool:
        """A place with a count where the names say that they are communities' and have places of their own."""
        placeless = bool(self.body.places) and not any(each in own for each in self.body.places)
        return self.profile.mostly_prefixed and placeless and not names_a_group(bare) and is_place(bare)

    def _is_group_band(self, at: int, own: dict[int, RawCell], text: str, *, across: bool) -> bool:
        if self.body.persons:
            return len(own) == 1
        whole = _WHOLE_PLACE.match(text) is not None
        return whole and self._is_sparse(own) and (across or "se" in words_of(text).split()[:2] or self._followed(at))

    def _is_sparse(self, own: dict[int, RawCell]) -> bool:
        """Whether rows have more cells than this line."""
        return len(own) < max(self.profile.usual - self.profile.numbered, 2)

    def _followed(self, at: int) -> bool:
        """Whether a row comes right below, or below other lines as lone as this one."""
        for row in self.body.rows[at + 1 : at + 4]:
            count = sum(not is_blank(cell) for cell in row)
            if count >= max(self.profile.needed, 2) and self.body.name < len(row) and not is_blank(row[self.body.name]):
                return True
        return False

    # What may be a row.

    def _is_row(self, cells: dict[int, RawCell], own: dict[int, RawCell]) -> bool:
        """What a signature or a remark never has: a number and a name with more, or a row's usual fill."""
        name = cells.get(self.body.name)
        numbered = self._number_of(cells) is not None
        if numbered and name is not None and (len(own) > 1 or self.block != "note"):
            return not (self._is_sparse(own) and self.block == "signature" and not names_a_group(name))
        if names_a_group(name) and kind_of(str(name)) is NameKind.NAME and self.block is None:
            return True
        if self.profile.numbered and not numbered and self.body.number not in cells and self.block is not None:
            return False
        needed = max(min(2, self.profile.usual), self.profile.needed)
        return len(cells) >= needed and (name is not None or self.block is None)

    def _named(self, at: int, cells: dict[int, RawCell], own: dict[int, RawCell]) -> str:
        """A row by what its name is: a community, none there, or doubtful."""
        if self.body.persons:
            return ""
        name = cells.get(self.body.name)
        facts = sum(1 for each in self.profile.facts if each in cells and not _empty(cells[each]))
        placed = any(each in cells and not _empty(cells[each]) for each in self.body.places)
        if name is None or (isinstance(name, str) and says_nothing(name) and kind_of(name) not in SAYS):
            return self._unnamed(cells, facts=facts, placed=placed)
        kind = kind_of(name) if isinstance(name, str) else NameKind.NONE if name == 0 else NameKind.DATE
        if at in self.profile.flagged and kind is NameKind.NAME:
            self.doubts[at] = "row_doubtful"
        elif kind is NameKind.NONE:
            if not facts and (placed or self._number_of(cells) is not None):
                return "no_kim"
            self.doubts[at] = "name_missing" if facts else "row_doubtful"
        elif rule := self._rule(kind, cells, own, facts):
            self.doubts[at] = rule
        return ""

    def _unnamed(self, cells: dict[int, RawCell], *, facts: int, placed: bool) -> str:
        """No name: no community where nothing else says that there is one, though the table asks for it."""
        answers = {
            self.profile.answer(at, cells[at]) for at in (*self.profile.asking, *self.profile.remarks) if at in cells
        }
        if NameKind.NAMELESS in answers:
            return ""
        asked = bool(self.profile.facts) or not self.body.sure or NameKind.NONE in answers
        return "no_kim" if placed and not facts and (self.body.name in cells or asked) else ""

    def _rule(self, kind: NameKind, cells: dict[int, RawCell], own: dict[int, RawCell], facts: int) -> str:
        if kind is NameKind.NAMELESS:
            return "" if self._is_called(str(cells[self.body.name])) else "name_missing"
        if kind is NameKind.SEVERAL:
            return "name_several"
        if kind is NameKind.UNSURE:
            return "" if facts else "row_doubtful"
        if kind is NameKind.PLACE and facts and not self._is_sparse(own):
            return ""
        name = cells[self.body.name]
        small = isinstance(name, str) and name == name.lower() and not names_a_group(name)
        if kind in _DOUBTFUL or (small and self.profile.mostly_prefixed and not facts):
            return "row_doubtful"
        numbered = self._number_of(cells) is not None
        unlike = self.profile.numbered and not numbered and self._is_sparse(own)
        return "row_doubtful" if unlike else ""

    def _is_called(self, name: str) -> bool:
        """`KIM Ada` once in a list is what one is called; twice it is what the list says of its villages."""
        if not may_be_called(name):
            return False
        return sum(row[self.body.name] == name for row in self.body.rows if self.body.name < len(row)) == 1

    def _beside(self, at: int, cells: dict[int, RawCell], own: dict[int, RawCell], text: str) -> str:
        """Neither aside nor a row: a footer below the rows and in its blocks, else doubtful where it may be a name."""
        summed = says("total", text) or says("total", str(cells.get(self.body.name, "")))
        if summed or self._is_signature(at, cells) or self._is_note(cells, text):
            return "total" if summed else "footer"
        if self.body.name not in cells or self.body.persons:
            if self._is_person(cells):
                return ""
            placed = any(each in cells for each in self.body.places)
            return self._named(at, cells, own) if placed and len(own) > 1 and not self.body.persons else "footer"
        if any(each in cells for each in self.body.places):
            return self._named(at, cells, own)
        kind = kind_of(str(cells[self.body.name]))
        signer = at > self.profile.last and like_person(str(cells[self.body.name])) and not self._has_role(cells)
        set_off = self.block is not None or signer
        if not names_a_group(cells[self.body.name]) and (set_off or kind is not NameKind.NAME):
            return "footer"
        self.doubts[at] = "row_doubtful"
        return ""

    def _has_role(self, cells: dict[int, RawCell]) -> bool:
        """Whether a person's column is filled, outside of a signature and of remarks."""
        persons = [at for at, each in enumerate(self.body.meanings) if each and each.field in PERSONS]
        return self.block is None and any(at in cells for at in persons)

    def _is_person(self, cells: dict[int, RawCell]) -> bool:
        """A person below the community that the lines above name, where the table has a person's columns."""
        names = {"nama_ketua", PERSON_NAME}
        named = any(each in names and at in cells for at, each in self.body.fields.items())
        return named and self._has_role(cells)

    def _repeats_header(self, cells: dict[int, RawCell]) -> bool:
        cell = cells.get(self.body.name)
        own = meaning(cell) if isinstance(cell, str) else None
        expected = self.body.meanings[self.body.name]
        if own is None or expected is None or not isinstance(cell, str):
            return False
        if fold(cell) != fold(self.body.labels[self.body.name]) and own.field != NAME:
            return False
        labels = sum(1 for at, each in cells.items() if self._is_label(at, each))
        if fold(cell) != fold(self.body.labels[self.body.name]):
            return labels == len(cells) > 2
        numbered = self.body.number in cells and is_number(cells[self.body.number or 0])
        # Numbered, and nothing but the name's label: a row that was not filled in.
        return labels * 2 >= len(cells) and not (numbered and labels == 1)

    def _is_label(self, at: int, cell: RawCell) -> bool:
        if not isinstance(cell, str) or at >= len(self.body.labels):
            return False
        if fold(cell) == fold(self.body.labels[at]):
            return True
        own, expected = meaning(cell), self.body.meanings[at]
        return own is not None and expected is not None and own.field == expected.field

    def _numbers_columns(self, cells: dict[int, RawCell]) -> bool:
        """A line of 1, 2, 3 … under the header: rising by one, from column to column."""
        numbers = [ordinal(cell) for cell in cells.values()]
        if self.body.name not in cells or any(number is None for number in numbers):
            return False
        rising = all(b is not None and a is not None and b == a + 1 for a, b in pairwise(numbers))
        return rising and (len(numbers) >= 3 or numbers[0] == 1)

    def _is_signature(self, at: int, cells: dict[int, RawCell]) -> bool:
        """In a block all that is no row; else the wording of a signer, set off from the rows, with a block below."""
        if self.block == "signature":
            return True
        texts = _texts(cells)
        if at and any(not is_blank(cell) for cell in self.body.rows[at - 1]):
            return False
        below = self.body.rows[at + 1 : at + 1 + _BLOCK]
        return all(says("signer", text) for text in texts) and any(
            isinstance(cell, str) and says("signature", cell) for row in below for cell in row
        )

    def _is_note(self, cells: dict[int, RawCell], first: str) -> bool:
        """The wording of a remark, or in a block of remarks what stands outside the name's column or is listed."""
        if len(cells) <= 2 and says("note", first):
            return True
        if self.block != "note":
            return False
        anew = len(cells) == 2 and self.body.number in cells and self.profile.usual >= 4
        return self.body.name not in cells or is_listed(first) or anew

    def doubt_persons(self, reasons: Sequence[str | None], unsure: Sequence[int]) -> None:
        """Names that read like persons': counted with a warning under a sure heading with a place, else doubtful.

        `unsure` has the lines whose name is not plainly a community's.
        """
        rows, at_name = self.body.rows, self.body.name
        named = [at for at in unsure if reasons[at] == "" and at not in self.doubts and at_name < len(rows[at])]
        alike = [at for at in named if isinstance(name := rows[at][at_name], str) and like_person(name)]
        if not alike:
            return
        counted = [at for at, reason in enumerate(reasons) if reason == "" and at not in self.doubts]
        groups = sum(at_name < len(rows[at]) and names_a_group(rows[at][at_name]) for at in counted)
        sure = self.body.sure or groups * 2 >= len(counted)
        for at in alike:
            placed = any(each < len(rows[at]) and not _empty(rows[at][each]) for each in self.body.places)
            self.doubts[at] = "name_like_person" if sure and placed else "row_doubtful"


def _heads_recap(cells: Mapping[int, RawCell]) -> bool:
    """The header of a recap below the rows: `Kecamatan | Jumlah KIM`, nothing but wordings of columns and of sums."""
    texts = _texts(cells)
    if not len(texts) == len(cells) >= 2:
        return False
    columns = [text for text in texts if not choice_of("status", text)]
    return all(meaning(text) or says("total", text) for text in columns) and any(
        meaning(text) and not says("total", text) for text in columns
    )


def _texts(cells: Mapping[int, RawCell]) -> list[str]:
    return [cell for cell in cells.values() if isinstance(cell, str)]


def _signs(text: str) -> bool:
    return says("signature", text)


def _carries(text: str) -> bool:
    """Whether a line carries a sum from page to page, or says a share."""
    return says("carried", text)


def _counts(cell: RawCell) -> bool:
    """Whether a cell of the numbering column numbers a row or a section."""
    return is_number(cell) or is_roman(cell)


def _empty(cell: RawCell) -> bool:
    if isinstance(cell, str):
        return says_nothing(cell) or kind_of(cell) is NameKind.NONE
    return cell is None or cell == 0


def _lone(texts: Mapping[int, RawCell]) -> str:
    """The one text of a line; `Kecamatan | Tarik` and `Kecamatan | : | Tarik` count as one."""
    distinct = list(dict.fromkeys(" ".join(str(text).split()) for text in texts.values() if str(text).strip(" :.-")))
    if len(distinct) == 2:
        term = words_of(distinct[0])
        if term in words("region_terms") or term in words("regency_terms"):
            return f"{distinct[0].rstrip(' :')} {distinct[1].lstrip(' :')}"
    return distinct[0] if len(distinct) == 1 else ""
