"""Who can be reached in an emergency: the active communities of a region, each with its newest contact.

Every use is logged, and nothing of those whose contacts were read. Contacts are joined here and not in SQL, so that
DuckDB can never spill them to a temporary file.
"""

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from kim.errors import UsageError
from kim.home import Home
from kim.register.book import Book
from kim.register.contacts import ContactStore
from kim.statements import statement

if TYPE_CHECKING:
    import duckdb

_SHORT = re.compile(r"^kab(?:\.\s*|\s+)")


@dataclass(frozen=True, slots=True)
class Region:
    """A region of any level."""

    code: str
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class Reachable:
    """One active community; contact fields are None where no record has them."""

    kim_id: str
    name: str
    place: str
    leader_name: str | None
    phone: str | None
    email: str | None
    channels: dict[str, str]

    def plain(self) -> dict[str, object]:
        """The fields as JSON has them."""
        return asdict(self)


class Access(BaseModel):
    """One reading of contacts."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    by: str
    account: str = Field(description="the operating system's user")
    why: str
    region_code: str
    kim_count: int


class AccessBook(Book[Access]):
    """`registry/contact_access.jsonl`."""

    line = Access

    def moment(self, line: Access) -> datetime:
        """When contacts were read."""
        return line.at


def access_book(home: Home) -> AccessBook:
    """The log of one home."""
    return AccessBook(home.registry / "contact_access.jsonl")


def region_called(conn: "duckdb.DuckDBPyConnection", called: str) -> Region:
    """The region with this code or unambiguous name.

    Raises:
        UsageError: there is none, or several, which are listed.
    """
    name = _SHORT.sub("kabupaten ", " ".join(called.lower().split()))
    rows = conn.execute(statement("queries/regions_named"), {"region": called.strip(), "name": name}).fetchall()
    # Villages share names by the hundred: they are meant only where nothing wider has the name.
    widest = [row for row in rows if row[3] == rows[0][3] or row[3] <= 2]
    if not widest:
        raise UsageError(f"there is no region {called!r}: give its code (35, 35.15, 35.15.01) or its full name")
    if len(widest) > 1:
        some = "; ".join(f"{code} {name} ({level})" for code, name, level, _ in widest[:12])
        raise UsageError(f"{called!r} is the name of {len(widest)} regions, give the code: {some}")
    code, name, level, _ = widest[0]
    return Region(code, name, level)


def reachable(
    conn: "duckdb.DuckDBPyConnection", store: ContactStore, region: Region, *, folders_are_accounts: bool = False
) -> list[Reachable]:
    """Every active community at or below `region`, those without any contact included.

    Contacts come from what the region's own office sent, where it gave any; `folders_are_accounts` as the setting.

    Raises:
        KimError: the key is missing.
    """
    rows = conn.execute(
        statement("queries/reachable_kim"), {"region": region.code, "folders_are_accounts": folders_are_accounts}
    ).fetchall()
    table = store.read(record for row in rows for record in row[5])
    contacts = {line["record_id"]: line for line in table.to_pylist()}
    return [
        Reachable(kim_id, name, place, *_newest(contacts, record_ids), channels=json.loads(channels or "{}") or {})
        for kim_id, name, place, _, channels, record_ids in rows
    ]


def _newest(
    contacts: dict[str, dict[str, str | None]], record_ids: list[str]
) -> tuple[str | None, str | None, str | None]:
    """Leader, phone and e-mail of the first record that can be reached, else of the first that names a leader.

    They come from one record: a new chair's name beside the old one's number would mislead.
    """
    known = [contacts[record] for record in record_ids if record in contacts]
    best = next((line for line in known if line["phone"] or line["email"]), None)
    best = best or next((line for line in known if line["leader_name"]), None)
    return (best["leader_name"], best["phone"], best["email"]) if best else (None, None, None)
