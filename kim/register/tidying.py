"""What a run owes to privacy once the register is resolved: nothing of the erased, nothing kept too long."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from kim.register.contacts import ContactStore
from kim.register.erasure import mask_erased
from kim.register.model import Decision
from kim.register.retention import purge
from kim.register.standing import standing

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
