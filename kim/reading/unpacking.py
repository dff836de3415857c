"""A file as received is opened: its format, the limits, its sheets as they stand. A fault of the file never raises.

This is all that is done with an office's bytes by parsers that are not Python; what comes out is plain data.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kim.reading.formats import RawFile, extension, recognised, suffixes
from kim.reading.formats.format import Member
from kim.reading.formats.package import Budget, nothing
from kim.reading.grid import Grid, notes_on, put_errors
from kim.reading.model import Note
from kim.reading.notes import RefusedError

if TYPE_CHECKING:
    from kim.settings import Limits

_MEGA = 1_000_000
_HEAD = 4_096
_BLANK = b"\x00 \r\n\t"


@dataclass(slots=True)
class Unpacked:
    """A file opened: its sheets, or, where it is a file of files, those inside it with their names.

    `fault` has the rule and the value by which it is refused as a whole; `format` is then the one for people.
    """

    name: str
    format: str
    grids: list[Grid] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    members: list[tuple[str, "Unpacked"]] | None = None
    fault: tuple[str, str | None] | None = None

    @property
    def row_count(self) -> int:
        """Lines of all sheets, those of the files inside included."""
        return sum(len(grid.rows) for grid in self.grids) + sum(inner.row_count for _, inner in self.members or ())


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
    value = kind if error.rule == "file_unreadable" and error.value is None else error.value
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
        raw = RawFile(content, name, budget)
        kind = raw.signature
        return _opened(raw)
    except RefusedError as error:
        return refused(name, extension(name) or kind, error)
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError):
        raise
    except BaseException:  # A panic in the parser is no Exception; whatever it is, it is the file's fault.
        return refused(name, extension(name) or kind, RefusedError("file_unreadable"))


def _opened(raw: RawFile) -> Unpacked:
    form, kind = recognised(raw)
    found = form.read(raw)
    opened = Unpacked(raw.name, kind, found.grids, found.notes)
    for grid in found.grids:
        put_errors(grid)
        opened.notes += notes_on(grid)
    if found.members is not None:
        _open_members(opened, found.members, raw.budget)
    return opened


def _open_members(opened: Unpacked, members: Sequence[Member], budget: Budget) -> None:
    """Open each file inside as a file of its own; one that is refused leaves the others standing."""
    if budget.depth > budget.limits.nesting:
        raise RefusedError("file_nested_too_deep", f"{budget.depth} > {budget.limits.nesting}")
    opened.members = []
    known = suffixes()
    budget.depth += 1
    for member in members:
        if extension(member.name) not in known:
            opened.notes.append(Note("member_ignored", member.name, value=extension(member.name)))
            continue
        try:
            if member.size > budget.limits.file_bytes:
                raise _too_large(member.size, budget.limits)
            inner = _unpack(member.read(), member.name, budget)
        except RefusedError as error:
            inner = refused(member.name, extension(member.name), error)
        opened.members.append((member.name, inner))
    budget.depth -= 1
