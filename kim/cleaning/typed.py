"""The typed columns of the records: each judged once a distinct value, then against the day of receipt."""

from dataclasses import dataclass
from datetime import UTC, date

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from kim.cleaning.arrow import Column, picked
from kim.cleaning.choices import judge_status, judge_type, status_in
from kim.cleaning.counts import judge_count
from kim.cleaning.dates import Moment, judge_date
from kim.cleaning.decrees import decree_years, judge_decree
from kim.cleaning.frame import Bools, Frame, Ints
from kim.cleaning.identities import judge_kim_id, judge_label, judge_site_number
from kim.cleaning.judging import Judged, judge, judge_text
from kim.cleaning.ledger import Ledger
from kim.cleaning.masking import shown
from kim.cleaning.partners import judge_partners
from kim.cleaning.straight import DECREE, SITE_NUMBER
from kim.cleaning.terms import Term, after, judge_term
from kim.clock import day_in_jakarta

Days = npt.NDArray[np.int32]
_NONE = np.iinfo(np.int32).min
_EPOCH = date(1970, 1, 1)
_LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class DayColumn:
    """A date for each row as days since 1970, where `known`."""

    days: Days
    known: Bools

    def arrow(self, rows: Ints) -> Column:
        """The dates of `rows`."""
        days: Column = pa.array(self.days[rows], mask=~self.known[rows])
        return days.cast(pa.date32())


def taken(judged: Judged[object], rows: Ints, kind: pa.DataType | None = None) -> Column:
    """The values of `rows` as an Arrow array."""
    return picked(judged.values, judged.codes[rows], kind)


def receipt_days(frame: Frame) -> Days:
    """For each row the day in Jakarta on which its file was received."""
    days = []
    for received, _ in frame.files:
        moment = received.received_at
        days.append((day_in_jakarta(moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH).days)
    return np.array(days, np.int32)[frame.file_of_row]


def _ordinal(day: date | None) -> int:
    return _NONE if day is None else (day - _EPOCH).days


def date_column(frame: Frame, ledger: Ledger, field: str) -> tuple[DayColumn, Judged[Moment]]:
    """A column of dates; one after the day of receipt becomes null with `date_future`."""
    judged = judge(frame, ledger, field, judge_date)
    of_code = np.array([_ordinal(value.first if value else None) for value in judged.values], np.int32)
    days = of_code[judged.codes]
    future = days > receipt_days(frame)
    say_on(frame, ledger, field, "date_future", future)
    return DayColumn(days, (days != _NONE) & ~future), judged


def say_on(frame: Frame, ledger: Ledger, field: str, rule: str, marked: Bools) -> None:
    """Enter `rule` on the cells of `field` in the rows marked."""
    rows = np.flatnonzero(marked).astype(np.int32)
    coded = frame.column(field)
    numbers = {
        code: ledger.number((field, rule, shown(field, coded.texts[code]), None))
        for code in np.unique(coded.codes[rows]).tolist()
    }
    ledger.add(rows, np.array([numbers[code] for code in coded.codes[rows].tolist()], np.int32), field=field)


def precisions(judged: Judged[Moment]) -> Judged[str]:
    """How far each date is known."""
    return Judged([value.precision if value else None for value in judged.values], judged.codes)


def terms(frame: Frame, ledger: Ledger, decree_on: DayColumn) -> tuple[DayColumn, DayColumn]:
    """First and last days of the officers' terms; one that has run out is flagged with `term_lapsed`."""
    judged: Judged[Term] = judge(frame, ledger, "masa_bakti", lambda _, text: judge_term(text))
    first = np.array([_ordinal(value.first if value else None) for value in judged.values], np.int32)[judged.codes]
    last = np.array([_ordinal(value.last if value else None) for value in judged.values], np.int32)[judged.codes]
    years = np.array([(value.years or 0) if value else 0 for value in judged.values], np.int32)[judged.codes]
    # A duration alone runs from the day of the decree.
    for row in np.flatnonzero((years > 0) & decree_on.known).tolist():
        start = date.fromordinal(_EPOCH.toordinal() + int(decree_on.days[row]))
        first[row], last[row] = _ordinal(start), _ordinal(after(start, int(years[row])))
    say_on(frame, ledger, "masa_bakti", "term_lapsed", (last != _NONE) & (last < receipt_days(frame)))
    return DayColumn(first, first != _NONE), DayColumn(last, last != _NONE)


def decrees(frame: Frame, ledger: Ledger, decree_on: DayColumn) -> Judged[str]:
    """Decree numbers; a year that contradicts the decree's date is flagged with `decree_year`."""
    judged = judge_text(frame, ledger, "nomor_sk", lambda _, text: judge_decree(text), DECREE)
    years = np.array(decree_years(judged.values), np.int32)[judged.codes]
    of_date = decree_on.days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int32) + 1970
    say_on(frame, ledger, "nomor_sk", "decree_year", (years > 0) & decree_on.known & (years != of_date))
    return judged


def _status(frame: Frame, ledger: Ledger) -> Judged[str]:
    """The state by its own column, or where that is blank or missing, as far as the notes say it plainly."""
    judged = judge(frame, ledger, "status", lambda _, text: judge_status(text))
    notes = frame.column("keterangan")
    in_notes = [status_in(text) if len(text) <= _LONGEST_NOTE else None for text in notes.texts]
    if not any(in_notes):
        return judged
    values = [*judged.values, *in_notes]
    own = np.array([not text.strip() for text in frame.column("status").texts], np.bool_)[judged.codes]
    said = np.array([value is not None for value in in_notes], np.bool_)[notes.codes]
    return Judged(values, np.where(own & said, notes.codes + len(judged.values), judged.codes).astype(np.int32))


def simple_columns(frame: Frame, ledger: Ledger) -> dict[str, Judged[object]]:
    """The record columns that one cell each decides."""
    return {
        "member_count": judge(frame, ledger, "jumlah_anggota", lambda _, text: judge_count(text)),
        "community_type": judge(frame, ledger, "jenis_komunitas", lambda _, text: judge_type(text)),
        "status": _status(frame, ledger),
        "domain_label": judge(frame, ledger, "domain_diajukan", lambda _, text: judge_label(text)),
        "site_number": judge_text(frame, ledger, "nomor_id_kim", lambda _, text: judge_site_number(text), SITE_NUMBER),
        "partners": judge(frame, ledger, "kemitraan", lambda _, text: judge_partners(text)),
        "declared_kim_id": judge(frame, ledger, "id_kim", lambda _, text: judge_kim_id(text)),
    }
