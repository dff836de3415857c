"""Reading: an office's bytes become rows with true cell addresses."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kim.reading.files import read_bytes as read_bytes
    from kim.reading.files import read_file as read_file
    from kim.reading.model import CellError as CellError
    from kim.reading.model import CellValue as CellValue
    from kim.reading.model import Column as Column
    from kim.reading.model import IgnoredRow as IgnoredRow
    from kim.reading.model import Note as Note
    from kim.reading.model import Reading as Reading
    from kim.reading.model import Table as Table

_FILES = ("read_bytes", "read_file")
__all__ = ["CellError", "CellValue", "Column", "IgnoredRow", "Note", "Reading", "Table", "read_bytes", "read_file"]


def __getattr__(name: str) -> object:
    # Who opens a file alone needs neither the tables nor the places.
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module("kim.reading.files" if name in _FILES else "kim.reading.model"), name)
