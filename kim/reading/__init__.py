"""Reading: an office's bytes become rows with true cell addresses."""

from kim.reading.files import read_bytes, read_file
from kim.reading.model import CellError, CellValue, Column, IgnoredRow, Note, Reading, Table

__all__ = [
    "CellError",
    "CellValue",
    "Column",
    "IgnoredRow",
    "Note",
    "Reading",
    "Table",
    "read_bytes",
    "read_file",
]
