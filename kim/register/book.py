"""An append-only book: a line once acknowledged is never changed and never lost.

A line is acknowledged when its newline is on the disk. What a crash leaves behind the last newline was acknowledged to
nobody: reading ignores it and the next append cuts it off, unless it is a whole line that lost its newline alone.
"""

import fcntl
import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from kim.errors import KimError
from kim.register.disk import explained, sync

Line = TypeVar("Line", bound=BaseModel)
_BLOCK = 64 * 1024


class Book(Generic[Line]):
    """One JSON line an entry; subclasses say what an entry is, and what must hold between entries."""

    line: type[Line]

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, lines: Sequence[Line]) -> None:
        """Write all `lines` in one go and make them last.

        Raises:
            KimError: disk full, read-only or faulty, or the lines do not follow on those before; nothing was added.
        """
        if lines:
            text = "".join(line.model_dump_json(exclude_none=True) + "\n" for line in lines)
            self._write(text.encode(), lines)

    def _write(self, text: bytes, lines: Sequence[Line]) -> None:
        with explained(f"cannot write to {self.path}"):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            created = not self.path.exists()
            with self.path.open("ab+", buffering=0) as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                start = self._mend_end(file)
                self._check_follows(file, lines)
                try:
                    _write_all(file, text)
                    os.fsync(file.fileno())
                except BaseException:
                    file.truncate(start)
                    raise
            if created:
                sync(self.path.parent)

    def all(self, until: datetime | None = None) -> list[Line]:
        """Every line in order, those after `until` left out.

        Raises:
            KimError: a line is damaged; it names the file and the line.
        """
        lines = [line for _, line in self.numbered()]
        self.check(lines)
        if until is None:
            return lines
        return [line for line in lines if (moment := self.moment(line)) is None or moment <= until]

    def numbered(self) -> Iterator[tuple[int, Line]]:
        """The lines with their numbers in the file, from 1."""
        try:
            file = self.path.open("rb")
        except FileNotFoundError:
            return
        except OSError as fault:
            raise KimError(f"cannot read {self.path}: {fault.strerror}") from fault
        with file:
            for number, raw in enumerate(file, start=1):
                try:
                    yield number, self.line.model_validate_json(raw)
                except ValidationError as fault:
                    if not raw.endswith(b"\n"):
                        return
                    raise self.damaged(number, "is not a valid entry") from fault

    def moment(self, line: Line) -> datetime | None:  # noqa: ARG002 - for subclasses
        """When the line was written, where it says so."""
        return None

    def check(self, lines: Sequence[Line]) -> None:
        """Raise a `KimError` where the lines contradict each other."""

    def damaged(self, number: int, how: str) -> KimError:
        """The message on a damaged line; it quotes nothing of what the line says."""
        return KimError(
            f"{self.path}, line {number} {how}: the file was changed by something else than kim; "
            "restore it from the last backup"
        )

    def last(self) -> Line | None:
        """The last whole line, without reading those before it."""
        try:
            with self.path.open("rb") as file:
                return self._last(file)
        except FileNotFoundError:
            return None

    def _check_follows(self, file: BinaryIO, lines: Sequence[Line]) -> None:
        """Raise a `KimError` where `lines` do not follow on the file's last line."""

    def _last(self, file: BinaryIO) -> Line | None:
        tail, _ = _tail(file)
        *whole, rest = tail.split(b"\n")
        if rest:
            try:
                return self.line.model_validate_json(rest)
            except ValidationError:
                pass  # torn off by a crash
        if not whole:
            return None
        try:
            return self.line.model_validate_json(whole[-1])
        except ValidationError as fault:
            raise KimError(f"the last line of {self.path} is damaged: restore it from the last backup") from fault

    def _mend_end(self, file: BinaryIO) -> int:
        """Cut what a crash left behind the last newline; returns where the next line starts."""
        tail, size = _tail(file)
        rest = tail.rpartition(b"\n")[2]
        if not rest:
            return size
        try:
            self.line.model_validate_json(rest)
        except ValidationError:
            size -= len(rest)
            file.truncate(size)
            return size
        _write_all(file, b"\n")
        return size + 1


def _tail(file: BinaryIO) -> tuple[bytes, int]:
    """The end of the file, long enough to hold two whole lines (or all of it), and the file's size."""
    size = file.seek(0, os.SEEK_END)
    tail, start = b"", size
    while start and tail.count(b"\n") < 3:
        step = min(_BLOCK, start)
        start -= step
        file.seek(start)
        tail = _read_exactly(file, step) + tail
    file.seek(0, os.SEEK_END)
    return tail, size


def _read_exactly(file: BinaryIO, count: int) -> bytes:
    read = b""
    while len(read) < count and (more := file.read(count - len(read))):
        read += more
    return read


def _write_all(file: BinaryIO, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[file.write(view) :]
