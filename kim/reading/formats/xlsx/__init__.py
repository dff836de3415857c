"""XLSX and XLSM: the XML under the limits and for its marks first (`members`), then the values by calamine."""

from kim.reading.formats import as_xlsx
from kim.reading.formats.calamine import read_workbook
from kim.reading.formats.format import Contents, Format, RawFile
from kim.reading.formats.xlsx.errors import KNOWN, with_known_errors
from kim.reading.formats.xlsx.members import check_members, side_notes
from kim.reading.grid import Marks
from kim.reading.notes import RefusedError


def _recognise(raw: RawFile) -> str | None:
    if "xl/workbook.xml" not in raw.members:
        return None
    return "xlsm" if "xl/vbaProject.bin" in raw.members else "xlsx"


def _read(raw: RawFile) -> Contents:
    package, budget = raw.package, raw.budget
    package.kind = _recognise(raw)
    package.check(budget, counted=False)
    markers = check_members(package, budget)

    def marks(name: str) -> Marks:
        found = markers[name]() if name in markers else Marks()
        budget.meanwhile()
        return found

    def values(content: bytes) -> Contents:
        return read_workbook(content, str(package.kind), marks, side_notes(package), budget)

    try:
        return values(raw.content)
    except RefusedError:
        unknown = {code for marker in markers.values() for *_, code in marker().errors} - KNOWN
        if not unknown:
            raise
        return values(with_known_errors(package, unknown))


XLSX = Format(
    names=("xlsx", "xlsm"),
    suffixes=frozenset({"xlsx", "xlsm"}),
    recognise=_recognise,
    read=_read,
    blank=as_xlsx.edited_or_copied,
    editable=True,
    row_bytes=90,
    head_bytes=5_000,
)
