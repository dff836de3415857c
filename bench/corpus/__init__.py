"""The golden corpus: fictional files in the shapes that offices send, each with what a careful clerk makes of it.

A case is a TOML file under `cases/<kind>/`: `file` (its path in the inbox), `office`, `status`, `persons` (names that
no output may show), and its sheets with `rows` (or `text` and `encoding` for a CSV), `merges`, `struck` rows, `truth`
(a line for each line below the header) and `findings` (the errors and warnings beside those of quarantined rows).
"""

import io
import tomllib
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

CASES = Path(__file__).with_name("cases")


@dataclass(frozen=True, slots=True)
class Line:
    """What a line below the header is: `accepted` with its facts, or `quarantined` or `ignored` with the reason."""

    sheet: str
    row_number: int
    outcome: str
    reason: str = ""
    name: str = ""
    code: str = ""
    status: str = ""
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One file with the clerk's answer; `open_sheets` have no table of communities, and no line of theirs is judged."""

    kind: str
    name: str
    file: str
    office: str
    status: str
    persons: tuple[str, ...]
    content: bytes
    lines: tuple[Line, ...]
    findings: frozenset[tuple[str, str, str]]
    """Sheet (empty for the file), cell and rule."""
    refused_sheets: frozenset[str]
    open_sheets: frozenset[str]


def load() -> list[Case]:
    """Every case, in the order of kind and name."""
    return [_case(path) for path in sorted(CASES.glob("*/*.toml"))]


def _case(path: Path) -> Case:
    spec = tomllib.loads(path.read_text(encoding="utf-8"))
    lines: list[Line] = []
    findings: set[tuple[str, str, str]] = set()
    refused, without = set(), set()
    for sheet in spec["sheet"]:
        name = sheet.get("name") or Path(spec["file"]).stem[:31]
        truth = [line.strip() for line in sheet["truth"].splitlines() if line.strip()]
        if truth and truth[0].startswith("refused"):
            refused.add(name)
        elif truth == ["none"]:
            without.add(name)
        else:
            lines += [_line(name, text) for text in truth]
        for text in filter(None, (each.strip() for each in sheet.get("findings", "").splitlines())):
            cell, rule = text.split()[:2]
            findings.add(("", "", rule) if cell == "-" else (name, cell, rule))
    return Case(
        spec["kind"],
        path.stem,
        spec["file"],
        spec["office"],
        spec["status"],
        tuple(spec.get("persons", ())),
        _content(spec),
        tuple(lines),
        frozenset(findings),
        frozenset(refused),
        frozenset(without),
    )


def _line(sheet: str, text: str) -> Line:
    head, *parts = (part.strip() for part in text.split(" | "))
    number, outcome, *reason = head.split()
    if outcome != "accepted":
        return Line(sheet, int(number), outcome, reason[0])
    name, code, status, *facts = parts
    return Line(sheet, int(number), outcome, "", name, code, status, dict(fact.split("=", 1) for fact in facts))


def _content(spec: dict[str, Any]) -> bytes:
    if "text" in spec["sheet"][0]:
        sheet = spec["sheet"][0]
        return str(sheet["text"]).encode(sheet.get("encoding", "utf-8"))
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in spec["sheet"]:
        _fill(book.create_sheet(sheet["name"]), sheet)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _fill(sheet: Worksheet, spec: dict[str, Any]) -> None:
    for number, row in enumerate(spec["rows"], 1):
        for column, value in enumerate(row, 1):
            if value == "":
                continue
            cell = sheet.cell(number, column, value)
            if isinstance(value, date | time):
                cell.number_format = "hh:mm" if isinstance(value, time) else "dd/mm/yyyy"
            if number in spec.get("struck", ()):
                cell.font = Font(strike=True)
    for area in spec.get("merges", ()):
        sheet.merge_cells(area)
