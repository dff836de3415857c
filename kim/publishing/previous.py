"""The release that a new one is held against: its tables, shown to SQL as `previous_…`."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from kim.errors import KimError
from kim.publishing.shelf import MANIFEST, Shelf
from kim.publishing.state import LIVE
from kim.register.disk import file_sha256

TABLES = ("province_count", "regency_count", "reconciliation", "kim")


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


def previous_of(shelf: Shelf, data_time: datetime) -> Previous | None:
    """The release to compare a state of `data_time` with, None where there is none."""
    number = shelf.before(data_time)
    return Previous(number, shelf.folder / number, shelf.manifest(number)) if number else None
