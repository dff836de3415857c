"""A file as received becomes a `Reading`: opened (`unpacking`), and its tables found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kim.errors import fault_of
from kim.reading.collector import collector_paused
from kim.reading.formats import extension, named
from kim.reading.formats.package import nothing
from kim.reading.grid import Grid
from kim.reading.model import IgnoredRow, Note, Reading, Table
from kim.reading.notes import RefusedError
from kim.reading.sheets import read_tables
from kim.reading.unpacking import Unpacked, refused, too_large, unpack, unreadable

if TYPE_CHECKING:
    from kim.settings import Limits


def read_file(path: Path, name: str, limits: "Limits", meanwhile: Callable[[], None] = nothing) -> Reading:
    """Read a file from disk; `name` is what its sender called it. See `read_bytes`."""
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            return find_tables(too_large(name, size, limits))
        content = path.read_bytes()
    except OSError:
        return find_tables(unreadable(name))
    return read_bytes(content, name, limits, meanwhile)


def read_bytes(content: bytes, name: str, limits: "Limits", meanwhile: Callable[[], None] = nothing) -> Reading:
    """Read a file: every table with a community's name in it, at its true addresses.

    Any fault of the file is a note; `refused` where nothing of it can be used. `meanwhile` is called, if at all, while
    a parser works that lets Python go on: for what will be needed after reading.
    """
    with collector_paused():
        return find_tables(unpack(content, name, limits, meanwhile))


def find_tables(opened: Unpacked) -> Reading:
    """The tables of a file that was opened; a fault of the software is a note on this file and stops no other."""
    with collector_paused():
        try:
            return _found(opened)
        except RefusedError as error:
            return _found(refused(opened.name, opened.format, error))
        except Exception as error:
            return Reading.not_judged(opened.name, opened.format, fault_of(error))


def _found(opened: Unpacked) -> Reading:
    if opened.fault:
        rule, value = opened.fault
        return Reading(opened.name, opened.format, notes=(Note(rule, value=value),), refused=True)
    gathered = _Gathered(opened)
    if opened.members is None:
        gathered.sheets(opened.grids)
    else:
        gathered.bundle(opened.members)
    return gathered.reading()


@dataclass(slots=True)
class _Gathered:
    """What a file has given so far."""

    opened: Unpacked
    tables: list[Table] = field(default_factory=list)
    ignored: list[IgnoredRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    titles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    refused: bool = False

    def __post_init__(self) -> None:
        self.notes += self.opened.notes

    def sheets(self, grids: list[Grid]) -> None:
        covers: list[str] = []
        last = None
        for grid in grids:
            found = read_tables(grid, last)
            last = found.last
            self.tables += found.tables
            self.ignored += found.ignored
            self.notes += found.notes
            if found.tables:
                self.titles[grid.sheet] = found.titles
            else:
                covers += found.titles
        if covers:
            self.titles[""] = tuple(dict.fromkeys(covers))
        self._compare_extension()
        if not self.tables:
            persons = any(note.rule == "sheet_of_persons" for note in self.notes)
            raise RefusedError("sheet_of_persons" if persons else "file_no_table")

    def _compare_extension(self) -> None:
        said, is_a = extension(self.opened.name), self.opened.format
        form = named(is_a)
        if said and form and said not in form.suffixes:
            self.notes.append(Note("format_differs", value=f".{said} > {is_a}"))

    def bundle(self, members: Sequence[tuple[str, Unpacked]]) -> None:
        """The files inside, each as a file of its own."""
        for member, inner in members:
            self._take(member, find_tables(inner))
        if not self.tables:
            self.refused = True
            if not any(note.rule.startswith("file_") for note in self.notes):
                self.notes.append(Note("file_no_table"))

    def _take(self, member: str, inner: Reading) -> None:
        def within(sheet: str | None) -> str:
            return f"{member} › {sheet}" if sheet else member

        self.tables += [replace(each, sheet=within(each.sheet)) for each in inner.tables]
        self.ignored += [replace(each, sheet=within(each.sheet)) for each in inner.ignored]
        self.notes += [replace(each, sheet=within(each.sheet)) for each in inner.notes]
        self.titles.update({within(sheet): texts for sheet, texts in inner.titles.items() if sheet})

    def reading(self) -> Reading:
        tables, ignored, notes = tuple(self.tables), tuple(self.ignored), tuple(self.notes)
        return Reading(self.opened.name, self.opened.format, tables, ignored, notes, self.refused, self.titles)
