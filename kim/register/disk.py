"""Writing so that a power cut leaves either the old file or the new one; faults of a disk become sentences.

One file is one call: written whole (`write_whole`), read in pieces, hashed (`file_sha256`), made to last (`sync`).
"""

import errno
import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kim.errors import KimError

_ADVICE = {
    errno.ENOSPC: "the disk is full: free some space and run the same command again",
    errno.EDQUOT: "the disk quota is used up: free some space and run the same command again",
    errno.EROFS: "the file system is read-only: mount it writable and run the same command again",
    errno.EACCES: "this user may not write there: give write permission and run the same command again",
    errno.EPERM: "this user may not do that there: give permission and run the same command again",
    errno.EIO: "the disk reports a fault: check it, and restore from a backup if need be",
    errno.ENOENT: "the file or folder does not exist",
}
PARTIAL = ".partial-"
_PIECE = 1024 * 1024


@contextmanager
def explained(doing: str) -> Iterator[None]:
    """Turn an `OSError` into a `KimError` that says what was being done and what to do about it."""
    try:
        yield
    except OSError as fault:
        advice = _ADVICE.get(fault.errno or 0, fault.strerror or str(fault))
        raise KimError(f"{doing}: {advice}. Nothing already stored was changed.") from fault


def pieces(path: Path) -> Iterator[bytes]:
    """The content of a file, a megabyte at a time."""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def file_sha256(path: Path) -> str:
    """The hash of a file's content in hex.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Make last what is at `path`: a file's content, or the names in a folder (a rename lasts from then on)."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, chunks: Iterable[bytes], mode: int = 0o600) -> None:
    """Write `path` whole or not at all: a partial file beside it, fsync, rename, fsync of the folder.

    Raises:
        KimError: the disk is full, read-only or faulty; the file is as it was before.
    """
    with explained(f"cannot write {path}"):
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.parent / f"{PARTIAL}{secrets.token_hex(6)}"
        try:
            with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as target:
                for chunk in chunks:
                    target.write(chunk)
            sync(partial)
            partial.replace(path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        sync(path.parent)


def sweep(folder: Path) -> int:
    """Remove partial files that a killed process left in `folder` and below; call under the writer lock."""
    left = list(folder.rglob(f"{PARTIAL}*")) if folder.is_dir() else []
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)
