"""One line below a header, compared with its table: whether it is a header, a total, a heading, a signature, a note.

A row of cells and the table's `Profile` go in; `kim.reading.rows` classifies by the answers.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from kim.reading.grid import RawCell
from kim.reading.markers import ACRONYM, is_listed, is_number, is_roman, names_a_group, ordinal, says
from kim.reading.meanings import NAME, PERSON_NAME, PERSONS, choice_of, fold_header, meaning
from kim.reading.name_kinds import NameKind, is_place, is_termed_place, kind_of
from kim.reading.profile import STATEMENTS, Profile, is_blank, rank
from kim.reference.text import fold, unnumbered
from kim.reference.text import is_blank as says_nothing
from kim.reference.wordlists import words

_LONGEST_BAND = 5
_BLOCK = 10
_WHOLE_PLACE = re.compile(rf"^\W*{ACRONYM}\s+(?:se[\s-]|(?:di\s+)?(?:kecamatan|kec|kabupaten|kab)\b)", re.IGNORECASE)
_HEAD = re.compile(r"\W*(?:camat|lurah|kades|kepala|keuchik|geuchik|pj|plt|bupati|wali\s?kota)\b", re.IGNORECASE)


class Line:
    """The cells of a line that are not blank, by position.

    `own` is without the number in the numbering column, `texts` what of these is no number either, and `lone` the text
    where there is but one.
    """

    def __init__(self, profile: Profile, at: int, cells: dict[int, RawCell]) -> None:
        self.profile, self.body = profile, profile.body
        self.at, self.cells = at, cells
        number = self.body.number
        self.own = {each: cell for each, cell in cells.items() if each != number or not _counts(cell)}
        self.texts = {each: cell for each, cell in self.own.items() if isinstance(cell, str) and not is_number(cell)}
        self.lone = _lone(self.texts)
        self.name = cells.get(self.body.name)
        self.number = rank(cells.get(number, "")) if number is not None else None
        self.placed = any(each in cells for each in self.body.places)

    @property
    def holds_number_alone(self) -> bool:
        """Whether nothing but the numbering column is filled."""
        number = self.body.number
        return set(self.cells) == {number} and is_number(self.cells[number or 0])

    @property
    def is_sparse(self) -> bool:
        """Whether rows have more cells than this line."""
        return self._is_less_than_row(self.own)

    def _is_less_than_row(self, cells: Mapping[int, RawCell]) -> bool:
        return len(cells) < max(self.profile.usual - self.profile.numbered, 2)

    def facts(self) -> int:
        """How many of the columns are filled that only a community fills."""
        return sum(each in self.cells and not is_empty(self.cells[each]) for each in self.profile.facts)

    def has_place(self) -> bool:
        """Whether a column of places is filled with more than a dash or a word for `none`."""
        return any(each in self.cells and not is_empty(self.cells[each]) for each in self.body.places)

    def repeats_header(self) -> bool:
        """The header once more, or one of another table with the same meanings."""
        cell, at_name = self.name, self.body.name
        own = meaning(cell) if isinstance(cell, str) else None
        if own is None or self.body.meanings[at_name] is None or not isinstance(cell, str):
            return False
        same = fold_header(cell) == fold_header(self.body.labels[at_name])
        if not same and own.field != NAME:
            return False
        labels = sum(self._is_label(at, each) for at, each in self.cells.items())
        if not same:
            return labels == len(self.cells) > 2
        numbered = self.body.number in self.cells and is_number(self.cells[self.body.number or 0])
        # Numbered, and nothing but the name's label: a row that was not filled in.
        return labels * 2 >= len(self.cells) and not (numbered and labels == 1)

    def _is_label(self, at: int, cell: RawCell) -> bool:
        if not isinstance(cell, str) or at >= len(self.body.labels):
            return False
        if fold_header(cell) == fold_header(self.body.labels[at]):
            return True
        own, expected = meaning(cell), self.body.meanings[at]
        return own is not None and expected is not None and own.field == expected.field

    def numbers_columns(self) -> bool:
        """A line of 1, 2, 3 … under the header: rising by one, from column to column."""
        numbers = [ordinal(cell) for cell in self.cells.values()]
        if self.name is None or any(number is None for number in numbers):
            return False
        rising = all(b is not None and a is not None and b == a + 1 for a, b in pairwise(numbers))
        return rising and (len(numbers) >= 3 or numbers[0] == 1)

    def heads_recap(self) -> bool:
        """The header of a recap below the rows: `Kecamatan | Jumlah KIM`, only wordings of columns and of sums."""
        texts = _strings(self.cells.values())
        if not len(texts) == len(self.cells) >= 2:
            return False
        columns = [text for text in texts if not choice_of("status", text)]
        return all(meaning(text) or says("total", text) for text in columns) and any(
            meaning(text) and not says("total", text) for text in columns
        )

    def is_total(self, first: str) -> bool:
        """The wording of a sum, and nothing else but numbers."""
        same = fold_header(first)
        others = [cell for cell in self.own.values() if cell is not first]
        return says("total", first) and all(is_number(cell) or fold_header(str(cell)) == same for cell in others)

    def is_tally(self) -> bool:
        """One text and numbers beside it, where rows are numbered or fuller: so many active, so many without."""
        if not self.lone or self.number is not None or (self.own.get(self.body.name) == 0 and self.placed):
            return False
        profile = self.profile
        fewest = max(profile.usual - profile.numbered, 2) + (not profile.numbered)
        if not any(map(is_number, self.own.values())) or len(self.own) >= fewest:
            return False
        return (
            kind_of(self.lone) is not NameKind.NAME
            or says("carried", self.lone)
            or (not names_a_group(self.lone) and is_place(unnumbered(self.lone)))
        )

    def band(self, *, in_note: bool) -> str:
        """The text of a heading between the rows, "" where the line is not one."""
        if self.lone:
            return self.lone if self._is_section(self.own, self.lone, in_note=in_note) else ""
        text = self._place_with_its_head()
        return text if text and self._is_section({0: text}, text, in_note=in_note) else ""

    def _place_with_its_head(self) -> str:
        """The place of a band that also names its head: `KECAMATAN MANE | Camat : …`."""
        texts = _strings(self.texts.values())
        if len(texts) != 2 or self.name is not None or self.number is not None:
            return ""
        return texts[0] if is_termed_place(fold(unnumbered(texts[0]))) and _HEAD.match(texts[1]) else ""

    def _is_section(self, own: Mapping[int, RawCell], text: str, *, in_note: bool) -> bool:
        """A place (or in a list of persons a community) alone in a line, where rows have more."""
        bare = unnumbered(text)
        remark = in_note and len(bare.split()) > _LONGEST_BAND
        if remark or self.at > self.profile.last or kind_of(bare) in STATEMENTS:
            return False
        if any(map(is_number, own.values())) and not is_termed_place(fold(bare)):
            # A place with a count, where the names say that they are communities' and have places of their own.
            placeless = bool(self.body.places) and not any(each in own for each in self.body.places)
            return self.profile.mostly_prefixed and placeless and not names_a_group(bare) and is_place(bare)
        across = any(end - start >= 2 for start, end in self.body.merged.get(self.at, ()))
        sparse = self._is_less_than_row(own)
        if names_a_group(bare) and not says("total", bare):
            return len(own) == 1 if self.body.persons else sparse and self._heads_whole_place(bare, across=across)
        in_name = self.body.name in own
        lettered = self.body.number in self.cells and not is_number(self.cells[self.body.number or 0])
        if says("section", text) or is_termed_place(fold(bare)):
            return across or not in_name or lettered or sparse
        if across and (says("title", text) or (not in_name and self._is_followed())):
            return True
        alone = across or lettered or not in_name or (self.number is None and self._is_followed())
        return alone and sparse and not says("signature", text) and is_place(bare)

    def _heads_whole_place(self, text: str, *, across: bool) -> bool:
        """The communities of a whole district or regency: `KIM se-Kecamatan Tarik`."""
        whole = _WHOLE_PLACE.match(text) is not None
        return whole and (across or "se" in fold(text).split()[:2] or self._is_followed())

    def _is_followed(self) -> bool:
        """Whether a row comes right below, or below up to two other lines of a single text."""
        at_name = self.body.name
        for row in self.body.rows[self.at + 1 : self.at + 4]:
            count = sum(not is_blank(cell) for cell in row)
            if count >= max(self.profile.needed, 2) and at_name < len(row) and not is_blank(row[at_name]):
                return True
        return False

    def has_wording(self, reason: str) -> bool:
        """Whether a text of the line is the wording of this reason."""
        return any(says(reason, text) for text in _strings(self.cells.values()))

    def opens_block(self) -> str:
        """The block of lines that the wording of this one begins: `signature` or `note`, "" where none."""
        return next((block for block in ("signature", "note") if self.has_wording(block)), "")

    def is_lone_signature(self) -> bool:
        """The wording of a signature in a line of few cells without a number or a name."""
        if self.number is not None or len(self.cells) > 3:
            return False
        reasons = ("signature", "signer", "note")
        named = isinstance(self.name, str) and not any(says(each, self.name) for each in reasons)
        return not named and self.has_wording("signature")

    def is_signer(self) -> bool:
        """The wording of a signer, set off from the rows, with a signature below."""
        if self.at and any(not is_blank(cell) for cell in self.body.rows[self.at - 1]):
            return False
        below = self.body.rows[self.at + 1 : self.at + 1 + _BLOCK]
        return all(says("signer", text) for text in _strings(self.cells.values())) and any(
            isinstance(cell, str) and says("signature", cell) for row in below for cell in row
        )

    def is_note(self, first: str, *, in_note: bool) -> bool:
        """The wording of a remark, or in a block of remarks what stands outside the name's column or is listed."""
        if len(self.cells) <= 2 and says("note", first):
            return True
        anew = len(self.cells) == 2 and self.body.number in self.cells and self.profile.usual >= 4
        return in_note and (self.name is None or is_listed(first) or anew)

    def has_role(self) -> bool:
        """Whether a person's column is filled."""
        return any(each and each.field in PERSONS and at in self.cells for at, each in enumerate(self.body.meanings))

    def names_person(self) -> bool:
        """Whether the column of the chair, or of persons' names, is filled."""
        return any(each in {"nama_ketua", PERSON_NAME} and at in self.cells for at, each in self.body.fields.items())


def is_empty(cell: RawCell) -> bool:
    """Whether a cell is empty, a dash, a word for `none`, or states that there is none."""
    if isinstance(cell, str):
        return says_nothing(cell) or kind_of(cell) is NameKind.NONE
    return cell is None or cell == 0


def _strings(cells: Iterable[RawCell]) -> list[str]:
    return [cell for cell in cells if isinstance(cell, str)]


def _counts(cell: RawCell) -> bool:
    """Whether a cell of the numbering column numbers a row or a section."""
    return is_number(cell) or is_roman(cell)


def _lone(texts: Mapping[int, RawCell]) -> str:
    """The one text of a line; `Kecamatan | Tarik` and `Kecamatan | : | Tarik` count as one."""
    distinct = list(dict.fromkeys(" ".join(str(text).split()) for text in texts.values() if str(text).strip(" :.-")))
    if len(distinct) == 2:
        term = fold(distinct[0])
        if term in words("region_terms") or term in words("regency_terms"):
            return f"{distinct[0].rstrip(' :')} {distinct[1].lstrip(' :')}"
    return distinct[0] if len(distinct) == 1 else ""
