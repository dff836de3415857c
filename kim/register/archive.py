"""The archive: every file ever received, encrypted, named by the hash of its content, never changed.

After an erasure a redacted copy stands in a file's place; `<sha256>.redacted` beside it then holds the hash that the
content has now, and the one it may still have where an erasure was cut off.
"""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from kim.errors import KimError
from kim.home import Home
from kim.register.disk import explained, file_sha256, pieces, write_whole
from kim.register.envelope import sealed_size
from kim.register.vault import Vault


class ChangedError(KimError):
    """A file is not the same at the end of reading it as at the beginning."""


class Archive:
    """`raw/archive/ab/<sha256>.sealed` of one home."""

    def __init__(self, home: Home, vault: Vault) -> None:
        self._home = home
        self._vault = vault

    def path(self, sha256: str) -> Path:
        """Where the file with this hash is kept."""
        return self._home.archive / sha256[:2] / f"{sha256}.sealed"

    def has(self, sha256: str) -> bool:
        """Whether the file is there (see `verify` for whether it is whole)."""
        return self.path(sha256).is_file()

    def names(self) -> list[str]:
        """The hashes of all files in the archive, in order."""
        return sorted(path.stem for path in self._home.archive.glob("??/*.sealed"))

    def put(self, path: Path) -> str:
        """Keep the file at `path` and return its hash; the same bytes again change nothing, but repair a damaged copy.

        Raises:
            ChangedError: the file changes meanwhile.
            KimError: the file cannot be read, or the archive cannot be written.
        """
        with explained(f"cannot read {path}"):
            size = path.stat().st_size
            sha256 = file_sha256(path)
        if not self._stands(sha256, size):
            seen = hashlib.sha256()

            def passing() -> Iterator[bytes]:
                for piece in pieces(path):
                    seen.update(piece)
                    yield piece
                if seen.hexdigest() != sha256:
                    raise ChangedError(
                        f"{path} changed while it was read: wait until it is copied whole, then run again"
                    )

            write_whole(self.path(sha256), self._vault.seal(passing()))
        return sha256

    def get(self, sha256: str) -> bytes:
        """The content of a file: of its redacted copy, where there is one.

        Raises:
            KimError: missing, damaged, or the key is missing or another one.
        """
        return b"".join(self.stream(sha256))

    def stream(self, sha256: str) -> Iterator[bytes]:
        """The content piece by piece; it is whole and right only once the iterator has ended without an error."""
        path = self.path(sha256)
        seen = hashlib.sha256()
        if not path.is_file():
            raise KimError(
                f"{self._shown(path)} is missing: restore it from a backup, or have the office send it again"
            )
        with explained(f"cannot read {self._shown(path)}"), path.open("rb") as source:
            for piece in self._vault.unseal(source, self._shown(path)):
                seen.update(piece)
                yield piece
        if seen.hexdigest() not in self._right(sha256):
            raise KimError(
                f"{self._shown(path)} opens to another content than its name says: restore it from a backup, "
                "or have the office send the file again"
            )

    def verify(self, sha256: str) -> None:
        """Read a file through and through; raises a `KimError` where it is not whole."""
        for _ in self.stream(sha256):
            pass

    def redacted(self, sha256: str) -> str | None:
        """The hash of the redacted copy that stands in the file's place, None where it is as received."""
        marker = self._marker(sha256)
        return None if marker is None else marker["sha256"]

    def redact(self, sha256: str, content: bytes) -> str:
        """Put `content` in the place of a file, for good; a crash half-way leaves either copy readable.

        Returns:
            The hash of `content`, which stands beside the file's own from now on.
        """
        own = hashlib.sha256(content).hexdigest()
        standing = self.redacted(sha256) or sha256
        self._mark(sha256, {"sha256": standing, "next": own})
        write_whole(self.path(sha256), self._vault.seal([content]))
        self._mark(sha256, {"sha256": own})
        return own

    def _stands(self, sha256: str, size: int) -> bool:
        """Whether the copy in the archive may be left as it is."""
        path = self.path(sha256)
        if not path.is_file():
            return False
        if self._marker(sha256) is not None:
            return True  # what was erased does not come back with the same bytes
        if path.stat().st_size != sealed_size(size):
            return False
        if self._vault.has_key():
            try:
                self.verify(sha256)
            except KimError:
                return False
        return True

    def _right(self, sha256: str) -> set[str]:
        marker = self._marker(sha256)
        return {sha256} if marker is None else set(marker.values())

    def _marker(self, sha256: str) -> dict[str, str] | None:
        path = self.path(sha256).with_suffix(".redacted")
        try:
            marker: dict[str, str] = json.loads(path.read_text("utf-8"))
            _ = marker["sha256"]
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError) as fault:
            raise KimError(f"{self._shown(path)} is damaged: restore it from a backup") from fault
        return marker

    def _mark(self, sha256: str, marker: dict[str, str]) -> None:
        write_whole(self.path(sha256).with_suffix(".redacted"), [json.dumps(marker).encode()])

    def _shown(self, path: Path) -> str:
        return str(path.relative_to(self._home.root))
