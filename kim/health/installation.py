"""The machine: versions, folders, disk, and what a killed process left behind."""

import fcntl
import os
import platform
import shutil
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kim.health.model import Line, Patient, broken, ok, warning
from kim.register.disk import PARTIAL

_LIBRARIES = ("kim-register", "duckdb", "pyarrow", "pandas", "pandera", "prefect", "pynacl")
_FULL_BYTES = 200_000_000
_TIGHT_SHARE = 0.1


def versions(_: Patient) -> Iterator[Line]:
    """Which Python and which libraries are in use."""
    found, missing = [f"Python {platform.python_version()}"], []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        yield broken("versions", f"not installed: {', '.join(missing)}", "run `make setup`")
    else:
        yield ok("versions", ", ".join(found))


def folders(patient: Patient) -> Iterator[Line]:
    """Whether every folder that a run writes to can be written."""
    home = patient.home
    wanted = (home.inbox, home.archive, home.registry, home.warehouse, home.contacts, home.releases, home.key.parent)
    refused = [str(folder) for folder in wanted if not _writable(_existing(folder))]
    if refused:
        yield broken("folders", f"cannot be written: {', '.join(refused)}", "give this user write permission")
    else:
        yield ok("folders", f"{home.root} can be written")


def disk(patient: Patient) -> Iterator[Line]:
    """Whether the next run has room: it works on a copy of the warehouse."""
    usage = shutil.disk_usage(_existing(patient.home.root))
    database = patient.home.database
    need = _FULL_BYTES + 2 * (database.stat().st_size if database.is_file() else 0)
    said = f"{usage.free / 1e9:,.1f} GB free of {usage.total / 1e9:,.1f}"
    if usage.free < need:
        yield broken("disk", f"{said}; the next run needs {need / 1e9:,.1f}", "free some space before the next run")
    elif usage.free < usage.total * _TIGHT_SHARE:
        yield warning("disk", said, "free some space before long")
    else:
        yield ok("disk", said)


def leftovers(patient: Patient) -> Iterator[Line]:
    """What killed processes left; harmless, and swept by the next run."""
    home = patient.home
    if _running(home.lock):
        yield ok("leftovers", "a run is under way")
        return
    left = [path for path in (home.root / "raw", home.registry, home.warehouse) for path in path.rglob(f"{PARTIAL}*")]
    left += list(home.work.iterdir()) if home.work.is_dir() else []
    left += list(home.releases.glob(".draft-*"))
    if left:
        size = sum(path.stat().st_size for path in left if path.is_file())
        yield warning("leftovers", f"{len(left)} files of interrupted work, {size:,} bytes", "`kim run` sweeps them")
    else:
        yield ok("leftovers", "none")


def _running(lock: Path) -> bool:
    if not lock.is_file():
        return False
    with lock.open("rb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        fcntl.flock(handle, fcntl.LOCK_UN)
    return False


def _writable(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)


def _existing(path: Path) -> Path:
    return next(place for place in (path, *path.parents) if place.exists())
