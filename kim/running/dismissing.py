"""Files leave the inbox when their load is committed, also where the run was killed just between the two.

Which files are to leave is written down before the commit; whoever comes next finishes that.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from kim.home import Home
from kim.register.disk import explained, write_whole
from kim.running.request import Arrival


def announce(home: Home, arrivals: Sequence[Arrival]) -> None:
    """Write down which files leave once the load is committed."""
    lines = [[a.sequence, a.path.relative_to(home.inbox).as_posix(), a.size, a.modified_ns] for a in arrivals]
    write_whole(_list(home), [json.dumps(lines).encode()])


def dismiss(home: Home, loaded: Iterable[int]) -> None:
    """Take the announced files that are loaded out of the inbox; one that was overwritten meanwhile stays.

    One that may not be removed stays on the list: it is not received again, and is told of (`stuck`).

    Args:
        home: the home whose inbox it is.
        loaded: the sequences that the finished warehouse holds.
    """
    path = _list(home)
    if not path.exists():
        return
    committed = set(loaded)
    left = []
    for sequence, name, size, modified_ns in _listed(home):
        if sequence in committed and not _removed(home.inbox / name, (size, modified_ns)):
            left.append([sequence, name, size, modified_ns])
    if left:
        write_whole(path, [json.dumps(left).encode()])
        return
    with explained(f"cannot remove {path}"):
        path.unlink()


def stuck(home: Home) -> list[str]:
    """The names of files that are loaded and could not be taken out of the inbox."""
    return [name for _, name, size, modified_ns in _listed(home) if _is_still(home.inbox / name, (size, modified_ns))]


def _listed(home: Home) -> list[tuple[int, str, int, int]]:
    path = _list(home)
    return [tuple(line) for line in json.loads(path.read_text("utf-8"))] if path.exists() else []


def _is_still(path: Path, as_received: tuple[int, int]) -> bool:
    """Whether the file is there, and is what was received."""
    try:
        now = path.stat()
    except OSError:
        return False
    return (now.st_size, now.st_mtime_ns) == as_received


def _removed(path: Path, as_received: tuple[int, int]) -> bool:
    if not _is_still(path, as_received):
        return True
    try:
        path.unlink()
    except OSError:
        return False
    return True


def _list(home: Home) -> Path:
    return home.warehouse / "leaving.json"
