"""Judges a batch of files: every column in one pass, and what became of every row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from kim.cleaning.cells import say_unknown_columns, say_unrecognised
from kim.cleaning.frame import Bools, Frame, Ints
from kim.cleaning.judging import Judged, judge_text
from kim.cleaning.ledger import Ledger, Loose
from kim.cleaning.masking import MASK, shown
from kim.cleaning.model import Received
from kim.cleaning.names import judge_name
from kim.cleaning.notes import say_notes, say_placeless
from kim.cleaning.office import offices
from kim.cleaning.placing import Placed, place_rows
from kim.cleaning.reaching import contacts
from kim.cleaning.records import Judgements, judge_records
from kim.cleaning.repeats import say_repeats
from kim.cleaning.straight import name
from kim.cleaning.submissions import submission_table
from kim.reading.model import Reading
from kim.reading.name_kinds import several_in
from kim.reference.regions import Regions

_PROVINCE = 2
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Assessed:
    """A batch judged: what is said of it, and what its rows and records can be written from."""

    frame: Frame
    made: Judgements
    quarantined: Bools
    placeless: Ints
    """The files without any place, by number: no row of theirs counts."""
    findings: pa.Table

    def submissions(self) -> pa.Table:
        """One line a file, with the columns of `intake.submission`."""
        return submission_table(self.frame, self.made.placed, self.quarantined, self.placeless)


def assess(batch: Sequence[tuple[Received, Reading]]) -> Assessed:
    """Judge the files of `batch`, in the order of their receipt; nothing is written out yet but the findings.

    Call it where the collector is paused: it makes millions of cells.
    """
    frame = Frame(batch)
    ledger = Ledger(frame)
    say_notes(frame, ledger)
    say_unknown_columns(frame, ledger)
    placeless = say_placeless(frame, ledger)
    names = judge_text(frame, ledger, "nama_kim", lambda _, text: judge_name(text), name())
    _say_nameless(frame, ledger, names)
    _say_doubts(frame, ledger, names)
    placed = place_rows(frame, ledger)
    _say_other_regions(frame, ledger, placed)
    made = judge_records(frame, ledger, names, placed, contacts(frame, ledger))
    say_repeats(frame, ledger, made.keys, placed, made.contacts)
    say_unrecognised(frame, ledger)
    quarantined = (ledger.quarantined() | np.isin(frame.file_of_row, placeless)) & ~frame.no_kim
    return Assessed(frame, made, quarantined, placeless, ledger.table())


def _say_other_regions(frame: Frame, ledger: Ledger, placed: Placed) -> None:
    """Once a file: rows of other regencies (provinces) than that of the office which its folder or title names."""
    if not frame.row_count:
        return
    names = Regions.load().name
    for number, (office, basis) in enumerate(offices(frame, placed)):
        if office is None or basis == "rows":
            continue
        codes, counts = np.unique(placed.codes[(frame.file_of_row == number) & ~frame.no_kim], return_counts=True)
        away: Counter[str] = Counter()
        for code, count in zip(codes.tolist(), counts.tolist(), strict=True):
            place = placed.places[code]
            here = place.regency if len(office) > _PROVINCE else place.province
            if here and here != office and not place.lost:
                away[here] += count
        if away:
            where = ", ".join(names(code) for code, _ in away.most_common(_SHOWN))
            entry = ("kabupaten_kota", "rows_other_region", str(away.total()), where)
            ledger.add_loose([Loose(number, None, None, None, entry)])


def _say_nameless(frame: Frame, ledger: Ledger, names: Judged[str]) -> None:
    blank = np.array([not text.strip() for text in frame.column("nama_kim").texts], np.bool_)
    rows = np.flatnonzero(blank[names.codes]).astype(np.int32)
    ledger.add(rows, ledger.number(("nama_kim", "name_missing", None, None)), field="nama_kim")


def _say_doubts(frame: Frame, ledger: Ledger, names: Judged[str]) -> None:
    """Enter what reading doubts of a row on its name, or on the row where it has no column of names."""
    coded = frame.column("nama_kim")
    for part in frame.parts:
        for at, rule in part.table.doubts.items():
            row = part.start + at
            text = coded.texts[int(coded.codes[row])]
            if names.values[int(coded.codes[row])] is None:
                continue  # its own fault is said already
            suggestion = " | ".join(several_in(text)) if rule == "name_several" else None
            # A person's name is never shown; what else a doubtful cell holds may be one too.
            value = shown("nama_kim", text) if rule in {"name_several", "name_missing", "row_struck"} else MASK
            ledger.add(
                np.array([row], np.int32), ledger.number(("nama_kim", rule, value, suggestion)), field="nama_kim"
            )
