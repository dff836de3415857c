"""Connections and transactions: readers see the last finished state, the one writer works on a file of its own.

A reader attaches the file to a DuckDB instance of its own. Opening it by path would hand back an instance that is
still open elsewhere in the process, and with it the state from before the last run.
"""

import contextlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from kim.errors import KimError
from kim.home import Home
from kim.statements import statement
from kim.warehouse.faults import damage, named_faults

STORAGE_VERSION = "v1.4.0"
"""The oldest DuckDB that can open what is written here (docs/warehouse.md)."""

_STEADY = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}

_HEADERS = 3 * 4096
_USED = "select used_blocks * block_size from pragma_database_size() where database_name = current_database()"


def reader(home: Home) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the last finished state, whatever is written meanwhile.

    Raises:
        KimError: there is no warehouse yet, or it cannot be opened.
    """
    return attached(home.database)


def attached(database: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a finished warehouse file at `database`."""
    if not database.is_file():
        raise KimError(f"There is no warehouse at {database} yet. Put files into raw/inbox and run `kim run`.")
    spill = Path(tempfile.gettempdir()) / "kim-spill"
    conn = duckdb.connect(":memory:", config={**_STEADY, "temp_directory": str(spill)})
    try:
        with named_faults(database):
            conn.execute(f"attach {_quoted(database)} as kim (read_only)")
            conn.execute("use kim")
            _refuse_truncated(conn, database)
    except BaseException:
        conn.close()
        raise
    return conn


def writer(path: Path) -> duckdb.DuckDBPyConnection:
    """The writing connection to a work file (`workfile.start`); made empty where there is none.

    Raises:
        KimError: the file is damaged, or its folder may not be written.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        **_STEADY,
        "storage_compatibility_version": STORAGE_VERSION,
        "temp_directory": str(path.parent / "spill"),
    }
    with named_faults(path):
        conn = duckdb.connect(str(path), config=config)
        try:
            _refuse_truncated(conn, path)
        except BaseException:
            conn.close()
            raise
    return conn


@contextmanager
def transaction(conn: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """Commit what the block did, or roll it back when the block raises; the error passes on."""
    conn.execute("begin transaction")
    try:
        yield conn
        conn.execute("commit")
    except BaseException:
        with contextlib.suppress(duckdb.Error):  # a failed commit has rolled back already
            conn.execute("rollback")
        raise


def read_through(home: Home) -> None:
    """Read every block of the finished warehouse, so that each checksum in it is compared; opening compares its size.

    Raises:
        KimError: there is no warehouse.
        DamagedWarehouseError: a block of it cannot be read or is not what was written.
    """
    with reader(home) as conn, named_faults(home.database):
        for relation, kind in conn.execute(statement("catalogue/relations")).fetchall():
            if kind == "table":
                conn.execute(f"select bit_xor(hash(every)) from {relation} as every").fetchall()


def _refuse_truncated(conn: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Refuse a file that is shorter than the blocks it says are in use.

    Raises:
        DamagedWarehouseError: it is; reading on would find that out late, or not at all.
    """
    (used,) = conn.execute(_USED).fetchall()[0]
    if used and path.stat().st_size < used + _HEADERS:
        raise damage(path, "it is shorter than what it should hold")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
