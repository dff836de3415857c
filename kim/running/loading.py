"""Loading: what was received and is not in the warehouse yet is prepared and loaded batch by batch, each batch whole.

Many batches share a transaction. Nobody sees the work file before the run's end, so it does not matter where one ends.
Every receipt ends as exactly one row of `intake.submission`, a duplicate and a refused file included.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from kim.progress import Progress
from kim.register.receipts import Receipt
from kim.running.submissions import skipped, submission_id
from kim.warehouse.connect import transaction
from kim.warehouse.load import enter

if TYPE_CHECKING:
    import duckdb

    from kim.home import Home
    from kim.register.contacts import ContactStore
    from kim.running.preparing import Preparer

ROWS_A_TRANSACTION = 250_000
"""After about so many rows a transaction ends: DuckDB keeps 1.5 KB of memory for each row that is not committed yet."""

_LOADED = "select sequence from intake.submission"
_AGAIN = "delete from intake.submission where status = 'skipped' and not list_contains($skipped, submission_id)"


def loaded_sequences(conn: "duckdb.DuckDBPyConnection") -> set[int]:
    """The receipts that have a row of `intake.submission`, by sequence."""
    return {row[0] for row in conn.execute(_LOADED).fetchall()}


def is_loaded(home: "Home", submission: str) -> bool:
    """Whether the finished warehouse holds what the file says, or why it was rejected."""
    from kim.warehouse import connect

    if not home.database.exists():
        return False
    with connect.reader(home) as conn:
        found = conn.execute(
            "select 1 from intake.submission where submission_id = ? and status <> 'skipped'", [submission]
        )
        return found.fetchone() is not None


def unloaded(conn: "duckdb.DuckDBPyConnection", receipts: Sequence[Receipt]) -> list[Receipt]:
    """The receipts that have no row of `intake.submission` yet."""
    loaded = loaded_sequences(conn)
    return [receipt for receipt in receipts if receipt.sequence not in loaded]


def forget_unskipped(conn: "duckdb.DuckDBPyConnection", skip: Collection[str]) -> None:
    """Take out the submissions that were skipped and are not any more, so that they are loaded."""
    conn.execute(_AGAIN, {"skipped": list(skip)})


def load_receipts(
    conn: "duckdb.DuckDBPyConnection",
    receipts: Sequence[Receipt],
    *,
    preparer: "Preparer",
    contacts: "ContactStore",
    at_hand: Mapping[int, Path] | None = None,
    progress: Progress,
    skip: Collection[str] = (),
) -> int:
    """Load receipts that are not loaded yet; returns how many.

    Args:
        skip: submissions that a person took out of loading: they are entered without being read.
        preparer: reads, cleans and guards the files.
        at_hand: files that still lie in the inbox, by sequence; read from there where the bytes are still the same,
            which needs no key.

    Raises:
        KimError: a file cannot be fetched from the archive, or the disk refuses.
    """
    progress.start("reading and loading", len(receipts))
    left_out = [receipt for receipt in receipts if submission_id(receipt) in skip]
    if left_out:
        enter(conn, skipped(left_out))
    batches = preparer([receipt for receipt in receipts if receipt not in left_out], at_hand or {}, progress)
    while (first := next(batches, None)) is not None:
        with transaction(conn):
            rows = 0
            for cleaned in chain([first], batches):
                # Sealed first: the store may hold more records than the register, never fewer.
                contacts.add(cleaned.contacts)
                enter(conn, cleaned)
                rows += len(cleaned.rows)
                if rows >= ROWS_A_TRANSACTION:
                    break
    # Arrow keeps what the batches took; matching, which comes next, needs it more.
    pa.default_memory_pool().release_unused()
    return len(receipts)
