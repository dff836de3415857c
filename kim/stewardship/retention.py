"""What a run empties in the contact store: contacts of erased communities, and those kept too long.

The records stay. It follows from decisions, receipts and the day alone, so a rebuild, which reads the archive anew,
comes to the same store.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from kim.register.contacts import ContactStore
from kim.register.decisions import Decision, standing
from kim.statements import statement
from kim.stewardship.erasure import mask_erased

if TYPE_CHECKING:
    import duckdb


def tidy(
    conn: "duckdb.DuckDBPyConnection",
    store: ContactStore,
    decisions: Sequence[Decision],
    now: datetime,
    retention_days: int,
) -> int:
    """Empty the contacts of erased communities and those past their retention; returns how many were emptied.

    Args:
        conn: the whole register, resolved: never one of an earlier day, whose communities look unheard of.
        store: the contacts of that register; opening it needs the key.
        decisions: the whole book.
        now: the day on which retention is judged.
        retention_days: for how long contacts are kept after the last receipt.

    Raises:
        KimError: the key is missing. The next run that has it catches up, and `kim doctor` tells until then.
    """
    return mask_erased(conn, store, standing(decisions)) + purge(conn, store, now, retention_days)


def purge(conn: "duckdb.DuckDBPyConnection", store: ContactStore, now: datetime, retention_days: int) -> int:
    """Empty what is older than `retention_days` at `now`; returns how many contacts were emptied.

    Raises:
        KimError: the key is missing, and there is something to empty.
    """
    before = now.astimezone(UTC).replace(tzinfo=None) - timedelta(days=retention_days)
    expired = [row[0] for row in conn.execute(statement("queries/expired_contacts"), {"before": before}).fetchall()]
    return store.erase(expired) if expired else 0
