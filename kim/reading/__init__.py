"""Reading: an office's bytes become rows with true cell addresses."""

from typing import TYPE_CHECKING

from kim.reading.model import CellError, CellValue, Column, IgnoredRow, Note, Reading, Table

if TYPE_CHECKING:
    from kim.reading.files import read_bytes, read_file

__all__ = ["CellError", "CellValue", "Column", "IgnoredRow", "Note", "Reading", "Table", "read_bytes", "read_file"]


def __getattr__(name: str) -> object:
    # Who opens a file alone needs neither the tables nor the places.
    if name not in {"read_bytes", "read_file"}:
        raise AttributeError(name)
    from kim.reading import files

    return getattr(files, name)
