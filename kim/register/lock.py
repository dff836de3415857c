"""One process writes to a home at a time; a second one waits, then is told who holds it."""

import fcntl
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path

from kim.errors import KimError
from kim.home import Home
from kim.register.disk import explained

_POLL_SECONDS = 0.1


@contextmanager
def writer_lock(home: Home, wait_seconds: float = 10.0) -> Iterator[None]:
    """Hold the writer's lock of `home`; the kernel frees it when the process ends, however it ends.

    Raises:
        KimError: another process still holds it after `wait_seconds`, or the folder cannot be written.
    """
    with explained(f"cannot lock {home.lock}"):
        home.lock.parent.mkdir(parents=True, exist_ok=True)
    patience = time.monotonic() + wait_seconds
    while (handle := _attempt(home.lock)) is None:
        if time.monotonic() >= patience:
            raise KimError(f"{home.root} is being written by {_holder(home.lock)}: wait for it to end, then try again")
        time.sleep(_POLL_SECONDS)
    with handle:
        handle.truncate(0)
        handle.write(json.dumps(_introduction()))
        handle.flush()
        yield
        handle.truncate(0)


def _attempt(path: Path) -> TextIOWrapper | None:
    with explained(f"cannot lock {path}"):
        handle = path.open("a+", encoding="utf-8")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        return None
    # A lock on a file that was swapped or removed meanwhile guards nothing.
    if not path.exists() or path.stat().st_ino != os.fstat(handle.fileno()).st_ino:
        handle.close()
        return None
    return handle


def _introduction() -> dict[str, str | int]:
    command = next((word for word in sys.argv[1:] if not word.startswith(("-", "/"))), "")
    since = datetime.now(UTC).replace(microsecond=0).isoformat()
    return {"pid": os.getpid(), "command": f"kim {command}".strip(), "since": since}


def _holder(path: Path) -> str:
    try:
        said = json.loads(path.read_text("utf-8"))
        return f"another process ({said['command']}, process {said['pid']}, since {said['since']})"
    except (OSError, ValueError, KeyError):
        return "another process"
