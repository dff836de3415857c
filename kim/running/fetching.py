"""Files that lie elsewhere (S3, SFTP, HTTPS, a mounted folder) come into the inbox, each once.

`KIM_SOURCES`, or `sources.txt` in the home, names one address a line; one that ends in `/` is a folder with all below
it. A file is written under a hidden name, resumed there after a break, and renamed into the inbox when it is whole.
Credentials are fsspec's (`FSSPEC_SFTP_PASSWORD`, …) and each store's own (`AWS_…`); none is ever shown.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kim.errors import KimError
from kim.home import Home
from kim.register.disk import explained, sync_folder
from kim.running.fetchbook import FetchBook, Fetched
from kim.running.progress import Progress
from kim.running.sources import Found, Store, list_files, shown, sources_of

if TYPE_CHECKING:
    from kim.settings import Settings

PARTIAL = ".fetching-"
_PIECE = 1024 * 1024


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
    sha256 = _hash(partial)
    if book.has(file.address, sha256):
        partial.unlink()
        done.known += 1
    else:
        done.fetched.append(_settle(partial, target).relative_to(home.inbox).as_posix())
    book.add(Fetched(address=file.address, version=file.version, sha256=sha256))


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
        target.flush()
        os.fsync(target.fileno())
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
        sync_folder(name.parent)
        return name
    raise AssertionError


def _names(target: Path) -> Iterator[Path]:
    yield target
    number = 2
    while True:
        yield target.with_name(f"{target.stem} ({number}){target.suffix}")
        number += 1


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
