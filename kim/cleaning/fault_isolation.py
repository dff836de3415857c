"""A fault of the software on one file is that file's alone: it is refused by name, and the others are cleaned.

Its bytes lie in the archive, so that nothing is lost: a rebuild by mended software reads it anew.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from kim.cleaning.model import Received
from kim.errors import KimError, fault_of
from kim.reading.model import Note, Reading

Files = Sequence[tuple[Received, Reading]]
Made = TypeVar("Made")
_NO_FILES_FAULT = (KimError, OSError, MemoryError)


def isolating_faults(work: Callable[[Files], Made], files: Files) -> Made:
    """`work(files)`; a file on which it fails counts as refused, with `file_not_judged`.

    Raises:
        KimError, OSError, MemoryError: from `work`: no file is to blame for these.
    """
    try:
        return work(files)
    except _NO_FILES_FAULT:
        raise
    except Exception:
        return work([_or_refused(work, *one) for one in files])


def _or_refused(work: Callable[[Files], object], received: Received, reading: Reading) -> tuple[Received, Reading]:
    try:
        work([(received, reading)])
    except _NO_FILES_FAULT:
        raise
    except Exception as error:
        note = Note("file_not_judged", value=fault_of(error))
        return received, Reading(reading.file_name, reading.format, notes=(note,), refused=True)
    return received, reading
