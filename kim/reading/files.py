"""A file as received becomes a `Reading`: what it is, what it may cost, and its tables. Never an exception."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from kim.reading.bundle import members_to_read
from kim.reading.collector import collector_paused
from kim.reading.formats import READABLE, extension, of_members, sniff
from kim.reading.grid import Grid
from kim.reading.model import IgnoredRow, Note, Reading, Table
from kim.reading.package import Budget, Package, nothing, open_package
from kim.reading.parts import read_ods, read_xls, read_xlsx
from kim.reading.refusal import RefusedError
from kim.reading.tables import read_tables
from kim.reading.text import read_text
from kim.settings import Limits

_MEGA = 1_000_000
_HEAD = 4_096
_BLANK = b"\x00 \r\n\t"
_TEXTS = frozenset({"csv", "tsv", "tab", "txt", ""})


def read_file(path: Path, name: str, limits: Limits, meanwhile: Callable[[], None] = nothing) -> Reading:
    """Read a file from disk; `name` is what its sender called it. See `read_bytes`."""
    try:
        size = path.stat().st_size
        if size > limits.file_bytes:
            return _refused(name, extension(name) or "?", _too_large(size, limits))
        content = path.read_bytes()
    except OSError:
        return _refused(name, extension(name) or "?", RefusedError("file_unreadable", extension(name) or "?"))
    return read_bytes(content, name, limits, meanwhile)


def read_bytes(content: bytes, name: str, limits: Limits, meanwhile: Callable[[], None] = nothing) -> Reading:
    """Read a file: every table with a community's name in it, at its true addresses.

    Any fault of the file is a note; `refused` where nothing of it can be used. `meanwhile` is called, if at all, while
    a parser works that lets Python go on: for what will be needed after reading.
    """
    with collector_paused():
        return _read(content, name, Budget(limits, meanwhile))


def _too_large(size: int, limits: Limits) -> RefusedError:
    return RefusedError("file_too_large", f"{-(-size // _MEGA)} MB > {limits.file_bytes // _MEGA} MB")


def _refused(name: str, kind: str, error: RefusedError) -> Reading:
    value = kind if error.rule == "file_unreadable" and error.value == "zip" else error.value
    return Reading(name, kind, notes=(Note(error.rule, value=value),), refused=True)


def _read(content: bytes, name: str, budget: Budget) -> Reading:
    kind = extension(name) or "?"
    try:
        if len(content) > budget.limits.file_bytes:
            raise _too_large(len(content), budget.limits)
        if not content[:_HEAD].strip(_BLANK) and not content.strip(_BLANK):
            raise RefusedError("file_empty")
        kind = sniff(content)
        gathered = _Gathered(name)
        gathered.read(content, kind, budget)
        return gathered.reading()
    except RefusedError as error:
        return _refused(name, _shown(kind, name), error)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException:  # A panic in the parser is no Exception; whatever it is, it is the file's fault.
        return _refused(name, _shown(kind, name), RefusedError("file_unreadable", _shown(kind, name)))


def _shown(kind: str, name: str) -> str:
    """A format for people: what is known of it, else what the extension says."""
    return kind if kind in READABLE - {"zip"} else extension(name) or kind


@dataclass(slots=True)
class _Gathered:
    """What a file has given so far."""

    name: str
    format: str = "?"
    tables: list[Table] = field(default_factory=list)
    ignored: list[IgnoredRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    titles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    refused: bool = False

    def read(self, content: bytes, kind: str, budget: Budget) -> None:
        if kind == "zip":
            self._read_package(content, budget)
        elif kind == "ole":
            self.format = "xls"
            self._sheets(*read_xls(content, budget.limits))
        elif kind == "text":
            self.format = "tsv" if extension(self.name) in {"tsv", "tab"} else "csv"
            grid, notes = read_text(content, self.name, budget.limits)
            self._sheets([grid], notes)
        else:
            raise RefusedError("file_format_unknown", kind)
        if self.format != "zip":
            self._compare_extension()
            if not self.tables:
                persons = any(note.rule == "sheet_of_persons" for note in self.notes)
                raise RefusedError("sheet_of_persons" if persons else "file_no_table")

    def _read_package(self, content: bytes, budget: Budget) -> None:
        package = open_package(content, budget.limits)
        package.kind = kind = of_members(frozenset(package.members))
        if kind in {"xlsx", "xlsm"}:
            self.format = kind
            self._sheets(*read_xlsx(content, package, budget))
        elif kind == "odf":
            self.format = "ods"
            self._sheets(*read_ods(content, package, budget))
        elif kind == "zip":
            self.format = kind
            self._bundle(package, budget)
        else:
            raise RefusedError("file_format_unknown", kind)

    def _sheets(self, grids: list[Grid], notes: list[Note]) -> None:
        self.notes += notes
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

    def _compare_extension(self) -> None:
        said = extension(self.name)
        same = said == self.format or {said, self.format} <= _TEXTS or {said, self.format} <= {"xlsx", "xlsm"}
        if said and not same:
            self.notes.append(Note("format_differs", value=f".{said} > {self.format}"))

    def _bundle(self, package: Package, budget: Budget) -> None:
        """A ZIP of files: each member as a file of its own; one that is refused leaves the others standing."""
        package.check(budget, counted=True)
        if budget.depth > budget.limits.nesting:
            raise RefusedError("file_nested_too_deep", f"{budget.depth} > {budget.limits.nesting}")
        wanted, others = members_to_read(package)
        self.notes += [Note("member_ignored", member, value=extension(member)) for member in others]
        budget.depth += 1
        for member in wanted:
            try:
                size = package.members[member].file_size
                if size > budget.limits.file_bytes:
                    raise _too_large(size, budget.limits)
                inner = _read(package.read(member), member, budget)
            except RefusedError as error:
                inner = _refused(member, extension(member), error)
            self._take(member, inner)
        budget.depth -= 1
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
        return Reading(
            self.name,
            self.format,
            tuple(self.tables),
            tuple(self.ignored),
            tuple(self.notes),
            self.refused,
            self.titles,
        )
