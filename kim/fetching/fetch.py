"""What is new at the sources comes into the inbox, each version of a file once; the book of fetched files knows which.

`KIM_SOURCES`, or `sources.txt` in the home, names one address a line; one that ends in `/` is a folder with all below
it. A file is written under a hidden name, resumed there after a break, and renamed into the inbox when it is whole.
Credentials are fsspec's (`FSSPEC_SFTP_PASSWORD`, …) and each store's own (`AWS_…`); none is ever shown.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from kim.errors import KimError
from kim.fetching.sources import Found, Store, list_files, shown, sources_of
from kim.home import Home
from kim.progress import Progress
from kim.register.book import Book
from kim.register.disk import explained, file_sha256, sync

if TYPE_CHECKING:
    from kim.settings import Settings

PARTIAL = ".fetching-"
_PIECE = 1024 * 1024


class FetchedFile(BaseModel):
    """A file as it was fetched; `version` is what its store says of it (ETag, or time and size), where it says so."""

    model_config = ConfigDict(frozen=True)

    address: str
    version: str | None = None
    sha256: str


class FetchBook(Book[FetchedFile]):
    """`warehouse/.fetched.jsonl`: losing it, or a line of it, costs a second fetch of duplicates."""

    line = FetchedFile

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._versions: set[tuple[str, str]] = set()
        self._contents: set[tuple[str, str]] = set()
        if path.exists():
            with explained(f"cannot read {path}"):
                lines = path.read_bytes().splitlines()
            for line in lines:
                with suppress(ValidationError):  # a damaged line holds up nobody's files
                    self._keep(FetchedFile.model_validate_json(line))

    def knows(self, address: str, version: str | None) -> bool:
        """Whether this version was fetched; never where the store does not tell versions apart."""
        return version is not None and (address, version) in self._versions

    def has(self, address: str, sha256: str) -> bool:
        """Whether these bytes were fetched from there."""
        return (address, sha256) in self._contents

    def add(self, line: FetchedFile) -> None:
        """Write a line and make it last."""
        self.append([line])
        self._keep(line)

    def _keep(self, line: FetchedFile) -> None:
        if line.version is not None:
            self._versions.add((line.address, line.version))
        self._contents.add((line.address, line.sha256))


@dataclass
class Fetching:
    """What came: names in the inbox; `known` were fetched before, `too_big` were left where they are."""

    fetched: list[str] = field(default_factory=list)
    known: int = 0
    too_big: list[str] = field(default_factory=list)


def fetch_files(settings: "Settings", progress: Progress) -> Fetching:
    """Bring what is new at the sources into the inbox.

    Raises:
        KimError: a source cannot be reached or read; every other source was fetched, and what is whole stays.
    """
    from kim.settings import Limits

    done, faults = Fetching(), []
    home = settings.place
    book = FetchBook(home.warehouse / ".fetched.jsonl")
    for url in sources_of(home):
        try:
            with Store(url) as store:
                found = list_files(store)
                progress.start(f"fetching from {shown(url)}", len(found))
                for file in found:
                    _bring(home, book, store, file, done, Limits().file_bytes)
                    progress.step()
        except KimError as fault:
            faults.append(fault)
    if faults:
        raise KimError("; ".join(str(fault) for fault in faults)) from faults[0]
    for left in home.inbox.rglob(f"{PARTIAL}*"):
        left.unlink(missing_ok=True)
    return done


def _bring(home: Home, book: FetchBook, store: Store, file: Found, done: Fetching, most: int) -> None:
    if file.size is not None and file.size > most:
        done.too_big.append(file.name)
        return
    if book.knows(file.address, file.version):
        done.known += 1
        return
    target = home.inbox / file.name
    token = hashlib.sha256(f"{file.address}|{file.version}".encode()).hexdigest()[:20]
    partial = target.parent / f"{PARTIAL}{token}"
    with explained(f"cannot make {target.parent}"):
        target.parent.mkdir(parents=True, exist_ok=True)
    _download(store, file, partial, most)
    sha256 = file_sha256(partial)
    if book.has(file.address, sha256):
        partial.unlink()
        done.known += 1
    else:
        done.fetched.append(_settle(partial, target).relative_to(home.inbox).as_posix())
    book.add(FetchedFile(address=file.address, version=file.version, sha256=sha256))


def _download(store: Store, file: Found, partial: Path, most: int) -> None:
    there = partial.stat().st_size if partial.exists() else 0
    if file.version is None or file.size is None or there > file.size:
        there = 0
    with explained(f"cannot write {partial}"), partial.open("ab") as target:
        target.truncate(there)
        for piece in store.pieces(file, there, _PIECE):
            target.write(piece)
            if target.tell() > most:
                raise KimError(f"{shown(file.address)} is longer than it said and over the limit of {most:,} bytes")
    sync(partial)
    if file.size is not None and partial.stat().st_size != file.size:
        raise KimError(f"{shown(file.address)} broke off; the next run goes on from there") from ConnectionError()


def _settle(partial: Path, target: Path) -> Path:
    """Give a whole file its name, beside one of the same name that still waits."""
    for name in _names(target):
        try:
            with explained(f"cannot write {name}"):
                os.link(partial, name)
        except KimError as fault:
            if isinstance(fault.__cause__, FileExistsError):
                continue
            raise
        partial.unlink()
        sync(name.parent)
        return name
    raise AssertionError


def _names(target: Path) -> Iterator[Path]:
    yield target
    number = 2
    while True:
        yield target.with_name(f"{target.stem} ({number}){target.suffix}")
        number += 1
