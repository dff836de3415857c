"""Faults of the disk and of the warehouse file, as sentences: what happened, where, and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from kim.errors import KimError, StepError

_NEWER = ("newer version of duckdb", "version number")
_FULL = ("no space left", "could not write all bytes", "disk quota exceeded", "file too large")
_REFUSED = ("permission denied", "read-only file system")
_LOCKED = ("could not set lock",)


class DamagedWarehouseError(KimError):
    """The warehouse file cannot be read; the truth it was derived from is elsewhere."""


def damage(path: Path, what: str) -> DamagedWarehouseError:
    """The fault that the file at `path` is damaged, and what was seen of it."""
    return DamagedWarehouseError(
        f"The warehouse file {path} is damaged ({what}). Nothing is lost: the archive and the registry hold everything "
        "it was made from. Run `kim rebuild`."
    )


@contextmanager
def named_faults(path: Path) -> Iterator[None]:
    """Turn what DuckDB and the system say of `path` into a sentence; errors of a statement itself pass through.

    Raises:
        KimError: the disk is full, the folder may not be written, or another program holds the file.
        DamagedWarehouseError: the file is damaged.
    """
    try:
        yield
    except (duckdb.Error, OSError, StepError) as error:
        cause = error.__cause__ if isinstance(error, StepError) else error
        fault = _fault(cause, path) if isinstance(cause, duckdb.Error | OSError) else None
        if fault is None:
            raise
        raise fault from error


def _fault(error: Exception, path: Path) -> KimError | None:
    text = str(error).lower()
    for words, sentence in (
        (_FULL, f"The disk that holds {path.parent} is full. Nothing was changed: free some space and run again."),
        (_REFUSED, f"{path} may not be read or written by this user. Mend the folder's permissions and run again."),
        (_LOCKED, f"Another program has {path} open for writing. Close it and run again."),
        (
            _NEWER,
            f"{path} was written by a newer version of DuckDB. Install the version of the lock file (`make setup`).",
        ),
    ):
        if any(word in text for word in words):
            return KimError(sentence)
    if _is_damage(error, text):
        return damage(path, _first_line(error))
    return None


def _is_damage(error: Exception, text: str) -> bool:
    kinds = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)
    return isinstance(error, kinds) or "corrupt" in text


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0].rstrip(".")
