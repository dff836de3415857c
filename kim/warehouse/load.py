"""Loading: a batch of cleaned submissions enters the warehouse whole, or not at all.

"Loaded" is a row of `intake.submission`, written in the same transaction as the rows, findings and records.
"""

import contextlib
from typing import TYPE_CHECKING

import duckdb

from kim.errors import KimError
from kim.statements import statement
from kim.warehouse.labels import keep_encodable
from kim.warehouse.unit_of_work import transaction

if TYPE_CHECKING:
    from kim.cleaning.model import Cleaned

_TABLES = {
    "submission": "submissions",
    "row": "rows",
    "finding": "findings",
    "record": "records",
    "sheet_column": "columns",
    "no_kim": "no_kim",
}
"""Table of `intake` → the part of a `Cleaned` that goes into it."""


def load(conn: duckdb.DuckDBPyConnection, cleaned: "Cleaned") -> None:
    """Load a batch in one transaction, in the row order given.

    Raises:
        KimError: one of its submissions is loaded already; nothing is changed then.
    """
    with transaction(conn):
        enter(conn, cleaned)


def enter(conn: duckdb.DuckDBPyConnection, cleaned: "Cleaned") -> None:
    """Load a batch within the transaction that is open: many batches in one cost half of what each in its own does.

    Raises:
        KimError: one of its submissions is loaded already; the transaction must then be rolled back.
    """
    arriving = {table: part for table, name in _TABLES.items() if (part := getattr(cleaned, name)) is not None}
    for table, part in arriving.items():
        conn.register(f"arriving_{table}", part)
    try:
        loaded = conn.execute(statement("loading/already_loaded")).fetchall()
        if loaded:
            raise KimError(f"{loaded[0][0]} is loaded already; nothing of this batch was loaded.")
        for table in arriving:
            conn.execute(f"insert into intake.{table} by name select * from arriving_{table}")
        keep_encodable(conn)
    finally:
        for table in arriving:
            # Nothing can be unregistered in a transaction that failed; the next batch takes the name over.
            with contextlib.suppress(duckdb.TransactionException):
                conn.unregister(f"arriving_{table}")
