"""The places that files are fetched from, as fsspec reaches them; every fault becomes a sentence without a password."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit, urlunsplit

from kim.errors import KimError, UsageError
from kim.home import Home

PROTOCOLS = ("s3", "sftp", "https", "http", "file")
_EXTRAS = {"s3": "s3", "sftp": "sftp"}
_VERSIONS = ("ETag", "etag", "LastModified", "Last-Modified", "mtime")
_DEPTH = 8
_UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".filepart", ".swp")
_PRIVATE = (".", "~$", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Found:
    """A file at a source: where, under which name it comes into the inbox, how long, and which version."""

    address: str
    path: str
    name: str
    size: int | None
    version: str | None


def sources_of(home: Home) -> list[str]:
    """The addresses that are set, in order; none where nothing is set.

    Raises:
        UsageError: an address is of no kind that can be fetched.
    """
    text = os.environ.get("KIM_SOURCES", "")
    path = home.root / "sources.txt"
    if not text and path.is_file():
        text = path.read_text("utf-8")
    lines = [line.strip() for line in text.splitlines()]
    found = [line for line in lines if line and not line.startswith("#")]
    for url in found:
        if urlsplit(url).scheme not in PROTOCOLS:
            raise UsageError(f"{shown(url)} is no source: an address starts with {', '.join(PROTOCOLS)} and ://")
    return found


def is_office_file(relative: PurePath) -> bool:
    """Whether a file is an office's by its name: neither hidden nor temporary nor unfinished.

    >>> [is_office_file(PurePath(name)) for name in ("35.15 Sidoarjo/KIM.xlsx", ".git/KIM.xlsx", "KIM.xlsx.part")]
    [True, False, False]
    """
    if any(part.startswith(_PRIVATE) for part in relative.parts):
        return False
    return relative.suffix.lower() not in _UNFINISHED


def shown(url: str) -> str:
    """An address as it may be shown: without user, password and query.

    >>> shown("sftp://kim:secret@example.org/round/?token=1")
    'sftp://example.org/round/'
    """
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


class Store:
    """One source, open for a block.

    Raises:
        KimError: it cannot be reached, or what it needs is not installed.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.root = url
        self.files: Any = None

    def __enter__(self) -> Self:
        import fsspec

        protocol = urlsplit(self.url).scheme
        if protocol == "sftp":
            from kim.fetching import sftp

            sftp.register()
        try:
            with self._reached():
                self.files, self.root = fsspec.core.url_to_fs(self.url, skip_instance_cache=True)
        except ImportError as fault:
            extra = _EXTRAS.get(protocol, protocol)
            raise KimError(f"for {protocol}:// sources install the extra: `uv sync --extra {extra}`") from fault
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        client = getattr(self.files, "client", None)
        if callable(getattr(client, "close", None)) and urlsplit(self.url).scheme == "sftp":
            client.close()  # type: ignore[union-attr]

    def pieces(self, file: Found, start: int, size: int) -> Iterator[bytes]:
        """The bytes of a file from `start` on; from the first where the store cannot start elsewhere."""
        with self._reached(), self.files.open(file.path, "rb", cache_type="none", block_size=size) as source:
            if start:
                source.seek(start)
            while piece := source.read(size):
                yield piece

    def details(self) -> dict[str, dict[str, Any]]:
        """What the store says of each file, by path."""
        with self._reached():
            if not self.url.endswith("/"):
                return {self.root: self.files.info(self.root)}
            found: dict[str, dict[str, Any]] = self.files.find(self.root, maxdepth=_DEPTH, detail=True)
            if self.files.protocol[0] in ("http", "https"):
                return {path: self.files.info(path) for path in found if "?" not in path}
            return found

    @contextmanager
    def _reached(self) -> Iterator[None]:
        try:
            yield
        except (KimError, ImportError, GeneratorExit):
            raise
        except Exception as fault:  # each store has faults of its own kind
            raise KimError(f"cannot fetch from {shown(self.url)}: {_reason(fault)}") from _as_io(fault)


def list_files(store: Store) -> list[Found]:
    """The office files of a source, in the order of their names; hidden and unfinished ones are left alone."""
    found = []
    for path, info in sorted(store.details().items()):
        name = _name(store, path)
        if name is None or not is_office_file(name):
            continue
        version = "|".join(str(info[key]) for key in _VERSIONS if info.get(key))
        size = info.get("size")
        address = path if "://" in path else f"{shown(store.url).rstrip('/')}#{path}"
        found.append(Found(address, path, name.as_posix(), size, f"{version}|{size}" if version else None))
    return found


def _name(store: Store, path: str) -> PurePosixPath | None:
    below = path.removeprefix(store.root.rstrip("/") + "/") if store.url.endswith("/") else PurePosixPath(path).name
    name = PurePosixPath(unquote(urlsplit(below).path) if "http" in urlsplit(store.url).scheme else below)
    return None if name.is_absolute() or ".." in name.parts or not name.parts else name


def _reason(fault: Exception) -> str:
    if isinstance(fault, FileNotFoundError):
        return "it is not there, or nobody answers"
    if isinstance(fault, PermissionError):
        return "access is refused: look at the credentials (docs/operations.md)"
    why = fault.strerror if isinstance(fault, OSError) else None
    return f"{type(fault).__name__}{f' ({why})' if why else ''}"


def _as_io(fault: Exception) -> OSError:
    """A fault of a store counts as one of I/O: it may go away by itself."""
    return fault if isinstance(fault, OSError) else ConnectionError(type(fault).__name__)
