"""The store of releases: whole or not there, numbered without gaps, never changed; `latest` names the newest.

A new release is held against an earlier one, whose tables are shown to SQL as `previous_…`.
"""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from kim.errors import KimError
from kim.publishing.state import LIVE
from kim.register.disk import file_sha256, sync

_NUMBER = re.compile(r"^\d{4,}$")
MANIFEST = "manifest.json"
TABLES = ("province_count", "regency_count", "reconciliation", "kim")


class ReleaseStore:
    """`warehouse/releases`. Only the holder of the writer lock may write to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def numbers(self) -> list[str]:
        """Every release there is, oldest first."""
        if not self.folder.is_dir():
            return []
        found = [path.name for path in self.folder.iterdir() if _NUMBER.match(path.name) and path.is_dir()]
        return sorted(found, key=int)

    def manifest(self, number: str) -> dict[str, Any]:
        """The manifest of a release.

        Raises:
            KimError: it is missing or damaged.
        """
        path = self.folder / number / MANIFEST
        try:
            loaded = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as fault:
            raise KimError(
                f"release {number} has no readable {MANIFEST} in {path.parent}: restore the folder from a backup"
            ) from fault
        if not isinstance(loaded, dict):
            raise KimError(f"release {number}: {MANIFEST} is not a manifest; restore the folder from a backup")
        return loaded

    def latest(self) -> str | None:
        """The newest release, whatever the link says: a crash may have come before the link was set."""
        numbers = self.numbers()
        return numbers[-1] if numbers else None

    def before(self, data_time: datetime) -> str | None:
        """The newest release of data not younger than `data_time`: what a release of an older state is held against."""
        for number in reversed(self.numbers()):
            if datetime.fromisoformat(str(self.manifest(number)["data_time"])) <= data_time:
                return number
        return None

    def add(self, fill: Callable[[Path, str], None]) -> str:
        """Make the next release: `fill` writes its files into a folder that gets its number when all is on the disk."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.sweep()
        number = f"{int(self.latest() or 0) + 1:04d}"
        draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=self.folder))
        try:
            fill(draft, number)
            for path in sorted(draft.rglob("*")):
                if path.is_file():
                    path.chmod(0o444)
                    sync(path)
            draft.chmod(0o755)
            sync(draft)
            draft.rename(self.folder / number)
        except BaseException:
            shutil.rmtree(draft, ignore_errors=True)
            raise
        sync(self.folder)
        self.point(number)
        return number

    def point(self, number: str) -> None:
        """Let `latest` name this release, in one step."""
        link = self.folder / "latest"
        if link.is_symlink() and str(link.readlink()) == number:
            return
        fresh = self.folder / f".latest-{os.getpid()}"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(number, target_is_directory=True)
        fresh.replace(link)
        sync(self.folder)

    def sweep(self) -> None:
        """Remove drafts that a killed process left."""
        for path in self.folder.glob(".draft-*"):
            shutil.rmtree(path, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Previous:
    """A published release; its files are read once, where it is shown to a connection."""

    number: str
    folder: Path
    manifest: dict[str, Any]

    @property
    def data_time(self) -> datetime:
        """The last receipt or decision that went into it."""
        return datetime.fromisoformat(str(self.manifest["data_time"]))

    @property
    def manifest_sha256(self) -> str:
        """The hash of its manifest, which the next release keeps."""
        return file_sha256(self.folder / MANIFEST)

    def show(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Register its tables as `previous_…`, and the submissions that counted in it as `previous_submission`.

        Raises:
            KimError: a file of the release is missing or damaged.
        """
        for name in TABLES:
            path = self.folder / f"{name}.parquet"
            try:
                table = pq.read_table(path)
            except (OSError, pa.ArrowException) as fault:
                raise KimError(
                    f"release {self.number} cannot be compared with: {path} is missing or damaged;"
                    " restore the folder from a backup"
                ) from fault
            conn.register(f"previous_{name}", table)
        live = [str(one["submission_id"]) for one in self.manifest["submissions"] if one["status"] in LIVE]
        conn.register("previous_submission", pa.table({"submission_id": pa.array(live, pa.string())}))


def previous_of(store: ReleaseStore, data_time: datetime) -> Previous | None:
    """The release to compare a state of `data_time` with, None where there is none."""
    number = store.before(data_time)
    return Previous(number, store.folder / number, store.manifest(number)) if number else None
