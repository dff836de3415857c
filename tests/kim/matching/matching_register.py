"""A register for tests: files of synthetic records arrive, decisions are taken, everything is resolved."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import duckdb
import pyarrow as pa

from kim.cleaning.model import CONTACT, RECORD
from kim.cleaning.names import name_key
from kim.matching import Resolved, resolve
from kim.register.contacts import ContactStore
from kim.register.decisions import DecisionBook
from kim.register.ids import IdBook
from kim.settings import Settings
from kim.warehouse.migrate import migrate
from kim.warehouse.preparation import VIEWS

START = datetime(2025, 1, 1, tzinfo=UTC)
PERSONAL = ("leader_name", "phone", "email", "address")
Row = dict[str, Any]


class Store:
    """Contacts in memory, read as those of the encrypted store are."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}

    def read(self, record_ids: Sequence[str] | None = None) -> pa.Table:
        wanted = self.rows if record_ids is None else {i: self.rows[i] for i in record_ids if i in self.rows}
        return pa.Table.from_pylist(list(wanted.values()), schema=CONTACT)


@dataclass
class Register:
    """One warehouse in memory, with the books that it follows."""

    folder: Path
    conn: duckdb.DuckDBPyConnection = field(default_factory=duckdb.connect)
    store: Store = field(default_factory=Store)
    sequence: int = 0
    day: int = 0
    with_key: bool = True
    settings: Settings | None = None

    def __post_init__(self) -> None:
        migrate(self.conn)
        # All that matching reads; to make every view takes as long as most of these tests.
        for name in ("01_intake_is_live", "06_registry_office_trust", "10_registry_record"):
            self.conn.execute((VIEWS / f"{name}.sql").read_text(encoding="utf-8"))
        self.ids = IdBook(self.folder / "ids.jsonl")
        self.decisions = DecisionBook(self.folder / "decisions.jsonl")

    @property
    def now(self) -> datetime:
        return START + timedelta(days=self.day)

    def tomorrow(self) -> None:
        self.day += 1

    def receive(self, name: str, rows: Sequence[Row], office: str | None = None, source: str = "folder") -> str:
        """A file arrives; returns its submission id. Record ids are `name:row`."""
        self.sequence += 1
        submission_id = "s" + hashlib.sha256(name.encode()).hexdigest()[:16]
        self.conn.execute(
            """
            insert into intake.submission by name
            select $submission_id as submission_id, $sequence as sequence, $submission_id as sha256, $name as file_name,
                $office as office_code, $source as office_source, $at::timestamp as received_at, 'r' as round_id,
                'csv' as format, 1 as byte_count, $rows as row_count, $rows as accepted_count, 0 as quarantined_count,
                0 as ignored_count, 'accepted' as status
            """,
            {
                "submission_id": submission_id,
                "sequence": self.sequence,
                "name": name,
                "office": office,
                "source": source,
                "at": self.now.replace(tzinfo=None),
                "rows": len(rows),
            },
        )
        records = [self._record(name, submission_id, number, row) for number, row in enumerate(rows, start=2)]
        arrived = pa.Table.from_pylist(records, schema=RECORD)
        self.conn.register("arrived", arrived)
        self.conn.execute("insert into intake.record by name select * from arrived")
        self.conn.unregister("arrived")
        return submission_id

    def resolve(self) -> Resolved:
        contacts = cast("ContactStore", self.store) if self.with_key else None
        return resolve(
            self.conn,
            ids=self.ids,
            decisions=self.decisions.all(),
            contacts=contacts,
            settings=self.settings or Settings(),
        )

    def partition(self) -> set[frozenset[str]]:
        """The communities, as sets of record ids."""
        rows = self.conn.execute("select list(record_id) from registry.membership group by kim_id").fetchall()
        return {frozenset(row[0]) for row in rows}

    def communities(self) -> dict[str, str]:
        """Each live record's id."""
        return dict(self.conn.execute("select record_id, kim_id from registry.membership").fetchall())

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.conn.execute(sql).fetchall()

    def _record(self, name: str, submission_id: str, number: int, row: Row) -> Row:
        record_id = f"{name}:{number}"
        self.store.rows[record_id] = {"record_id": record_id} | {key: row.get(key) for key in PERSONAL}
        village = row.get("village_code")
        district = row.get("district_code") or (village and village[:8])
        regency = row.get("regency_code") or (district and district[:5])
        level = "village" if village else "district" if district else "regency" if regency else "province"
        whole = {
            "sheet": name,
            "level": level,
            "status": "aktif",
            "name_key": name_key(row["name"]),
            "province_code": (regency or "35")[:2],
            "regency_code": regency,
            "district_code": district,
            "village_code": village,
        }
        known = {key: value for key, value in row.items() if key not in PERSONAL}
        identity = {"record_id": record_id, "submission_id": submission_id, "sequence": self.sequence}
        return whole | known | identity | {"row_number": number}
