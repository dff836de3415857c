"""What was fetched already: one line a file and version. Losing it costs a second fetch of duplicates."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from kim.register.disk import explained


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as it was fetched; `version` is what its store says of it (ETag, or time and size), where it says so."""

    address: str
    version: str | None
    sha256: str


class FetchBook:
    """An append-only file of lines; a last line torn by a pulled plug is passed over."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._versions: set[tuple[str, str]] = set()
        self._contents: set[tuple[str, str]] = set()
        if path.exists():
            with explained(f"cannot read {path}"):
                lines = path.read_text("utf-8").splitlines()
            for line in lines:
                try:
                    self._keep(Fetched(**json.loads(line)))
                except (ValueError, TypeError):
                    continue

    def knows(self, address: str, version: str | None) -> bool:
        """Whether this version was fetched; never where the store does not tell versions apart."""
        return version is not None and (address, version) in self._versions

    def has(self, address: str, sha256: str) -> bool:
        """Whether these bytes were fetched from there."""
        return (address, sha256) in self._contents

    def add(self, line: Fetched) -> None:
        """Write a line and make it last."""
        with explained(f"cannot write {self.path}"):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a+b") as book:
                torn = book.tell() and not _ends_whole(self.path)
                book.write((b"\n" if torn else b"") + json.dumps(asdict(line)).encode() + b"\n")
                book.flush()
                os.fsync(book.fileno())
        self._keep(line)

    def _keep(self, line: Fetched) -> None:
        if line.version is not None:
            self._versions.add((line.address, line.version))
        self._contents.add((line.address, line.sha256))


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as book:
        book.seek(-1, os.SEEK_END)
        return book.read(1) == b"\n"
