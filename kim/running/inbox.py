"""The inbox: each file is archived and entered before anything else happens to it, and leaves once it is loaded.

A file that changes meanwhile is still being copied: it stays, unentered, for the next run. One that a killed run had
received already (archived, in the book, still in the inbox) is not received twice: its receipt waits for its load.

Which files are to leave is written down before the load is committed (`announce`), so that where a run is killed just
between the two, whoever comes next finishes that (`dismiss`).
"""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kim.display import on_screen
from kim.errors import KimError
from kim.fetching.sources import is_office_file
from kim.home import Home
from kim.progress import Progress
from kim.reading.formats import suffixes
from kim.reference.contact_marks import masked
from kim.reference.context import in_path, office_in_path
from kim.register.archive import Archive, ChangedError
from kim.register.disk import explained, write_whole
from kim.register.receipts import Receipt, ReceiptBook
from kim.running.request import Arrival


@dataclass(frozen=True, slots=True)
class Reception:
    """The files that were received, and the names of those that are still being copied or cannot be read."""

    arrivals: tuple[Arrival, ...]
    growing: tuple[str, ...]
    unreadable: tuple[str, ...] = ()


def waiting(home: Home) -> list[Path]:
    """The files of the inbox in the order of their names; hidden, temporary and linked ones are no office's."""
    found = [path for path in home.inbox.rglob("*") if path.is_file() and not path.is_symlink()]
    loaded = set(stuck(home))
    return sorted(
        (path for path in found if path not in loaded and is_office_file(path.relative_to(home.inbox))),
        key=lambda p: p.as_posix(),
    )


def receive(
    home: Home,
    archive: Archive,
    *,
    received_at: datetime,
    round_id: str,
    provinces: Sequence[str] = (),
    pending: Sequence[Receipt] = (),
    progress: Progress,
) -> Reception:
    """Archive and enter every waiting file; all receipts of one run carry `received_at`.

    Args:
        pending: receipts that have not been loaded: where one of them is this very file, it gets no second one.

    Raises:
        KimError: the archive or the book cannot be written; what was received before stays received.
    """
    book = ReceiptBook(home.receipts)
    first = {(line.sha256, line.round_id): line.sequence for line in reversed(book.all())}
    unloaded = {(line.sha256, line.file_name): line.sequence for line in pending}
    arrivals: list[Arrival] = []
    files = [path for path in waiting(home) if wanted(path.relative_to(home.inbox).as_posix(), provinces)]
    unreadable = [path for path in files if not _opens(path)]
    files = [path for path in files if path not in unreadable]
    progress.start("receiving", len(files))
    archived = [(path, *_archived(archive, path, progress)) for path in files]
    lines: list[Receipt] = []
    growing: list[str] = []
    following = book.next_sequence()
    for path, before, sha256 in archived:
        name = recorded_name(home, path)
        if sha256 is None or _changed(path, before):
            growing.append(name)
            continue
        sequence = unloaded.get((sha256, name))
        if sequence is None:
            sequence = following + len(lines)
            original = first.setdefault((sha256, round_id), sequence)
            lines.append(
                Receipt(
                    sequence=sequence,
                    sha256=sha256,
                    file_name=name,
                    received_at=received_at,
                    round_id=round_id,
                    office_code=office_in_path(name, suffixes())[0],
                    byte_count=before.st_size,
                    duplicate_of=original if original != sequence else None,
                )
            )
        arrivals.append(Arrival(sequence, path, before.st_size, before.st_mtime_ns))
    book.append(lines)
    closed = [*unreadable, *(path for path in home.inbox.rglob("*") if path.is_dir() and not _opens(path))]
    return Reception(tuple(arrivals), tuple(growing), tuple(recorded_name(home, path) for path in closed))


def recorded_name(home: Home, path: Path) -> str:
    """A file's name as books and messages have it: nothing personal, nothing that is not seen or is no text."""
    return masked(on_screen(path.relative_to(home.inbox).as_posix()))


def _opens(path: Path) -> bool:
    """Whether a file or a folder can be read."""
    try:
        os.close(os.open(path, os.O_RDONLY))
    except OSError:
        return False
    return True


def _archived(archive: Archive, path: Path, progress: Progress) -> tuple[os.stat_result, str | None]:
    """What the file was before it was archived, and its hash; none where it changed under the reading."""
    progress.step()
    with explained(f"cannot read {path}"):
        before = path.stat()
    try:
        return before, archive.put(path)
    except ChangedError:
        return before, None


def _changed(path: Path, before: os.stat_result) -> bool:
    try:
        now = path.stat()
    except FileNotFoundError:  # taken away: what is archived is what came
        return False
    return (now.st_size, now.st_mtime_ns) != (before.st_size, before.st_mtime_ns)


def wanted(name: str, provinces: Sequence[str]) -> bool:
    """Whether a file is of one of these provinces, by its folder or name; all are where none is asked for."""
    return not provinces or in_path(name, suffixes()).province in provinces


def check_inbox(home: Home) -> None:
    """Make the inbox where the home has none yet.

    Raises:
        KimError: the home cannot be written.
    """
    with explained(f"cannot make {home.inbox}"):
        home.inbox.mkdir(parents=True, exist_ok=True)
    if not home.inbox.is_dir():
        raise KimError(f"{home.inbox} is not a folder: offices' files go into it")


def announce(home: Home, arrivals: Sequence[Arrival]) -> None:
    """Write down which files leave once the load is committed."""
    lines = [[a.sequence, a.path.relative_to(home.inbox).as_posix(), a.size, a.modified_ns] for a in arrivals]
    write_whole(_list(home), [json.dumps(lines).encode()])


def dismiss(home: Home, loaded: Iterable[int]) -> None:
    """Take the announced files that are loaded out of the inbox; one that was overwritten meanwhile stays.

    One that may not be removed stays on the list: it is not received again, and a warning names it (`stuck`).

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


def stuck(home: Home) -> list[Path]:
    """The files that are loaded and could not be taken out of the inbox."""
    listed = [(home.inbox / name, (size, modified_ns)) for _, name, size, modified_ns in _listed(home)]
    return [path for path, as_received in listed if _is_still(path, as_received)]


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
