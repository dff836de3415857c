"""A format is one module and its line in the registry: one that is added here alone goes all the way."""

import ast
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from kim.cli.app import app
from kim.errors import KimError
from kim.home import PACKAGE_ROOT
from kim.reading import CellError, Reading, read_bytes
from kim.reading import formats as registry
from kim.reading.formats import FORMATS, Format, RawFile, of_suffix, rows_as_read, suffixes
from kim.reading.formats.format import Contents
from kim.reading.grid import Grid, Marks, RawCell
from kim.reading.model import Note
from kim.reading.notes import over
from kim.reading.unpacking import unpack
from kim.reference.context import in_path
from kim.stewardship.redaction import redact_file
from tests.kim.reading.reading_made import LIMITS, packed, read, refusal, rows_of, rules_of

# What a module of a format holds.
MAGIC = b"NOTED\n"


def _recognise(raw: RawFile) -> str | None:
    return "noted" if raw.content.startswith(MAGIC) else None


def _read(raw: RawFile) -> Contents:
    """Lines of cells from row 3 and column B on; `=2020-01-31` is a date and `!#N/A` an error."""
    lines = raw.content.decode().splitlines()[1:]
    over("file_too_many_rows", len(lines), raw.budget.limits.rows)
    marks = Marks(merges=[(4, 2, 5, 2)], hidden_rows=[5], struck=[(6, 1)])
    grid = Grid("Catatan", [], list(range(3, 3 + len(lines))), 1, marks=marks)
    for number, line in zip(grid.row_numbers, lines, strict=True):
        cells = line.split("~")
        raw.budget.take_cells(len(cells))
        marks.errors += [(number, at, cell[1:]) for at, cell in enumerate(cells, 1) if cell[:1] == "!"]
        grid.rows.append([_cell(cell) for cell in cells])
    return Contents([grid], [Note("macros_ignored")])


def _cell(text: str) -> RawCell:
    if text.startswith("="):
        return date.fromisoformat(text[1:])
    return "" if text.startswith("!") else text


NOTED = Format(names=("noted",), suffixes=frozenset({"noted"}), recognise=_recognise, read=_read, row_bytes=50)
# Here it ends.

HEADER = "Nama KIM~Kecamatan~Desa~Nama Ketua~Tanggal Berdiri~Jumlah Anggota"
CONTENT = (
    MAGIC
    + "\n".join(
        [
            HEADER,
            "KIM Rekaan Satu~Waru~Tropodo~Ketua Rahasia~=2020-01-31~!#N/A",
            "KIM Rekaan Dua~~Janti~Ketua Tetap~~12",
            "KIM Rekaan Tiga~Tarik~Mergosari~Ketua Juga~~",
        ]
    ).encode()
)
SECRET = {(4, 4), (4, 2)}  # the chair's name, and the first of two merged cells


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "FORMATS", (NOTED, *FORMATS))


def _again(content: bytes, name: str) -> Reading:
    return read_bytes(content, name, LIMITS)


def test_its_rows_are_read_at_their_addresses() -> None:
    reading = read(CONTENT, "35.15 Sidoarjo.noted")
    (table,) = reading.tables
    assert (reading.format, reading.refused, table.sheet) == ("noted", False, "Catatan")
    assert [column.index for column in table.columns] == [1, 2, 3, 4, 5, 6]
    assert rows_of(table)[4] == {
        "nama_kim": "KIM Rekaan Satu",
        "kecamatan": "Waru",
        "desa_kelurahan": "Tropodo",
        "nama_ketua": "Ketua Rahasia",
        "tanggal_berdiri": date(2020, 1, 31),
        "jumlah_anggota": CellError("#N/A"),
    }
    assert rows_of(table)[5]["kecamatan"] == "Waru"
    assert table.doubts == {2: "row_struck"}
    assert rules_of(reading) == ["macros_ignored", "hidden_read", "merged_filled"]


def test_the_limits_hold_for_it() -> None:
    assert refusal(read(CONTENT, "a.noted", rows=2)) == "file_too_many_rows"
    assert refusal(read(CONTENT, "a.noted", cells=10)) == "file_too_many_cells"


def test_its_suffix_is_known_wherever_a_suffix_says_something() -> None:
    inside = read(packed({"a.noted": CONTENT, "b.jpg": b"x"}), "kiriman.zip")
    assert [table.sheet for table in inside.tables] == ["a.noted › Catatan"]
    assert [note.sheet for note in inside.notes if note.rule == "member_ignored"] == ["b.jpg"]
    renamed = read(CONTENT, "a.csv")
    assert [note.value for note in renamed.notes if note.rule == "format_differs"] == [".csv > noted"]
    assert in_path("35 (1).noted", suffixes()) == in_path("35 (1)", frozenset())
    assert of_suffix("noted").rows_guessed(5_000) == 100


def test_the_size_of_a_file_tells_about_how_many_rows_it_has() -> None:
    sizes = [("xlsx", 95_000), ("ods", 95_000), ("zip", 95_000), ("xls", 255_000), ("csv", 200_000), ("else", 200_000)]
    assert {of_suffix(suffix).rows_guessed(size) for suffix, size in sizes} == {1_000}
    assert of_suffix("xlsx").rows_guessed(10) == 1


