"""Retention: contacts of communities not heard of for too long are emptied; the records stay.

A pure rule of receipts and the day, so a rebuild, which reads the archive anew, comes to the same store.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from kim.register.contacts import ContactStore
from kim.statements import statement

if TYPE_CHECKING:
    import duckdb


def purge(conn: "duckdb.DuckDBPyConnection", store: ContactStore, now: datetime, retention_days: int) -> int:
    """Empty what is older than `retention_days` at `now`; returns how many contacts were emptied.

    Raises:
        KimError: the key is missing, and there is something to empty.
    """
    before = now.astimezone(UTC).replace(tzinfo=None) - timedelta(days=retention_days)
    expired = [row[0] for row in conn.execute(statement("queries/expired_contacts"), {"before": before}).fetchall()]
    return store.erase(expired) if expired else 0
