"""`truth.csv`: which row of which file is which community, and what intake must make of it.

The invariant: two rows bear the same community exactly where they describe the same one. Errors and warnings are
complete for every row; infos are not listed.
"""

import csv
from pathlib import Path
from types import TracebackType

from kim.reading.addresses import cell_name
from kim.sampling.draft import IGNORED, REVISED_STATUS, Entry, File, Sheet, field_columns, lines
from kim.sampling.writers import TEXT_FORMS

COLUMNS = (
    *("file", "sheet", "row", "community", "expected_outcome", "expected_findings"),
    *("case", "province_code", "regency_code", "district_code", "village_code", "status", "founded_on"),
)


class Truth:
    """Writes `truth.csv` line by line, as files are written."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._rows = csv.writer(self._file, lineterminator="\n")

    def __enter__(self) -> "Truth":
        self._rows.writerow(COLUMNS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def write(self, file: File) -> int:
        """Enter a file and its rows; the same bytes twice are a duplicate under the later name. Returns its rows."""
        path = str(file.path)
        if file.twin:
            first, second = sorted((path, str(file.twin)))
            self._rows.writerow((second, "", "", "", "duplicate", "", "duplicate_of " + first, *[""] * 6))
            path = first
        self._rows.writerow((path, "", "", "", file.expected, file.planted, "file", *[""] * 6))
        return sum(self._sheet(path, file, sheet) for sheet in file.sheets if sheet.layout)

    def _sheet(self, path: str, file: File, sheet: Sheet) -> int:
        if sheet.layout is None:
            return 0
        columns, written, name = field_columns(sheet.layout), 0, sheet_name(path, file, sheet)
        for number, line in enumerate(lines(sheet), start=1):
            if line.entry is not None:
                self._rows.writerow((path, name, number, *_expected(line.entry, columns, number)))
                written += 1
            elif line.kind in IGNORED:
                self._rows.writerow((path, name, number, "", "ignored", "", line.kind, *[""] * 6))
        return written


def sheet_name(path: str, file: File, sheet: Sheet) -> str:
    """The sheet as findings name it: a text's is its file's stem, a ZIP's begins with the member."""
    stem = Path(path).stem
    if file.form in TEXT_FORMS:
        return stem[:31]
    return f"{file.path.stem}.xlsx › {sheet.name}" if file.form == "zip" else sheet.name


def _status(entry: Entry) -> str:
    """The status that the row itself has: an empty one is `aktif`, whatever became of the community."""
    status, community = entry.cells.get("status"), entry.community
    if status is None or community is None or ("status_unknown", "status") in entry.planted:
        return "aktif"
    return "tidak_aktif" if status == REVISED_STATUS else community.status


def _expected(entry: Entry, columns: dict[str, int], number: int) -> tuple[object, ...]:
    found = [
        f"{rule}@{cell_name(number, columns[field])}" if field in columns else rule for rule, field in entry.planted
    ]
    community = entry.community
    if community is None:
        return ("", entry.outcome, " ".join(found), entry.case, *[""] * 6)
    return (
        community.identity,
        entry.outcome,
        " ".join(found),
        entry.case if entry.case != "plain" else community.case,
        community.province.code,
        community.regency.code,
        community.district.code if community.district else "",
        community.village.code if community.village else "",
        _status(entry),
        community.founded.isoformat() if community.founded else "",
    )