def test_its_redacted_copy_is_its_rows_as_read() -> None:
    copy = redact_file(CONTENT, "a.noted", {"Catatan": SECRET}, _again)
    assert json.loads(copy.splitlines()[3]) == {
        "row": 4,
        "cells": {
            "B4": "KIM Rekaan Satu",
            "D4": "Tropodo",
            "F4": {"date": "2020-01-31"},
            "G4": {"error": "#N/A"},
        },
    }
    before, after = _again(CONTENT, "a.noted"), _again(copy, "a.noted")
    ((old,), (new,)) = before.tables, after.tables
    gone = {"nama_ketua", "kecamatan"}
    assert rows_of(new)[4] == {name: cell for name, cell in rows_of(old)[4].items() if name not in gone}
    assert [rows_of(new)[row] for row in (5, 6)] == [rows_of(old)[row] for row in (5, 6)]
    assert (after.format, new.doubts, new.titles) == (before.format, old.doubts, old.titles)
    assert redact_file(copy, "a.noted", {"Catatan": SECRET}, _again) == copy


def test_inside_a_zip_it_is_redacted_alone() -> None:
    other = b"Nama KIM,Desa\nKIM Lain,Waru\n"
    content = packed({"a.noted": CONTENT, "b.csv": other})
    copy = redact_file(content, "kiriman.zip", {"a.noted › Catatan": SECRET}, _again)
    assert b"Rahasia" not in copy
    assert [table.sheet for table in _again(copy, "kiriman.zip").tables] == ["a.noted › Catatan", "b.csv › b"]


def test_rows_as_read_are_held_against_the_limits_like_any_file() -> None:
    (copy, _) = rows_as_read.blanked("noted", _grids(), {})
    assert not read(copy, "a.noted").refused
    for limit, rule in (
        ({"rows": 5}, "file_too_many_rows"),
        ({"columns": 6}, "file_too_many_columns"),
        ({"cells": 23}, "file_too_many_cells"),
        ({"sheets": 0}, "file_too_many_sheets"),
    ):
        assert refusal(read(copy, "a.noted", **limit)) == rule


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        (b'"width": 6', b'"width": -6'),
        (b'"width": 6', b'"width": "many"'),
        (b'"row": 5', b'"row": 4'),
        (b'"B5"', b'"B6"'),
        (b'"B5"', b'"A5"'),
        (b'"B5"', b'"BBBBBBBB5"'),
        (b'{"date": "2020-01-31"}', b'{"date": 7}'),
        (b'{"date": "2020-01-31"}', b'{"object": "2020-01-31"}'),
        (b'{"date": "2020-01-31"}', b"[" * 100_000),
        (b'"sheet"', b'"leaf"'),
        (b"}}\n{", b"}}{"),
    ],
)
def test_rows_as_read_that_are_written_otherwise_are_refused(line: bytes, instead: bytes) -> None:
    (copy, _) = rows_as_read.blanked("noted", _grids(), {})
    assert line in copy
    assert refusal(read(copy.replace(line, instead), "a.noted")) == "file_unreadable"


def test_rows_as_read_stand_for_no_format_that_can_be_written_again() -> None:
    for kind in ("xlsx", "csv", "zip", "unheard"):
        (copy, _) = rows_as_read.blanked(kind, _grids(), {})
        reading = read(copy, "a.xlsx")
        assert [(note.rule, note.value) for note in reading.notes] == [("file_format_unknown", "json")]


def test_a_copy_that_would_read_otherwise_is_refused() -> None:
    with pytest.raises(KimError, match=r"a.noted cannot be redacted"):
        redact_file(CONTENT, "a.noted", {"Catatan": {(3, 1)}}, _again)  # without its heading, there is no table


def test_it_is_checked_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "35 Jawa Timur" / "35.15 Sidoarjo" / "data.noted"
    path.parent.mkdir(parents=True)
    path.write_bytes(CONTENT)
    out = tmp_path / "laporan.xlsx"
    result = CliRunner().invoke(app, ["check", str(path), "--json", "--report", str(out)])
    assert result.exit_code == 0
    found = json.loads(result.stdout)["files"][0]
    assert found["row_count"] == 3
    assert ("row_struck", "B6") in {(each["rule"], each["cell"]) for each in found["findings"]}
    sheet = load_workbook(out)["Catatan"]
    assert (sheet["B4"].value, sheet["G4"].value) == ("KIM Rekaan Satu", "#N/A")


def _grids() -> list[Grid]:
    return unpack(CONTENT, "a.noted", LIMITS).grids


# What they name is what they write themselves, or the register's own lists; none of it is what an office sent.
WRITERS = (
    "flows/reminders.py",
    "kim/checking/paths.py",
    "kim/checking/report/book.py",
    "kim/cli/contacts.py",
    "kim/cli/offices.py",
    "kim/cli/query.py",
    "kim/publishing",
    "kim/reference/wordlists.py",
    "kim/sampling",
)


def test_no_module_outside_the_package_names_a_format() -> None:
    known = {name for each in FORMATS for name in (*each.names, *each.suffixes) if name}
    one = "(?:" + "|".join(map(re.escape, sorted(known))) + ")"
    alone, listed = re.compile(rf"\.?{one}", re.IGNORECASE), re.compile(rf"(?:^|[|(,]\s*)\.?{one}(?:[|),]|$)")
    naming = [
        f"{path.relative_to(PACKAGE_ROOT)}:{line}: {text!r}"
        for path in _outside()
        for line, text in _texts(path)
        if alone.fullmatch(text) or listed.search(text)
    ]
    assert naming == []


def _outside() -> Iterator[Path]:
    inside = PACKAGE_ROOT / "kim" / "reading" / "formats"
    writers = [PACKAGE_ROOT / each for each in WRITERS]
    for room in ("kim", "flows", "schemas", "warehouse"):
        for path in (PACKAGE_ROOT / room).rglob("*.py"):
            if not any(path.is_relative_to(each) for each in (inside, *writers)):
                yield path


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
