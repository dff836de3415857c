"""XLSX, XLSM, XLS and ODS by calamine: each sheet as a grid at its true place."""

import io
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from functools import partial

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from kim.reading.addresses import Range
from kim.reading.grid import Grid, Marks, RawCell
from kim.reading.quiet import quiet
from kim.reading.refusal import RefusedError

_WORTH_A_THREAD = 1_000_000  # bytes


def read_sheets(content: bytes, kind: str, marks: Callable[[str], Marks]) -> Iterator[Grid]:
    """The sheets of a workbook in its order; `marks` gives what the markup of a sheet says.

    The content must have passed the limits of its format: calamine makes room for every cell up to the last one.

    Raises:
        RefusedError: where the workbook is broken or protected by a password.
    """
    hush = quiet if kind == "xls" else nullcontext  # Only its reader is known to panic.
    try:
        with hush():
            workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as error:
        raise RefusedError("file_encrypted", kind) from error
    except Exception as error:
        raise RefusedError("file_unreadable", kind) from error
    with workbook:
        for at, about in enumerate(workbook.sheets_metadata):
            if about.typ == SheetTypeEnum.WorkSheet:
                try:
                    with hush():
                        sheet, found = _read(workbook, at, partial(marks, about.name), len(content))
                        rows: list[list[RawCell]] = sheet.to_python()  # type: ignore[assignment]
                        merged = sheet.merged_cell_ranges if kind == "xls" else None
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
