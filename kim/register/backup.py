"""A backup: the truth and the finished warehouse at one moment, copied, read back, and listed with hashes.

The key is not in it unless asked for: a backup that is stolen then opens nothing. What waits in `raw/inbox` is in no
backup; it becomes part of the truth when a run has received it.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kim.errors import KimError
from kim.home import Home
from kim.register.disk import PARTIAL, explained, file_sha256, pieces, sync, write_whole

MANIFEST = "backup.json"


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup; `waiting` files of the inbox are not in it."""

    folder: Path
    file_count: int
    byte_count: int
    has_key: bool
    waiting: int


def back_up(home: Home, into: Path, at: datetime, *, with_key: bool = False) -> Backup:
    """Copy `home` into a new folder under `into`; call under the writer lock.

    Raises:
        KimError: no room, no permission, a copy that does not read back, or no key to include.
    """
    _refuse(home, into, with_key=with_key)
    folder = into.resolve() / f"kim-backup-{at:%Y%m%dT%H%M%SZ}"
    if folder.exists():
        raise KimError(f"{folder} exists already: a backup is never written over another")
    files = list(_files(home, with_key=with_key))
    room, need = shutil.disk_usage(_existing(into)).free, sum(path.stat().st_size for path in files)
    if need > room:
        raise KimError(f"the backup needs {need:,} bytes and {into} has {room:,} free: choose another disk")
    partial = folder.with_name(f"{PARTIAL}{folder.name}")
    try:
        listed = {str(path.relative_to(home.root)): _copy(home, path, partial) for path in files}
        latest = _link(home, partial)
        manifest = {"made_at": at.isoformat(), "has_key": with_key, "latest_release": latest, "files": listed}
        write_whole(partial / MANIFEST, [json.dumps(manifest, indent=1, sort_keys=True).encode()], 0o644)
        check(partial)
        with explained(f"cannot finish {folder}"):
            partial.rename(folder)
            sync(folder.parent)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    waiting = sum(path.is_file() and not path.name.startswith(".") for path in home.inbox.rglob("*"))
    return Backup(folder, len(files), need, with_key, waiting)


def check(folder: Path) -> int:
    """Read a backup through and through; returns how many files it holds.

    Raises:
        KimError: it is no backup, or a file is missing, changed or added.
    """
    try:
        listed = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError) as fault:
        raise KimError(f"{folder} is not a whole backup: it has no readable {MANIFEST}") from fault
    for name, entry in listed.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != entry["byte_count"] or file_sha256(path) != entry["sha256"]:
            raise KimError(f"{path} is missing or not what was backed up: make a new backup, on another disk")
    found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and not path.is_symlink()}
    strange = sorted(name for name in found - set(listed) - {MANIFEST} if "/latest/" not in name)
    if strange:
        raise KimError(f"{folder / strange[0]} was added after the backup was made: do not restore from it")
    return len(listed)


def _refuse(home: Home, into: Path, *, with_key: bool) -> None:
    if any(
        into.resolve().is_relative_to(f) for f in (home.root / "raw", home.registry, home.warehouse, home.key.parent)
    ):
        raise KimError(f"{into} is inside the home itself: a backup belongs on another disk")
    if with_key and not home.key.is_file():
        raise KimError(f"there is no {home.key} to include: the key comes from elsewhere, back it up from there")


def _files(home: Home, *, with_key: bool) -> Iterator[Path]:
    """The files of a backup, in order; the books first, so that nothing they do not know of is copied after them."""
    for folder in (home.registry, home.archive, home.contacts, home.releases):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink() and not path.name.startswith(PARTIAL):
                yield path
    yield from (path for path in (home.database,) if path.is_file())
    if with_key:
        yield home.key


def _copy(home: Home, path: Path, into: Path) -> dict[str, str | int]:
    seen = hashlib.sha256()

    def passing() -> Iterator[bytes]:
        for piece in pieces(path):
            seen.update(piece)
            yield piece

    with explained(f"cannot read {path}"):
        mode, size = path.stat().st_mode & 0o777, path.stat().st_size
    write_whole(into / path.relative_to(home.root), passing(), mode)
    return {"sha256": seen.hexdigest(), "byte_count": size}


def _link(home: Home, into: Path) -> str | None:
    latest = home.releases / "latest"
    if not latest.is_symlink():
        return None
    target = str(latest.readlink())
    (into / latest.relative_to(home.root)).symlink_to(target)
    return target


def _existing(path: Path) -> Path:
    return next(place for place in (path.resolve(), *path.resolve().parents) if place.exists())
