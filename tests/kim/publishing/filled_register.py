"""Fills a warehouse by hand: registers small enough to count on paper, and random ones."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from kim.publishing.publish import publish
from kim.publishing.request import Published, PublishRequest
from kim.settings import Settings

START = datetime(2026, 3, 1, 2, 0)
KIM_COLUMNS = [
    *("name", "level", "province_code", "regency_code", "district_code", "village_code", "founded_on"),
    *("founded_precision", "status", "community_type", "member_count", "website", "domain_label"),
]


@dataclass
class Register:
    """Fills the tables of a warehouse as the rooms before would: consistent, and without them."""

    conn: duckdb.DuckDBPyConnection
    sequence: int = 0
    rows: int = 0
    kim: dict[str, dict[str, object]] = field(default_factory=dict)
    since: dict[str, datetime] = field(default_factory=dict)

    def submission(self, round_id: str = "2026-1", status: str = "accepted", **more: object) -> str:
        """One file, without rows so far; its counts are set by `settle`."""
        self.sequence += 1
        name = f"s{self.sequence:016x}"
        values = {
            "submission_id": name,
            "sequence": self.sequence,
            "sha256": f"{self.sequence:064x}",
            "file_name": f"35 Jawa Timur/berkas-{self.sequence}.xlsx",
            "office_code": "35",
            "office_source": "folder",
            "received_at": START + timedelta(hours=self.sequence),
            "round_id": round_id,
            "format": "xlsx",
            "byte_count": 1000,
            "row_count": 0,
            "accepted_count": 0,
            "quarantined_count": 0,
            "ignored_count": 0,
            "status": status,
            "rule_set_hash": "abc",
        } | more
        self._insert("intake.submission", values)
        return name

    def row(self, submission: str, outcome: str = "accepted", kim_id: str | None = None, **record: object) -> None:
        """One row; an accepted one becomes a record of `kim_id`, whose columns `record` gives."""
        self.rows += 1
        number = self.rows + 1
        place = {"submission_id": submission, "sheet": "Sheet1", "row_number": number}
        self._insert("intake.row", place | {"cells": "{}", "outcome": outcome, "reason": None})
        if outcome != "accepted":
            return
        record_id = f"r{self.rows:020x}"
        values: dict[str, object] = {"name": f"KIM {kim_id}", "province_code": "35", "status": "aktif"} | record
        level = "village" if values.get("village_code") else "regency" if values.get("regency_code") else "province"
        sequence = int(submission[1:], 16)
        self._insert("intake.record", place | {"record_id": record_id, "sequence": sequence, "level": level} | values)
        if kim_id is not None:
            self._insert(
                "registry.membership",
                {"record_id": record_id, "kim_id": kim_id, "method": "single", "probability": None},
            )
            self.kim.setdefault(kim_id, values | {"level": level})

    def settle(self) -> None:
        """Count the submissions' rows and make the communities that have a live record."""
        self.conn.execute((Path(__file__).parent / "settle.sql").read_text())
        self.conn.execute("delete from registry.kim; delete from registry.kim_history")
        live = self.conn.execute("select kim_id, record_count, first_seen_at, last_seen_at from live_kim").fetchall()
        for kim_id, record_count, first, last in live:
            values = {name: self.kim[kim_id].get(name) for name in KIM_COLUMNS} | {
                "kim_id": kim_id,
                "record_count": record_count,
                "first_seen_at": first,
                "last_seen_at": last,
            }
            self._insert("registry.kim", values)
            self._insert(
                "registry.kim_history", values | {"valid_from": self.since.get(kim_id, first), "valid_to": None}
            )

    def _insert(self, table: str, values: dict[str, object]) -> None:
        marks = ", ".join("?" for _ in values)
        self.conn.execute(f"insert into {table} ({', '.join(values)}) values ({marks})", list(values.values()))


class House:
    """A home whose register is filled and published by turns."""

    def __init__(self, root: Path, empty: Path) -> None:
        self.settings = Settings(home=root)
        self.home = self.settings.place
        self.home.warehouse.mkdir(parents=True)
        shutil.copyfile(empty, self.home.database)
        self.known = Register(duckdb.connect())

    @contextmanager
    def open(self) -> Iterator[Register]:
        """The register, open to be filled; settled and closed afterwards."""
        with duckdb.connect(str(self.home.database)) as conn:
            # In one transaction: each row by itself would be written to the disk and waited for.
            conn.execute("begin")
            self.known.conn = conn
            yield self.known
            self.known.settle()
            conn.execute("commit")

    def publish(self, **asked: object) -> Published:
        """Publish for the round 2026-1, at a fixed moment."""
        request = PublishRequest(**({"round_id": "2026-1"} | asked))  # type: ignore[arg-type]
        return publish(self.settings, lambda: datetime(2026, 5, 1, tzinfo=UTC), request)
