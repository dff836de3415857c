"""The machine and the key: versions, folders, disk, leftovers of killed processes; the key, and its copy elsewhere."""

import fcntl
import os
import platform
import shutil
import stat
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kim.health.check import Examined, Line, broken, ok, warning
from kim.register import keys, rotation
from kim.register.decisions import DecisionBook
from kim.register.disk import PARTIAL

_LIBRARIES = ("kim-register", "duckdb", "pyarrow", "pandas", "pandera", "prefect", "pynacl")
_FULL_BYTES = 200_000_000
_TIGHT_SHARE = 0.1


def versions(_: Examined) -> Iterator[Line]:
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


def folders(examined: Examined) -> Iterator[Line]:
    """Whether every folder that a run writes to can be written."""
    home = examined.home
    wanted = (home.inbox, home.archive, home.registry, home.warehouse, home.contacts, home.releases, home.key.parent)
    refused = [str(folder) for folder in wanted if not _writable(_existing(folder))]
    if refused:
        yield broken("folders", f"cannot be written: {', '.join(refused)}", "give this user write permission")
    else:
        yield ok("folders", f"{home.root} can be written")


def disk(examined: Examined) -> Iterator[Line]:
    """Whether the next run has room: it works on a copy of the warehouse."""
    usage = shutil.disk_usage(_existing(examined.home.root))
    database = examined.home.database
    need = _FULL_BYTES + 2 * (database.stat().st_size if database.is_file() else 0)
    said = f"{usage.free / 1e9:,.1f} GB free of {usage.total / 1e9:,.1f}"
    if usage.free < need:
        yield broken("disk", f"{said}; the next run needs {need / 1e9:,.1f}", "free some space before the next run")
    elif usage.free < usage.total * _TIGHT_SHARE:
        yield warning("disk", said, "free some space before long")
    else:
        yield ok("disk", said)


def leftovers(examined: Examined) -> Iterator[Line]:
    """What killed processes left; harmless, and swept by the next run."""
    home = examined.home
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


_BACK_UP = "copy keys/contact.key to a safe place apart, then: kim doctor --confirm-key-backup --by NAME"


def key(examined: Examined) -> Iterator[Line]:
    """Whether what is sealed here can be opened."""
    home = examined.home
    given, public = keys.given(home), keys.recipient(home)
    if rotation.unfinished(home):
        yield warning("key", "a rotation was interrupted; everything can still be read", "run `kim rotate-key` again")
    if public is None and given is None:
        sealed = next((p for folder in (home.archive, home.contacts) for p in folder.rglob("*.sealed")), None)
        if sealed:
            yield broken(
                "key", "key and recipient.pub are missing, but files are sealed", "put both back from a backup"
            )
        else:
            yield ok("key", "none yet: it is made on first use")
    elif given is None:
        yield broken(
            "key",
            "missing: runs go on, but contacts, feedback, erasing and rebuilding do not",
            f"put {home.key} back from its backup, or set {keys.ENVIRONMENT}",
        )
    elif public is not None and not keys.fits(given, public) and not rotation.unfinished(home):
        yield broken("key", "it is not the one that this home's files are sealed for", "put the right key back")
    else:
        yield from _kept(examined)


def _kept(examined: Examined) -> Iterator[Line]:
    home = examined.home
    if os.environ.get(keys.ENVIRONMENT):
        yield ok("key", f"in {keys.ENVIRONMENT}, fits (fingerprint {examined.vault.fingerprint})")
        return
    mode = stat.S_IMODE(home.key.stat().st_mode)
    if mode & 0o077:
        yield broken("key", f"{home.key} can be read by others (mode {mode:04o})", f"chmod 600 {home.key}")
    else:
        yield ok("key", f"{home.key}, fits (fingerprint {examined.vault.fingerprint})")


def backup(examined: Examined) -> Iterator[Line]:
    """Whether a person has confirmed that this key is kept elsewhere too."""
    home = examined.home
    if keys.recipient(home) is None:
        yield ok("key backup", "no key yet")
        return
    line = DecisionBook(home.decisions).standing().key_backup
    if line is None:
        yield warning("key backup", "not confirmed: if the key is lost, archive and contacts are lost", _BACK_UP)
    elif line.detail.get("fingerprint") != examined.vault.fingerprint:
        yield warning("key backup", f"confirmed on {line.at:%Y-%m-%d} for an older key", _BACK_UP)
    else:
        yield ok("key backup", f"confirmed on {line.at:%Y-%m-%d} by {line.by}")
