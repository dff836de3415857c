"""The memory of a process and all its descendants together: what they hold beside pages of files (`RssAnon`).

Pages that a forked process still shares with its parent count twice: an upper bound, and cheap to look at. The exact
shares (PSS) cost a third of a core to ask for.
"""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

EVERY_SECONDS = 0.5


class Peak:
    """Watches a process for a block; `megabytes` is the most that it and its descendants held at once."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.megabytes = 0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(EVERY_SECONDS):
            self.megabytes = max(self.megabytes, sum(map(_held, _family(self._pid))) // 1024)


def _family(pid: int) -> list[int]:
    found = [pid]
    for one in found:
        for listed in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(word) for word in _read(listed).split()]
    return found


def _held(pid: int) -> int:
    """Kilobytes."""
    lines = _read(Path(f"/proc/{pid}/status")).splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("RssAnon:")), 0)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:  # it has ended
        return ""
