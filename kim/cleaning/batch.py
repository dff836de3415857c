"""A batch of readings as dictionary-encoded columns: each distinct value of a column is parsed once, whatever the file.

In: files as received, each with what was read of it. Out: `Batch`, whose columns are distinct values and a code a row;
`decoded` makes Arrow columns of them again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson
import pyarrow as pa
import pyarrow.compute
import pyarrow.compute as pc

from kim.cleaning.masking import DIGITS, NARROW_SUSPECT, SUSPECT
from kim.cleaning.model import Received
from kim.reading.model import CellError, CellValue, Reading, Table, text_of
from kim.reading.model import Column as SheetColumn
from kim.reference.wordlists import words

ArrowArray = Any
Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Raw = CellValue | CellError


def decoded(values: Sequence[object], at: npt.NDArray[np.integer[Any]], kind: pa.DataType | None = None) -> ArrowArray:
    """For each index in `at` its value, as an Arrow array of `kind` (text by default).

    >>> decoded(["Malang", "Batu"], np.array([1, 0, 1])).to_pylist()
    ['Batu', 'Malang', 'Batu']
    """
    indices: Any = pa.array(at)
    distinct: Any = pa.array(list(values), kind or pa.string())
    return distinct.take(indices)


class EncodedColumn:
    """One column of the whole batch: its distinct values (0 is the empty cell) and each row's code."""

    def __init__(self, row_count: int, suspect: str = SUSPECT) -> None:
        self._suspect = suspect
        self.codes: Ints = np.zeros(row_count, np.int32)
        self._index: dict[Raw, int] = {None: 0}

    def fill(self, start: int, values: Sequence[Raw]) -> None:
        """Encode `values` into the rows from `start` on."""
        if bool in set(map(type, values)):
            # Python takes True and 1 for the same key.
            values = [text_of(value) if isinstance(value, bool) else value for value in values]
        index, number = self._index, self._index.setdefault
        if values and values[0] == values[-1] == values[len(values) // 2] and values.count(values[0]) == len(values):
            # One value in all rows: an office's own province and regency, or a column left empty.
            self.codes[start : start + len(values)] = number(values[0], len(index))
            return
        self.codes[start : start + len(values)] = [number(value, len(index)) for value in values]

    @cached_property
    def distinct(self) -> list[Raw]:
        """The distinct values by code, once the column is filled."""
        return list(self._index)

    @cached_property
    def texts(self) -> list[str]:
        """The distinct values as text."""
        return encodable([value if value.__class__ is str else text_of(value) for value in self.distinct])

    @cached_property
    def arrow(self) -> ArrowArray:
        """`texts` as an Arrow array."""
        return pa.array(self.texts, pa.string())

    @cached_property
    def suspects(self) -> Bools:
        """For each distinct value whether it may hold a contact or a NIK: all others need not be looked at."""
        return matching(self.arrow, self._suspect)

    @cached_property
    def maybe_faulty(self) -> list[int]:
        """The codes of values that may have a fault which a cell of any column may have."""
        errors = [code for code, value in enumerate(self.distinct) if value.__class__ is CellError]
        return sorted({*errors, *np.flatnonzero(self.suspects).tolist()})

    @cached_property
    def maybe_blank(self) -> Bools:
        """For each distinct value whether it may be blank."""
        return matching(self.arrow, blank_pattern())


def encodable(texts: list[str]) -> list[str]:
    """Texts without halves of characters, which no table can hold."""
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        return [text.encode("utf-8", "replace").decode() for text in texts]
    return texts


def matching(texts: ArrowArray, pattern: str) -> Bools:
    """For each text whether the pattern (RE2) is found in it."""
    found: Any = pc.match_substring_regex(texts, pattern)
    marks: Bools = found.to_numpy(zero_copy_only=False)
    return marks


@cache
def blank_pattern() -> str:
    """Punctuation alone, or a word for `none` between punctuation (other scripts' letters count as such here)."""
    listed = "|".join(re.escape(word).replace(r"\ ", " +") for word in words("blank_words"))
    return rf"(?i)^[^0-9a-z]*(?:{listed})?[^0-9a-z]*$"


@dataclass(frozen=True, slots=True)
class Part:
    """One table of one file, and where its rows stand in the batch."""

    file: int
    table: Table
    start: int
    stop: int
    columns: dict[str, SheetColumn]


class Batch:
    """The tables of a batch of files, one below the other in the order of receipt."""

    def __init__(self, files: Sequence[tuple[Received, Reading]]) -> None:
        self.files = list(files)
        self.parts: list[Part] = []
        at = 0
        for number, (_, reading) in enumerate(files):
            for table in () if reading.refused else reading.tables:
                known: dict[str, SheetColumn] = {}
                for column in table.columns:
                    if column.field:
                        known.setdefault(column.field, column)
                self.parts.append(Part(number, table, at, at + len(table.row_numbers), known))
                at += len(table.row_numbers)
        self.row_count = at
        self._fields: dict[str, EncodedColumn] = {}

    def column(self, field: str) -> EncodedColumn:
        """The column of a canonical field over all rows; empty where a table has none."""
        if (encoded := self._fields.get(field)) is None:
            suspect = NARROW_SUSPECT if field in DIGITS else SUSPECT
            encoded = self._fields[field] = EncodedColumn(self.row_count, suspect)
            for part in self.parts:
                if column := part.columns.get(field):
                    at = next(i for i, other in enumerate(part.table.columns) if other is column)
                    encoded.fill(part.start, part.table.values[at])
        return encoded

    @cached_property
    def part_of_row(self) -> Ints:
        """For each row the number of its table."""
        sizes = [part.stop - part.start for part in self.parts]
        return np.repeat(np.arange(len(self.parts), dtype=np.int32), sizes)

    @cached_property
    def file_of_part(self) -> Ints:
        """For each table the number of its file."""
        return np.array([part.file for part in self.parts], np.int32)

    @cached_property
    def file_of_row(self) -> Ints:
        """For each row the number of its file."""
        return self.file_of_part[self.part_of_row] if self.parts else np.zeros(0, np.int32)

    @cached_property
    def row_numbers(self) -> Ints:
        """For each row its number as the spreadsheet shows it."""
        numbers = [np.asarray(part.table.row_numbers, np.int32) for part in self.parts]
        return np.concatenate(numbers) if numbers else np.zeros(0, np.int32)

    @cached_property
    def no_kim(self) -> Bools:
        """For each row whether it says that there is no community: such a row has a place and nothing else."""
        marks = np.zeros(self.row_count, np.bool_)
        for part in self.parts:
            if part.table.no_kim:
                marks[[part.start + at for at in part.table.no_kim]] = True
        return marks

    def shown_at(self, rows: Ints, columns: Ints) -> tuple[Ints, Ints]:
        """Row number and column of each cell: a chair's may stand elsewhere than its community's row and column."""
        numbers = self.row_numbers[rows]
        moved = {
            (part.start + at, column): place for part in self.parts for (at, column), place in part.table.moved.items()
        }
        if moved:
            places = zip(rows.tolist(), columns.tolist(), numbers.tolist(), strict=True)
            found = [moved.get((row, column), (number, column)) for row, column, number in places]
            numbers = np.array([number for number, _ in found], np.int32)
            columns = np.array([column for _, column in found], np.int32)
        return numbers, columns

    def has(self, field: str) -> Bools:
        """For each table whether it has the column."""
        return np.array([field in part.columns for part in self.parts], np.bool_)


def as_json(texts: list[str]) -> list[str]:
    """Each text as JSON, `null` for an empty one; written in one go, a line each."""
    if not texts:
        return []
    lines = orjson.dumps([text or None for text in texts], option=orjson.OPT_INDENT_2).decode().split("\n")[1:-1]
    return [line[2:-1] if line[-1] == "," else line[2:] for line in lines]


def factorise(columns: list[Ints]) -> tuple[Ints, Ints]:
    """Number the distinct tuples of several columns: the first row of each, and each row's number."""
    inverse = np.zeros(len(columns[0]), np.int64)
    first = np.zeros(0, np.int64)
    for column in columns:
        joined = inverse * (int(column.max(initial=0)) + 1) + column
        _, first, inverse = np.unique(joined, return_index=True, return_inverse=True)
    return first.astype(np.int32), inverse.astype(np.int32)
