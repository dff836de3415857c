"""Personal fields, for comparing inside this process alone.

Invariant: they live in temporary tables of the connection, which is never let spill to disk, and are dropped after.
"""

from typing import TYPE_CHECKING

import pyarrow as pa

from kim.matching.script import drop, found, run

if TYPE_CHECKING:
    import duckdb

    from kim.register.contacts import ContactStore

_EMPTY = pa.schema([(name, pa.string()) for name in ("record_id", "leader_name", "phone", "email")])

_PERSONAL = (
    "contact",
    "private",
    "clue",
    "shared_clue",
    "block",
    "full_block",
    "named_block",
    "open_block",
    "compared",
    "met_block",
)
_VIEWS = ("every_block", "placed_block", "every_clue", "judged")


class Contacts:
    """The contacts of the register's records, read once, when first needed."""

    def __init__(self, conn: "duckdb.DuckDBPyConnection", store: "ContactStore | None") -> None:
        self._conn = conn
        self._store = store
        self._read = False

    @property
    def known(self) -> bool:
        """Whether the store can be read at all."""
        return self._store is not None

    def late(self) -> bool:
        """Whether records were matched without their contacts, which can be had now."""
        if not self.known:
            return False
        return found(self._conn, "select true from matching.feature where not contact_known limit 1") is True

    def lay_out(self) -> None:
        """Make the temporary table `contact` of every record that has features."""
        if not self._read:
            self._conn.execute("set temp_directory = ''")
            table = _EMPTY.empty_table() if self._store is None else self._store.read().select(_EMPTY.names)
            self._conn.register("private_contact", table)
            self._read = True
        run(self._conn, "15_contact")

    def forget_event(self) -> None:
        """Drop every table that holds personal fields, what was read of the store excepted."""
        for name in _VIEWS:
            self._conn.execute(f"drop view if exists {name}")
        drop(self._conn, *_PERSONAL)

    def forget(self) -> None:
        """Let go of everything personal."""
        self.forget_event()
        if self._read:
            self._conn.unregister("private_contact")
        self._read = False
