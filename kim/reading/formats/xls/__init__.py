"""XLS: its records under the limits and for their marks first (`markup`), then the values by calamine."""

from kim.reading.formats import as_xlsx
from kim.reading.formats.calamine import listed, read_workbook
from kim.reading.formats.format import Contents, Format, RawFile
from kim.reading.formats.xls.markup import read_xls_markup
from kim.reading.formats.xls.quiet import quiet


def _recognise(raw: RawFile) -> str | None:
    return "xls" if raw.signature == "ole" else None


def _read(raw: RawFile) -> Contents:
    markup = read_xls_markup(raw.content, raw.budget.limits)
    # Of calamine's readers, this one alone is known to panic, and gives merges.
    return read_workbook(
        raw.content, "xls", listed(markup.sheets), markup.notes, raw.budget, quiet=quiet, gives_merges=True
    )


XLS = Format(
    names=("xls",),
    suffixes=frozenset({"xls"}),
    recognise=_recognise,
    read=_read,
    blank=as_xlsx.copied,
    row_bytes=250,
    head_bytes=5_000,
)
