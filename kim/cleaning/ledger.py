"""The findings of a batch, gathered as rows × messages and written out as one Arrow table."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kim.cleaning.arrow import Column, picked, table_of
from kim.cleaning.catalogue import message, rules
from kim.cleaning.frame import Bools, Frame, Ints
from kim.cleaning.model import FINDING
from kim.reading.addresses import column_letters

Entry = tuple[str | None, str, str | None, str | None]
_SUPERSEDING = ("nik_found", "cell_error")


@dataclass(frozen=True, slots=True)
class Loose:
    """A finding about a file, a sheet or a place outside the rows."""

    file: int
    sheet: str | None
    row_number: int | None
    column_index: int | None
    entry: Entry


class Ledger:
    """Collects findings; an entry is (column name, rule, value as shown, suggestion)."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self._entries: dict[Entry, int] = {}
        self._rows: list[Ints] = []
        self._numbers: list[Ints] = []
        self._columns: list[Ints] = []
        # What each part of a sheet would say alike is said once.
        self._loose: dict[Loose, None] = {}
        self._silenced: list[tuple[str, Ints]] = []
        self._columns_of: dict[str | None, Ints] = {}

    def number(self, entry: Entry) -> int:
        """The number under which an entry's message is written once."""
        return self._entries.setdefault(entry, len(self._entries))

    def entry(self, number: int) -> Entry:
        """The entry that was given this number."""
        return next(islice(self._entries, number, None))

    def add(self, rows: Ints, entries: Ints | int, columns: Ints | None = None, field: str | None = None) -> None:
        """Add findings on `rows`; `columns` are sheet columns, or those of `field`, -1 for none."""
        if not len(rows):
            return
        self._rows.append(rows.astype(np.int32))
        self._numbers.append(np.broadcast_to(np.asarray(entries, np.int32), rows.shape))
        if columns is None:
            columns = self.columns_of(field)[self.frame.part_of_row[rows]]
        self._columns.append(columns.astype(np.int32))

    def columns_of(self, field: str | None) -> Ints:
        """For each table the index of the column of `field`, -1 where it has none."""
        if (known := self._columns_of.get(field)) is None:
            found = [part.columns.get(field or "") for part in self.frame.parts]
            known = np.array([-1 if column is None else column.index for column in found], np.int32)
            self._columns_of[field] = known
        return known

    def add_loose(self, loose: Iterable[Loose]) -> None:
        """Add findings that belong to no row of the batch."""
        self._loose.update(dict.fromkeys(loose))

    def silence(self, rule: str, files: Ints) -> None:
        """Leave out a rule on the rows of files for which a larger finding says it all."""
        self._silenced.append((rule, files))

    def quarantined(self) -> Bools:
        """For each row whether an error stands against it."""
        errors = self._errors()
        marked = np.zeros(self.frame.row_count, np.bool_)
        for rows, numbers in zip(self._rows, self._numbers, strict=True):
            marked[rows[errors[numbers]]] = True
        return marked

    def table(self) -> pa.Table:
        """The findings in the order of file, sheet, row and column, with the columns of `intake.finding`."""
        frame = self.frame
        rows, numbers, columns = self._kept()
        sheets, orders = self._sheets()
        loose_numbers = np.array([self.number(item.entry) for item in self._loose], np.int32)
        of_row = frame.part_of_row[rows]
        files = np.concatenate([frame.file_of_row[rows], [item.file for item in self._loose]]).astype(np.int32)
        sheet = np.concatenate(
            [
                np.array([sheets[part.file, part.table.sheet] for part in frame.parts], np.int32)[of_row],
                [sheets.get((item.file, item.sheet or ""), -1) for item in self._loose],
            ]
        ).astype(np.int32)
        shown, columns = frame.shown_at(rows, columns)
        row = np.concatenate([shown, [item.row_number or 0 for item in self._loose]]).astype(np.int32)
        loose_columns = [-1 if item.column_index is None else item.column_index for item in self._loose]
        column = np.concatenate([columns, loose_columns]).astype(np.int32)
        number = np.concatenate([numbers, loose_numbers]).astype(np.int32)
        rank = {entry: at for at, entry in enumerate(sorted(self._entries, key=_by_code))}
        ranks = np.array([rank[entry] for entry in self._entries], np.int32)
        order = np.lexsort((ranks[number], column, row, sheet, files)) if len(number) else np.zeros(0, np.int64)
        return self._written(files[order], sheet[order], row[order], column[order], number[order], orders)

    def _kept(self) -> tuple[Ints, Ints, Ints]:
        if not self._rows:
            empty = np.zeros(0, np.int32)
            return empty, empty, empty
        rows, numbers, columns = (np.concatenate(parts) for parts in (self._rows, self._numbers, self._columns))
        kept = ~self.frame.no_kim[rows]
        for rule, files in self._silenced:
            kept &= ~(self._marks(rule)[numbers] & np.isin(self.frame.file_of_row[rows], files))
        over = self._marks(*_SUPERSEDING)[numbers]
        if over.any():
            # A cell that holds a NIK or a formula's error has that one fault; what follows from it is not another.
            cells = rows.astype(np.int64) * 100_000 + columns
            kept &= over | self._errors()[numbers] | (columns < 0) | ~np.isin(cells, cells[over])
        return rows[kept], numbers[kept], columns[kept]

    def _marks(self, *codes: str) -> Bools:
        return np.array([entry[1] in codes for entry in self._entries], np.bool_)

    def _errors(self) -> Bools:
        return np.array([rules()[entry[1]].severity == "error" for entry in self._entries], np.bool_)

    def _sheets(self) -> tuple[dict[tuple[int, str], int], list[str]]:
        sheets: dict[tuple[int, str], int] = {}
        names: list[str] = []
        places = [(part.file, part.table.sheet) for part in self.frame.parts]
        places += [(item.file, item.sheet) for item in self._loose if item.sheet]
        for place in places:
            if place not in sheets:
                sheets[place] = len(names)
                names.append(place[1])
        return sheets, names

    def _written(self, files: Ints, sheet: Ints, row: Ints, column: Ints, number: Ints, names: list[str]) -> pa.Table:
        texts = [_texts(entry) for entry in self._entries]
        row_number: Column = pa.array(row, mask=row == 0)
        letters = [column_letters(index) for index in range(int(column.max(initial=-1)) + 1)] or [""]
        where: Column = pa.array(row, mask=(column < 0) | (row == 0))
        cell = pc.binary_join_element_wise(picked(letters, np.maximum(column, 0)), where.cast(pa.string()), "")
        said = [picked([text[at] for text in texts], number) for at in range(7)]
        name, rest = said[0], said[1:]
        ids = picked([received.submission_id for received, _ in self.frame.files], files)
        sheets = picked([*names, None], np.where(sheet < 0, len(names), sheet))
        return table_of([ids, sheets, row_number, name, cell, *rest], FINDING)


def _by_code(entry: Entry) -> tuple[str, ...]:
    return (entry[1], *(text or "" for text in entry))


def _texts(entry: Entry) -> tuple[str | None, ...]:
    column, code, value, suggestion = entry
    rule = rules()[code]
    texts = (message(rule.message_id, value, suggestion), message(rule.message_en, value, suggestion, "(empty)"))
    return (column, code, rule.severity, value, *texts, suggestion)
