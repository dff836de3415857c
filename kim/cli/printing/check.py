"""What `kim check` prints of a file: on a terminal a short summary and its findings in the order of the sheet; or JSON.

The document of `--json` is as docs/promises.md has it and is described by `docs/check-json.schema.json`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from kim.checking.check import Checked
from kim.checking.overview import Frequent, grouped, most_frequent
from kim.checking.wording import Language, label, message, text
from kim.display import one_line
from kim.findings import Finding, Severity
from kim.reading.titles import hidden_sheets

COLOURS: dict[Severity, str] = {"error": "bold red", "warning": "yellow", "info": "cyan"}
TABLE_ROWS = 500  # a table is laid out whole before it is shown
FINDING_KEYS = (
    "sheet",
    "row_number",
    "column_name",
    "cell",
    "rule",
    "severity",
    "value",
    "message_id",
    "message_en",
    "suggestion",
)


def print_checked(checked: Checked, console: Console, language: Language, most: int | None) -> None:
    """Print one file; of more than `most` findings the rest is counted, not shown."""
    console.print(Text(one_line(checked.file), style="bold"))
    console.print(Padding(Group(*_summary(checked, language)), (0, 0, 0, 2), expand=False))
    findings = grouped(masked_findings(checked))
    shown = findings[:most]
    for sheet, here in groupby(shown, key=lambda finding: finding.sheet):
        console.print()
        console.print(Text(one_line(sheet) or text("screen", "whole_file", language), style="bold underline"))
        for part in _parts(list(here)):
            console.print(_table(part, language))
    rest = len(findings) - len(shown)
    if rest:
        console.print(Text(text("screen", "cut", language, count=rest), style="bold"))
    console.print()


def _summary(checked: Checked, language: Language) -> Iterator[RenderableType]:
    status = label("status", checked.status, language)
    counted = text(
        "screen",
        "counts",
        language,
        rows=checked.row_count,
        accepted=checked.accepted_count,
        quarantined=checked.quarantined_count,
        ignored=checked.ignored_count,
    )
    yield Text(f"{status[0].upper()}{status[1:]}. {counted}")
    if checked.status == "rejected":
        yield Text(text("screen", "rejected", language), style=COLOURS["error"])
    frequent = most_frequent(checked)
    if not frequent:
        yield Text(text("screen", "clean", language), style="green")
        return
    yield Text(text("screen", "frequent", language) + ":")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column(no_wrap=True)
    grid.add_column()
    for tally in frequent:
        grid.add_row(
            Text(_share(tally, language)),
            Text(label("severity", tally.severity, language), style=COLOURS[tally.severity]),
            Text(one_line(message(tally.first, language))),
        )
    yield Padding(grid, (0, 0, 0, 2), expand=False)


def _share(tally: Frequent, language: Language) -> str:
    if tally.of is None:
        return text("screen", "times", language, count=tally.count)
    return text("screen", "share", language, count=tally.count, of=tally.of)


def _parts(findings: Sequence[Finding]) -> Iterator[Sequence[Finding]]:
    for start in range(0, len(findings), TABLE_ROWS):
        yield findings[start : start + TABLE_ROWS]


def _table(findings: Iterable[Finding], language: Language) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, min_width=6)
    grid.add_column(no_wrap=True, min_width=16)
    grid.add_column()
    for finding in findings:
        said = Text(one_line(message(finding, language)))
        if finding.suggestion:
            hint = text("screen", "suggestion", language, text=one_line(finding.suggestion))
            said.append("\n" + hint, style="green")
        said.append(f"  [{finding.rule}]", style="dim")
        grid.add_row(
            Text(_place(finding, language), style="bold"),
            Text(label("severity", finding.severity, language), style=COLOURS[finding.severity]),
            said,
        )
    return grid


def _place(finding: Finding, language: Language) -> str:
    if finding.cell or finding.row_number is None:
        return one_line(finding.cell)
    return text("screen", "row", language, row=str(finding.row_number))


def file_document(checked: Checked) -> dict[str, Any]:
    """One entry of `files`; personal values are masked as the findings hold them."""
    return {
        "file": checked.file,
        "status": checked.status,
        "row_count": checked.row_count,
        "accepted_count": checked.accepted_count,
        "quarantined_count": checked.quarantined_count,
        "findings": [{key: getattr(finding, key) for key in FINDING_KEYS} for finding in masked_findings(checked)],
    }


def masked_findings(checked: Checked) -> list[Finding]:
    """The findings as anybody may see them: a sheet whose name holds a number or a person is called by its place."""
    names = hidden_sheets(checked.reading)
    return [replace(one, sheet=names[one.sheet]) if one.sheet in names else one for one in checked.findings]
