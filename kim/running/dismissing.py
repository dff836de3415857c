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

    Args:
        home: the home whose inbox it is.
        loaded: the sequences that the finished warehouse holds.
    """
    path = _list(home)
    if not path.exists():
        return
    committed = set(loaded)
    for sequence, name, size, modified_ns in json.loads(path.read_text("utf-8")):
        if sequence in committed:
            _remove(home.inbox / name, (size, modified_ns))
    with explained(f"cannot remove {path}"):
        path.unlink()


def _remove(path: Path, as_received: tuple[int, int]) -> None:
    try:
        now = path.stat()
    except FileNotFoundError:
        return
    if (now.st_size, now.st_mtime_ns) == as_received:
        with explained(f"cannot remove {path} from the inbox"):
            path.unlink()


def _list(home: Home) -> Path:
    return home.warehouse / "leaving.json"
