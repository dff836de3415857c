"""Workbooks by calamine: each sheet as a grid at its true place, with its marks."""

import io
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from functools import partial

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from kim.reading.addresses import Range
from kim.reading.formats.format import Contents
from kim.reading.formats.package import Budget
from kim.reading.grid import Grid, Marks, RawCell
from kim.reading.model import Note
from kim.reading.notes import RefusedError

_WORTH_A_THREAD = 1_000_000  # bytes

MarksOf = Callable[[str], Marks]
"""Gives the marks of the sheet of this name."""


def listed(sheets: Mapping[str, Marks]) -> MarksOf:
    """The marks that were gathered by sheet; none where a sheet has none."""
    return lambda name: sheets.get(name) or Marks()


def read_workbook(
    content: bytes,
    kind: str,
    marks: MarksOf,
    notes: list[Note],
    budget: Budget,
    *,
    quiet: Callable[[], AbstractContextManager[None]] = nullcontext,
    gives_merges: bool = False,
) -> Contents:
    """The sheets of a workbook in its order.

    The content must have passed the limits of its format: calamine makes room for every cell up to the last one.

    A refusal calls the format `kind`; `notes` are on the workbook itself; `quiet` is entered for each call of calamine.
    With `gives_merges`, merged cells come from calamine in place of `marks`.

    Raises:
        RefusedError: where the workbook is broken, protected by a password, or has too many cells.
    """
    found = Contents(notes=notes)
    for grid in _sheets(content, kind, marks, quiet, gives_merges):
        budget.take_cells(len(grid.rows) * max(map(len, grid.rows), default=0))
        found.grids.append(grid)
    return found


def _sheets(
    content: bytes, kind: str, marks: MarksOf, quiet: Callable[[], AbstractContextManager[None]], gives_merges: bool
) -> Iterator[Grid]:
    try:
        with quiet():
            workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as error:
        raise RefusedError("file_encrypted", kind) from error
    except Exception as error:
        raise RefusedError("file_unreadable", kind) from error
    with workbook:
        for at, about in enumerate(workbook.sheets_metadata):
            if about.typ == SheetTypeEnum.WorkSheet:
                try:
                    with quiet():
                        sheet, found = _read(workbook, at, partial(marks, about.name), len(content))
                        rows: list[list[RawCell]] = sheet.to_python()  # type: ignore[assignment]
                        merged = sheet.merged_cell_ranges if gives_merges else None
                except Exception as error:
                    raise RefusedError("file_unreadable", kind) from error
                top, left = sheet.start or (0, 0)
                numbers = list(range(top + 1, top + 1 + len(rows)))
                grid = Grid(about.name, rows, numbers, left, about.visible != SheetVisibleEnum.Visible, found)
                if merged:
                    grid.marks.merges = [_from_one(start, end) for start, end in merged]
                yield grid


def _read(workbook: CalamineWorkbook, at: int, marks: Callable[[], Marks], size: int) -> tuple[CalamineSheet, Marks]:
    """A sheet, and its marks, which are looked for while calamine reads where that takes long."""
    if size < _WORTH_A_THREAD:
        return workbook.get_sheet_by_index(at), marks()
    with ThreadPoolExecutor(1) as helper:
        sheet = helper.submit(workbook.get_sheet_by_index, at)
        found = marks()
        return sheet.result(), found


def _from_one(start: tuple[int, int], end: tuple[int, int]) -> Range:
    return start[0] + 1, start[1], end[0] + 1, end[1]
