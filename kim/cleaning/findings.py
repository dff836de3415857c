"""The findings of a batch, gathered as rows × entries and written out as one Arrow table."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kim.cleaning.batch import ArrowArray, Batch, Bools, Ints, decoded
from kim.cleaning.catalogue import message, rules
from kim.cleaning.masking import shown
from kim.cleaning.model import FINDING
from kim.reading.addresses import column_letters

Entry = tuple[str | None, str, str | None, str | None]
_SUPERSEDING = ("nik_found", "cell_error")


@dataclass(frozen=True, slots=True)
class FileFinding:
    """A finding about a file, a sheet or a place outside the rows."""

    file: int
    sheet: str | None
    row_number: int | None
    column_index: int | None
    entry: Entry


class Findings:
    """Collects findings; an entry is (column name, rule, value as shown, suggestion)."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self._entries: dict[Entry, int] = {}
        self._rows: list[Ints] = []
        self._numbers: list[Ints] = []
        self._columns: list[Ints] = []
        # A dictionary: what is found alike in each table of a sheet is one finding.
        self._for_files: dict[FileFinding, None] = {}
        self._suppressed: list[tuple[str, Ints]] = []
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
            columns = self.columns_of(field)[self.batch.part_of_row[rows]]
        self._columns.append(columns.astype(np.int32))

    def columns_of(self, field: str | None) -> Ints:
        """For each table the index of the column of `field`, -1 where it has none."""
        if (known := self._columns_of.get(field)) is None:
            found = [part.columns.get(field or "") for part in self.batch.parts]
            known = np.array([-1 if column is None else column.index for column in found], np.int32)
            self._columns_of[field] = known
        return known

    def add_by_code(self, codes: Ints, size: int, field: str, faulty: list[tuple[int, int]]) -> None:
        """Add for each (code, entry) a finding on every row that has the code; `size` counts the codes."""
        for rows, entries in rows_by_code(codes, size, faulty):
            self.add(rows, entries, field=field)

    def add_to_cells(self, field: str, rule: str, marked: Bools) -> None:
        """Add `rule` on the cells of `field` in the rows marked."""
        rows = np.flatnonzero(marked).astype(np.int32)
        column = self.batch.column(field)
        codes, at = np.unique(column.codes[rows], return_inverse=True)
        numbers = [self.number((field, rule, shown(field, column.texts[code]), None)) for code in codes.tolist()]
        self.add(rows, np.array(numbers, np.int32)[at], field=field)

    def add_for_files(self, outside: Iterable[FileFinding]) -> None:
        """Add findings that belong to no row of the batch."""
        self._for_files.update(dict.fromkeys(outside))

    def suppress(self, rule: str, files: Ints) -> None:
        """Leave out a rule on the rows of files that have one finding in its place."""
        self._suppressed.append((rule, files))

    def quarantined(self) -> Bools:
        """For each row whether it has an error."""
        errors = self._errors()
        marked = np.zeros(self.batch.row_count, np.bool_)
        for rows, numbers in zip(self._rows, self._numbers, strict=True):
            marked[rows[errors[numbers]]] = True
        return marked

    def table(self) -> pa.Table:
        """The findings in the order of file, sheet, row and column, with the columns of `intake.finding`."""
        batch = self.batch
        rows, numbers, columns = self._kept()
        sheets = self._sheets()
        file_numbers = np.array([self.number(item.entry) for item in self._for_files], np.int32)
        of_row = batch.part_of_row[rows]
        files = np.concatenate([batch.file_of_row[rows], [item.file for item in self._for_files]]).astype(np.int32)
        sheet = np.concatenate(
            [
                np.array([sheets[part.file, part.table.sheet] for part in batch.parts], np.int32)[of_row],
                [sheets.get((item.file, item.sheet or ""), -1) for item in self._for_files],
            ]
        ).astype(np.int32)
        shown, columns = batch.shown_at(rows, columns)
        row = np.concatenate([shown, [item.row_number or 0 for item in self._for_files]]).astype(np.int32)
        file_columns = [-1 if item.column_index is None else item.column_index for item in self._for_files]
        column = np.concatenate([columns, file_columns]).astype(np.int32)
        number = np.concatenate([numbers, file_numbers]).astype(np.int32)
        rank = {entry: at for at, entry in enumerate(sorted(self._entries, key=_by_code))}
        ranks = np.array([rank[entry] for entry in self._entries], np.int32)
        order = np.lexsort((ranks[number], column, row, sheet, files)) if len(number) else np.zeros(0, np.int64)
        return self._written(files[order], sheet[order], row[order], column[order], number[order], sheets)

    def _kept(self) -> tuple[Ints, Ints, Ints]:
        if not self._rows:
            empty = np.zeros(0, np.int32)
            return empty, empty, empty
        rows, numbers, columns = (np.concatenate(parts) for parts in (self._rows, self._numbers, self._columns))
        kept = ~self.batch.no_kim[rows]
        for rule, files in self._suppressed:
            kept &= ~(self._marks(rule)[numbers] & np.isin(self.batch.file_of_row[rows], files))
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

    def _sheets(self) -> dict[tuple[int, str], int]:
        sheets = [(part.file, part.table.sheet) for part in self.batch.parts]
        sheets += [(item.file, item.sheet) for item in self._for_files if item.sheet]
        return {sheet: number for number, sheet in enumerate(dict.fromkeys(sheets))}

    def _written(
        self, files: Ints, sheet: Ints, row: Ints, column: Ints, number: Ints, sheets: Iterable[tuple[int, str]]
    ) -> pa.Table:
        texts = [_texts(entry) for entry in self._entries]
        row_number: ArrowArray = pa.array(row, mask=row == 0)
        letters = [column_letters(index) for index in range(int(column.max(initial=-1)) + 1)] or [""]
        where: ArrowArray = pa.array(row, mask=(column < 0) | (row == 0))
        cell = pc.binary_join_element_wise(decoded(letters, np.maximum(column, 0)), where.cast(pa.string()), "")
        filled = [decoded([text[at] for text in texts], number) for at in range(7)]
        name, rest = filled[0], filled[1:]
        ids = decoded([received.submission_id for received, _ in self.batch.files], files)
        names = [name for _, name in sheets]
        sheet_names = decoded([*names, None], np.where(sheet < 0, len(names), sheet))
        return pa.Table.from_arrays([ids, sheet_names, row_number, name, cell, *rest], schema=FINDING)


def rows_by_code(codes: Ints, size: int, faulty: list[tuple[int, int]]) -> list[tuple[Ints, Ints]]:
    """Rows and entries of the (code, entry) pairs; each array has a code's rows once."""
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


def _by_code(entry: Entry) -> tuple[str, ...]:
    return (entry[1], *(text or "" for text in entry))


def _texts(entry: Entry) -> tuple[str | None, ...]:
    column, code, value, suggestion = entry
    rule = rules()[code]
    texts = (message(rule.message_id, value, suggestion), message(rule.message_en, value, suggestion, "(empty)"))
    return (column, code, rule.severity, value, *texts, suggestion)
