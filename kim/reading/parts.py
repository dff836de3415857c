"""The workbook formats: their markup under the limits first, then their values by calamine."""

from kim.reading.grid import Grid, Marks
from kim.reading.model import Note
from kim.reading.package import Budget, Package
from kim.reading.refusal import over
from kim.reading.workbook import read_sheets
from kim.settings import Limits

Sheets = tuple[list[Grid], list[Note]]


def read_xlsx(content: bytes, package: Package, budget: Budget) -> Sheets:
    """The sheets of an XLSX or XLSM."""
    package.check(budget, counted=False)
    return list(read_sheets(content, package.kind, lambda _: Marks())), []


def read_ods(content: bytes, package: Package, budget: Budget) -> Sheets:
    """The sheets of an ODS."""
    package.check(budget, counted=False)
    return list(read_sheets(content, "ods", lambda _: Marks())), []


def read_xls(content: bytes, limits: Limits) -> Sheets:
    """The sheets of an XLS."""
    over("file_too_large", len(content), limits.file_bytes)
    return list(read_sheets(content, "xls", lambda _: Marks())), []
