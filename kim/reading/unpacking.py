"""A file as received is opened: what it is, what it may cost, and its sheets as they stand. Never an exception.

This is all that is done with an office's bytes by parsers that are not Python; what comes out is plain data.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kim.reading.bundle import members_to_read
from kim.reading.formats import READABLE, extension, of_members, sniff
from kim.reading.grid import Grid
from kim.reading.model import Note
from kim.reading.package import Budget, Package, nothing, open_package
from kim.reading.parts import read_ods, read_xls, read_xlsx
from kim.reading.refusal import RefusedError
from kim.reading.text import read_text

if TYPE_CHECKING:
    from kim.settings import Limits

_MEGA = 1_000_000
_HEAD = 4_096
_BLANK = b"\x00 \r\n\t"


@dataclass(slots=True)
class Unpacked:
    """A file opened: its sheets, or the files inside it with their names.

    `fault` has the rule and the value by which it is refused as a whole; `format` is then the one for people.
    """

    name: str
    format: str
    grids: list[Grid] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    members: list[tuple[str, "Unpacked"]] = field(default_factory=list)
    fault: tuple[str, str | None] | None = None

    @property
    def row_count(self) -> int:
        """Lines of all sheets, those of the files inside included."""
        return sum(len(grid.rows) for grid in self.grids) + sum(inner.row_count for _, inner in self.members)


def unpack(content: bytes, name: str, limits: "Limits", meanwhile: Callable[[], None] = nothing) -> Unpacked:
    """Open a file; `name` is what its sender called it. `meanwhile` is called, if at all, while a parser works."""
    return _unpack(content, name, Budget(limits, meanwhile))


def too_large(name: str, size: int, limits: "Limits") -> Unpacked:
    """A file that is refused by its size alone."""
    return refused(name, extension(name) or "?", _too_large(size, limits))


def unreadable(name: str) -> Unpacked:
    """A file that cannot be read at all."""
    return refused(name, extension(name) or "?", RefusedError("file_unreadable", extension(name) or "?"))


def refused(name: str, kind: str, error: RefusedError) -> Unpacked:
    """A file that is refused as a whole, and by which rule."""
    value = kind if error.rule == "file_unreadable" and error.value == "zip" else error.value
    return Unpacked(name, kind, fault=(error.rule, value))


def _too_large(size: int, limits: "Limits") -> RefusedError:
    return RefusedError("file_too_large", f"{-(-size // _MEGA)} MB > {limits.file_bytes // _MEGA} MB")


def _unpack(content: bytes, name: str, budget: Budget) -> Unpacked:
    kind = extension(name) or "?"
    try:
        if len(content) > budget.limits.file_bytes:
            raise _too_large(len(content), budget.limits)
        if not content[:_HEAD].strip(_BLANK) and not content.strip(_BLANK):
            raise RefusedError("file_empty")
        kind = sniff(content)
        return _opened(content, name, kind, budget)
    except RefusedError as error:
        return refused(name, _shown(kind, name), error)
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException:  # A panic in the parser is no Exception; whatever it is, it is the file's fault.
        return refused(name, _shown(kind, name), RefusedError("file_unreadable", _shown(kind, name)))


def _shown(kind: str, name: str) -> str:
    """A format for people: what is known of it, else what the extension says."""
    return kind if kind in READABLE - {"zip"} else extension(name) or kind


def _opened(content: bytes, name: str, kind: str, budget: Budget) -> Unpacked:
    if kind == "zip":
        return _package(content, name, budget)
    if kind == "ole":
        return Unpacked(name, "xls", *read_xls(content, budget))
    if kind == "text":
        grid, notes = read_text(content, name, budget.limits)
        budget.take_cells(len(grid.rows) * max(map(len, grid.rows), default=0))
        return Unpacked(name, "tsv" if extension(name) in {"tsv", "tab"} else "csv", [grid], notes)
    raise RefusedError("file_format_unknown", kind)


def _package(content: bytes, name: str, budget: Budget) -> Unpacked:
    package = open_package(content, budget.limits)
    package.kind = kind = of_members(frozenset(package.members))
    if kind in {"xlsx", "xlsm"}:
        return Unpacked(name, kind, *read_xlsx(content, package, budget))
    if kind == "odf":
        return Unpacked(name, "ods", *read_ods(content, package, budget))
    if kind == "zip":
        return _bundle(package, name, budget)
    raise RefusedError("file_format_unknown", kind)


def _bundle(package: Package, name: str, budget: Budget) -> Unpacked:
    """A ZIP of files: each member as a file of its own; one that is refused leaves the others standing."""
    package.check(budget, counted=True)
    if budget.depth > budget.limits.nesting:
        raise RefusedError("file_nested_too_deep", f"{budget.depth} > {budget.limits.nesting}")
    wanted, others = members_to_read(package)
    found = Unpacked(name, "zip", notes=[Note("member_ignored", each, value=extension(each)) for each in others])
    budget.depth += 1
    for member in wanted:
        try:
            size = package.members[member].file_size
            if size > budget.limits.file_bytes:
                raise _too_large(size, budget.limits)
            inner = _unpack(package.read(member), member, budget)
        except RefusedError as error:
            inner = refused(member, extension(member), error)
        found.members.append((member, inner))
    budget.depth -= 1
    return found
