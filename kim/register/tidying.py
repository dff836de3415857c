"""What a run owes to privacy once the register is resolved: nothing of the erased, nothing kept too long."""

from datetime import datetime
from typing import TYPE_CHECKING

from kim.home import Home
from kim.register.contacts import ContactStore
from kim.register.decisions import DecisionBook
from kim.register.erasure import mask_erased
from kim.register.retention import purge
from kim.register.vault import Vault

if TYPE_CHECKING:
    import duckdb


def tidy(conn: "duckdb.DuckDBPyConnection", home: Home, vault: Vault, now: datetime, retention_days: int) -> int:
    """Empty the contacts of erased communities and those past their retention; returns how many were emptied.

    Args:
        conn: the whole register, resolved: never one of an earlier day, whose communities look unheard of.

    Without the key nothing is done: the next run that has it catches up, and `kim doctor` tells until then.
    """
    if not vault.has_key():
        return 0
    store = ContactStore(home, vault)
    return mask_erased(conn, store, DecisionBook(home.decisions).standing()) + purge(conn, store, now, retention_days)
