"""Loading: a batch of cleaned submissions enters the warehouse whole, or not at all.

"Loaded" is a row of `intake.submission`, written in the same transaction as the rows, findings and records.
"""

import duckdb

from kim.cleaning.model import Cleaned
from kim.errors import KimError
from kim.warehouse.labels import keep_encodable
from kim.warehouse.unit_of_work import transaction

_TABLES = ("submission", "row", "finding", "record")

_ALREADY_LOADED = """
select file_name from arriving_submissions semi join intake.submission using (submission_id) order by sequence limit 1
"""


def load(conn: duckdb.DuckDBPyConnection, cleaned: Cleaned) -> None:
    """Load a batch in one transaction, in the row order given.

    Raises:
        KimError: one of its submissions is loaded already; nothing is changed then.
    """
    for table in _TABLES:
        conn.register(f"arriving_{table}s", getattr(cleaned, f"{table}s"))
    try:
        with transaction(conn):
            loaded = conn.execute(_ALREADY_LOADED).fetchall()
            if loaded:
                raise KimError(f"{loaded[0][0]} is loaded already; nothing of this batch was loaded.")
            for table in _TABLES:
                conn.execute(f"insert into intake.{table} by name select * from arriving_{table}s")
            keep_encodable(conn)
    finally:
        for table in _TABLES:
            conn.unregister(f"arriving_{table}s")
