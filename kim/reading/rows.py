"""Which lines below a header are communities, by the evidence of their whole table, and the reason of the others.

A `Body` goes in, `Classified` comes out. A community is numbered like its neighbours, filled as they are, has a place
of its own and a name that can be one (`kim.reading.name_kinds`). A line is ignored on evidence alone
(`kim.reading.lines`); what fits nothing stays a row with a doubt, and is not counted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kim.reading.grid import RawCell
from kim.reading.lines import Line, is_empty
from kim.reading.markers import is_number, is_suspect, names_a_group, says
from kim.reading.name_kinds import NameKind, kind_of, like_person, may_be_called, surely_name
from kim.reading.profile import STATEMENTS, Body, Profile, is_blank
from kim.reference.text import is_blank as says_nothing

_CONTINUED = re.compile(r"\s*[(–-]*\s*\blanj(?:utan|\.)?\s*\)?\s*$", re.IGNORECASE)
_DOUBTFUL = frozenset(
    {NameKind.PLACEHOLDER, NameKind.DATE, NameKind.OFFICE, NameKind.TITLED, NameKind.SENTENCE, NameKind.PLACE}
)


@dataclass(slots=True)
class Classified:
    """For each line its reason: `""` where it is a row, None where it is blank, else why it is ignored.

    `doubts` has the rules by which rows are held back or flagged, `bands` the texts of sections.
    """

    reasons: list[str | None]
    doubts: dict[int, str]
    bands: dict[int, str]


def classify(body: Body) -> Classified:
    """Give every line its reason."""
    rows, name = body.rows, body.name
    filled = [len(row) - row.count("") for row in rows]
    classifier = _Classifier(body, filled)
    table = classifier.profile
    reasons: list[str | None] = []
    unsure: list[int] = []
    number, needed = body.number or 0, max(table.needed, 2)
    for at, (row, count) in enumerate(zip(rows, filled, strict=True)):
        if count == 0:
            reasons.append(None)
            continue
        cell = row[name] if name < len(row) else ""
        sure = cell.__class__ is str and surely_name(cell)
        if not sure:
            unsure.append(at)
        # Most lines are filled like the others and name a community with words that are no statement.
        if (
            count >= needed
            and classifier.in_table
            and at not in table.flagged
            and (
                sure or (cell.__class__ is str and _plain(cell) and (names_a_group(cell) or not table.mostly_prefixed))
            )
            and (not table.numbered or row[number] != "")
            and (name == 0 or row[0].__class__ is not str or _first(row[0]))
        ):
            reasons.append("")
            classifier.seen_rows = True
            continue
        reasons.append(classifier.classify(at, row))
    if not body.persons:
        classifier.doubt_persons(reasons, unsure)
    return Classified(reasons, classifier.doubts, classifier.bands)


@lru_cache(maxsize=50_000)
def _plain(name: str) -> bool:
    return name.strip() != "" and not is_suspect(name) and kind_of(name) is NameKind.NAME


@lru_cache(maxsize=10_000)
def _first(cell: str) -> bool:
    return cell == "" or not is_suspect(cell)


class _Classifier:
    """Classifies line after line; a signature or a remark may go on over several."""

    def __init__(self, body: Body, filled: Sequence[int]) -> None:
        self.body = body
        self.block = ""
        """`signature` or `note` while such a block of lines goes on."""
        self.seen_rows = self.in_recap = False
        self.doubts: dict[int, str] = {}
        self.bands: dict[int, str] = {}
        self.profile = Profile(body, filled)

    @property
    def in_table(self) -> bool:
        """Whether no signature, remark or recap goes on."""
        return not self.block and not self.in_recap

    def classify(self, at: int, row: list[RawCell]) -> str | None:
        """The reason of one line."""
        cells = {index: cell for index, cell in enumerate(row) if not is_blank(cell)}
        if not cells:
            return None
        line = Line(self.profile, at, cells)
        reason = self._reason(line)
        if reason in {"", "no_kim"}:
            self.block, self.seen_rows = "", True
        elif reason == "footer":
            self.block = line.opens_block() or self.block
        elif reason != "unanswered":
            self.block = ""
        return reason

    def _reason(self, line: Line) -> str:
        if line.repeats_header() or (not self.seen_rows and line.numbers_columns()):
            return "header"
        if line.heads_recap():
            self.in_recap = True
            return "header"
        if line.holds_number_alone:
            return "unanswered"
        if aside := self._aside(line):
            return aside
        return self._named(line) if self._is_row(line) else self._beside(line)

    def _aside(self, line: Line) -> str:
        """The reason of a line that is no row whatever its fill; "" where it may be one."""
        first = next(iter(line.texts.values()), None)
        if first is None:
            return ""
        if self.in_recap and not names_a_group(first) and any(map(is_number, line.own.values())):
            return "total"
        if line.is_total(first):
            return "footer" if says("carried", first) else "total"
        if band := line.band(in_note=self.block == "note"):
            self.bands[line.at] = _CONTINUED.sub("", band)
            return "section"
        if line.is_lone_signature():
            return "footer"
        return "" if not line.is_tally() else "footer" if says("carried", line.lone) else "total"

    def _is_row(self, line: Line) -> bool:
        """Whether a line has what a signature or a remark lacks: a number, a name and more, or a row's usual fill."""
        name, numbered = line.name, line.number is not None
        if numbered and name is not None and (len(line.own) > 1 or self.block != "note"):
            return not (line.is_sparse and self.block == "signature" and not names_a_group(name))
        if names_a_group(name) and kind_of(str(name)) is NameKind.NAME and not self.block:
            return True
        if self.profile.numbered and not numbered and self.body.number not in line.cells and self.block:
            return False
        needed = max(min(2, self.profile.usual), self.profile.needed)
        return len(line.cells) >= needed and (name is not None or not self.block)

    def _named(self, line: Line) -> str:
        """The reason of a row by the kind of its name: a community, `no_kim`, or a community with a doubt."""
        if self.body.persons:
            return ""
        name, facts, placed = line.name, line.facts(), line.has_place()
        if name is None or (isinstance(name, str) and says_nothing(name) and kind_of(name) not in STATEMENTS):
            return self._unnamed(line, facts=facts, placed=placed)
        kind = kind_of(name) if isinstance(name, str) else NameKind.NONE if name == 0 else NameKind.DATE
        if line.at in self.profile.flagged and kind is NameKind.NAME:
            self.doubts[line.at] = "row_doubtful"
        elif kind is NameKind.NONE:
            if not facts and (placed or line.number is not None):
                return "no_kim"
            self.doubts[line.at] = "name_missing" if facts else "row_doubtful"
        elif rule := self._rule(kind, line, facts):
            self.doubts[line.at] = rule
        return ""

    def _unnamed(self, line: Line, *, facts: int, placed: bool) -> str:
        """The reason of a row without a name: `no_kim` where no other cell of it shows a community."""
        columns = (*self.profile.asking, *self.profile.remarks)
        answers = {self.profile.answer(at, line.cells[at]) for at in columns if at in line.cells}
        if NameKind.NAMELESS in answers:
            return ""
        asked = bool(self.profile.facts) or not self.body.sure or NameKind.NONE in answers
        return "no_kim" if placed and not facts and (line.name is not None or asked) else ""

    def _rule(self, kind: NameKind, line: Line, facts: int) -> str:
        """The rule by which a row with a name of this kind is held back, "" where it counts."""
        name = line.name
        if kind is NameKind.NAMELESS:
            return "" if self._is_called(str(name)) else "name_missing"
        if kind is NameKind.SEVERAL:
            return "name_several"
        if kind is NameKind.UNSURE:
            return "" if facts else "row_doubtful"
        if kind is NameKind.PLACE and facts and not line.is_sparse:
            return ""
        small = isinstance(name, str) and name == name.lower() and not names_a_group(name)
        if kind in _DOUBTFUL or (small and self.profile.mostly_prefixed and not facts):
            return "row_doubtful"
        return "row_doubtful" if self.profile.numbered and line.number is None and line.is_sparse else ""

    def _is_called(self, name: str) -> bool:
        """Whether `KIM Ada` is a name: it stands in the list once; twice, it is a remark on villages."""
        if not may_be_called(name):
            return False
        return sum(row[self.body.name] == name for row in self.body.rows if self.body.name < len(row)) == 1

    def _beside(self, line: Line) -> str:
        """The reason of a line without a row's fill: a total, a footer, or a row with a doubt where it may name one."""
        text = line.lone or next(iter(map(str, line.texts.values())), "")
        name = "" if line.name is None else str(line.name)
        if says("total", text) or says("total", name):
            return "total"
        signed = self.block == "signature" or line.is_signer()
        if signed or line.is_note(text, in_note=self.block == "note"):
            return "footer"
        if line.name is not None and not self.body.persons:
            return self._named(line) if line.placed else self._unplaced(line, name)
        if not self.block and line.has_role() and line.names_person():
            return ""  # a person below the community that the lines above name
        return self._named(line) if line.placed and len(line.own) > 1 and not self.body.persons else "footer"

    def _unplaced(self, line: Line, name: str) -> str:
        signer = line.at > self.profile.last and like_person(name) and (self.block or not line.has_role())
        if not names_a_group(line.name) and (self.block or signer or kind_of(name) is not NameKind.NAME):
            return "footer"
        self.doubts[line.at] = "row_doubtful"
        return ""

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
            placed = any(each < len(rows[at]) and not is_empty(rows[at][each]) for each in self.body.places)
            self.doubts[at] = "name_like_person" if sure and placed else "row_doubtful"
