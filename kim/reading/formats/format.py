"""The entry of one format of files: how it is recognised, read and blanked, and how large its rows are."""

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kim.reading.formats.package import Budget, Package, open_package
from kim.reading.formats.signature import signature
from kim.reading.grid import Grid
from kim.reading.model import Note

Cells = Mapping[str, Set[tuple[int, int]]]
"""Sheet to cells; rows count from 1 as Excel shows them, columns from 0."""


class RawFile:
    """A file's bytes and its name, and what several formats ask of them, looked up once."""

    def __init__(self, content: bytes, name: str, budget: Budget) -> None:
        self.content = content
        self.name = name
        self.budget = budget

    @cached_property
    def signature(self) -> str:
        """The kind of content by its first bytes."""
        return signature(self.content)

    @cached_property
    def package(self) -> Package:
        """The file as a ZIP.

        Raises:
            RefusedError: it is a broken one, or its directory is over the limits.
        """
        return open_package(self.content, self.budget.limits)

    @property
    def members(self) -> Set[str]:
        """The names of the files inside a ZIP; none where it is no ZIP."""
        return self.package.members.keys() if self.signature == "zip" else frozenset()


class Member(NamedTuple):
    """A file inside another: its bytes are had by `read`, once its size has been held against the limits."""

    name: str
    size: int
    read: Callable[[], bytes]


@dataclass(slots=True)
class Contents:
    """What a file holds: its sheets as they stand, or, `members`, other files.

    What cannot be seen in a cell stands in the sheet's marks, errors too; their cells are blank.
    """

    grids: list[Grid] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    members: list[Member] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format: an entry of `kim.reading.formats.FORMATS`.

    `recognise` and `read` get bytes that no one has checked. `read` holds them against the limits of `RawFile.budget`
    before any parser sees them, and refuses a file with a `RefusedError`.
    """

    names: tuple[str, ...]
    """What `recognise` may answer; `intake.submission.format` has it."""
    suffixes: frozenset[str]
    """The ends of file names that promise this format: lower case, without the dot."""
    recognise: Callable[[RawFile], str | None]
    """The name under which the content is of this format; None where it is of another."""
    read: Callable[[RawFile], Contents]
    libraries: tuple[str, ...] = ()
    """Modules that `read` imports only when it needs them: a reader imports them ahead, for it can open no file."""
    row_bytes: int = 200
    """Bytes that a row takes, by measurement."""
    head_bytes: int = 0
    """Bytes that stand before the rows."""
    blank: Callable[[bytes, Cells], Iterator[bytes]] | None = None
    """Copies with these cells empty, the best first; the caller reads each back and takes the first that is right.

    Without it, the copy is the rows as read (`kim.reading.formats.rows_as_read`).
    """
    repack: Callable[[bytes, Callable[[str, bytes], bytes]], bytes] | None = None
    """For a file of files: a copy with what the callable gives for the name and the bytes of each."""
    editable: bool = False
    """Whether openpyxl opens it and writes it back, so that the report can keep the sender's layout."""

    @property
    def is_kept_as_rows(self) -> bool:
        """Whether a copy with cells blanked is no file of this format, but its rows as read."""
        return self.blank is None and self.repack is None

    def rows_guessed(self, byte_count: int) -> int:
        """About how many rows a file of this size holds; one at least."""
        return max((byte_count - self.head_bytes) // self.row_bytes, 1)
