"""Judges a column: each distinct value once, by a pure function, and the verdict handed back to its rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from kim.cleaning.frame import Coded, Frame, Ints, Raw
from kim.cleaning.ledger import Ledger
from kim.cleaning.masking import ADDRESSES, PERSONAL, find_nik, shown
from kim.cleaning.straight import Forms, straightened
from kim.cleaning.verdict import Issue, Verdict
from kim.reading.model import CellError
from kim.reference.text import is_blank

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Judge = Callable[[Raw, str], Verdict[T]]
# Columns of free text: what is left of the cell without the number is still worth keeping.
_TEXTS = frozenset({"nama_kim", "nama_ketua", "alamat", "nomor_sk"})


@dataclass(frozen=True, slots=True)
class Judged(Generic[T_co]):
    """A column's clean values by code; `values[codes[row]]` is the row's."""

    values: Sequence[T_co | None]
    codes: Ints

    def by_row(self) -> list[T_co | None]:
        """One value a row."""
        values = self.values
        return [values[code] for code in self.codes.tolist()]


def judge_text(frame: Frame, ledger: Ledger, field: str, judge_value: Judge[str], forms: Forms) -> Judged[str]:
    """Judge a column of texts, all but those that have a usual form."""
    coded = frame.column(field)
    straight = straightened(coded, forms)
    for rule, codes in straight.said:
        entries = [(code, ledger.number((field, rule, shown(field, coded.texts[code]), None))) for code in codes]
        enter(ledger, coded.codes, len(straight.values), field, entries)
    return judge(frame, ledger, field, judge_value, straight.values)


def judge(
    frame: Frame, ledger: Ledger, field: str, judge_value: Judge[T], known: Sequence[T | None] | None = None
) -> Judged[T]:
    """Judge the column of `field` and enter what there is to say about its cells; `known` has what needs no judging."""
    coded = frame.column(field)
    values: list[T | None] = list(known) if known is not None else [None] * len(coded.distinct)
    blank = _blank(coded, is_name=field == "nama_kim")
    for code in blank:
        values[code] = None
    talking = set(coded.talking)
    faulty: list[tuple[int, int]] = []
    for code in [code for code, value in enumerate(values) if value is None and code not in blank]:
        raw, text = coded.distinct[code], coded.texts[code]
        issues = common_faults(field, raw, text) if code in talking else ()
        if not issues or (field in _TEXTS and not isinstance(raw, CellError)):
            verdict = judge_value(raw, text)
            values[code], issues = verdict.value, (*issues, *verdict.issues) if issues else verdict.issues
        for issue in issues:
            suggestion = None if field in PERSONAL else issue.suggestion
            faulty.append((code, ledger.number((field, issue.rule, shown(field, text), suggestion))))
    enter(ledger, coded.codes, len(values), field, faulty)
    return Judged(values, coded.codes)


def _blank(coded: Coded, *, is_name: bool) -> set[int]:
    """The codes of the cells that say nothing; a name may be a word for `none`."""
    maybe = np.flatnonzero(coded.maybe_blank).tolist()
    return {code for code in maybe if (not coded.texts[code].strip() if is_name else is_blank(coded.texts[code]))}


def common_faults(field: str, raw: Raw, text: str) -> tuple[Issue, ...]:
    """The faults that a cell of any column may have."""
    if isinstance(raw, CellError):
        return (Issue("name_missing" if field == "nama_kim" else "cell_error"),)
    if find_nik(text, in_address=field in ADDRESSES):
        return (Issue("nik_found"),)
    return ()


def enter(ledger: Ledger, codes: Ints, size: int, field: str, faulty: list[tuple[int, int]]) -> None:
    """Enter for each (code, entry) a finding on every row that has the code; `size` counts the codes."""
    for rows, entries in hits(codes, size, faulty):
        ledger.add(rows, entries, field=field)


def hits(codes: Ints, size: int, faulty: list[tuple[int, int]]) -> list[tuple[Ints, Ints]]:
    """Rows and entries of the (code, entry) pairs; a code with several entries comes in several rounds."""
    found = []
    while faulty:
        entry_of = np.full(size, -1, np.int32)
        later = []
        for code, entry in faulty:
            if entry_of[code] < 0:
                entry_of[code] = entry
            else:
                later.append((code, entry))
        entries = entry_of[codes]
        rows = np.flatnonzero(entries >= 0).astype(np.int32)
        found.append((rows, entries[rows]))
        faulty = later
    return found
