"""The formats that offices send: one module each, and this list of them.

Nothing outside this package names a format: `recognised` says what a file is, `named` and `of_suffix` find the entry.
"""

from dataclasses import replace

from kim.reading.formats import rows_as_read
from kim.reading.formats.bundle import BUNDLE
from kim.reading.formats.format import Format, RawFile
from kim.reading.formats.ods import ODS
from kim.reading.formats.signature import extension, no_spreadsheet
from kim.reading.formats.text import TEXT
from kim.reading.formats.xls import XLS
from kim.reading.formats.xlsx import XLSX
from kim.reading.notes import RefusedError

__all__ = ["FORMATS", "Format", "RawFile", "extension", "named", "of_suffix", "recognised", "suffixes"]

# Asked in this order: a ZIP of files is what no other ZIP is, and text what nothing else is.
FORMATS: tuple[Format, ...] = (XLSX, ODS, XLS, BUNDLE, TEXT)


def recognised(raw: RawFile) -> tuple[Format, str]:
    """The format of a file by its content, and the name under which it is of this format.

    Raises:
        RefusedError: it is none of them, or a ZIP that must not be opened.
    """
    name = rows_as_read.stands_for(raw.content)
    if (blanked := named(name)) and blanked.is_kept_as_rows:
        return replace(blanked, read=rows_as_read.read), name
    for each in FORMATS:
        if found := each.recognise(raw):
            return each, found
    raise RefusedError("file_format_unknown", no_spreadsheet(raw.members) or raw.signature)


def named(name: str) -> Format | None:
    """The format of this name."""
    return next((each for each in FORMATS if name in each.names), None)


def of_suffix(suffix: str) -> Format:
    """The format that a suffix promises; text where it promises none."""
    return next((each for each in FORMATS if suffix in each.suffixes), TEXT)


def suffixes() -> frozenset[str]:
    """Every suffix of a file that may be a spreadsheet; `""` is that of a name without one."""
    return frozenset().union(*(each.suffixes for each in FORMATS))
