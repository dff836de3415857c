"""Views and table macros: every file of `warehouse/views`, in the order of its name."""

from pathlib import Path

import duckdb

from kim.home import SQL
from kim.statements import statement
from kim.warehouse.sources import digest, record, recorded
from kim.warehouse.unit_of_work import transaction

FOLDER = SQL / "views"


def create(conn: duckdb.DuckDBPyConnection, folder: Path = FOLDER) -> bool:
    """Make all views and macros anew, in one transaction, if a file or the schema changed; returns whether it did.

    Those whose file is gone go too. Making a view drops its comments: `metadata.comment` follows.
    """
    files = sorted(folder.glob("*.sql"))
    # A view of all columns of a table must be made anew where the table has gained one.
    schema = conn.execute(statement("catalogue/table_columns")).fetchall()
    sha256 = digest(files, str(schema))
    if recorded(conn, "views") == sha256:
        return False
    with transaction(conn):
        for (drop,) in conn.execute(statement("catalogue/drop_views")).fetchall():
            conn.execute(drop)
        for path in files:
            conn.execute(path.read_text(encoding="utf-8"))
        record(conn, "views", sha256)
    return True
