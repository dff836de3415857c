"""Loading: a batch of cleaned submissions enters the warehouse whole, or not at all.

"Loaded" is a row of `intake.submission`, written in the same transaction as the rows, findings and records. With the
records go the domain labels that are more than plain ASCII, as DNS writes them (IDNA 2008): of those
`mart.domain_request` knows only what is found valid here.
"""

import contextlib
import unicodedata
from typing import TYPE_CHECKING

import duckdb
import idna

from kim.errors import KimError
from kim.statements import statement
from kim.warehouse.connect import transaction

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


def to_ascii(label: str) -> str | None:
    """The label as DNS writes it (`bücher` → `xn--bcher-kva`), None where IDNA 2008 does not allow it.

    A label whose letters are of more than one script is not allowed: it could pass for another.
    """
    try:
        encoded = idna.encode(label, uts46=True, std3_rules=True).decode("ascii")
        shown = idna.decode(encoded)
    except (idna.IDNAError, UnicodeError):
        return None
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in shown if letter.isalpha()}
    one_label = "." not in encoded
    return encoded if one_label and len(scripts) <= 1 and encoded.startswith("xn--") else None


def keep_encodable(conn: duckdb.DuckDBPyConnection) -> None:
    """Add the encodable labels of the records that are being loaded to `intake.idna_label`."""
    asked = [label for (label,) in conn.execute(statement("catalogue/labels_to_encode")).fetchall()]
    found = [(label, encoded) for label in asked if (encoded := to_ascii(label)) is not None]
    if found:
        conn.executemany("insert into intake.idna_label (label, ascii_label) values (?, ?)", found)
