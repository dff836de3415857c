"""One query on the last finished state, read-only for real.

Four walls, each enough by itself: the file is attached read-only, only a SELECT or EXPLAIN is let through, no file
system and no extension can be reached, and the configuration is locked before the query is seen.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from kim.errors import KimError, UsageError
from kim.home import Home
from kim.warehouse.connect import reader
from kim.warehouse.faults import named_faults

# Where a name without its schema is looked for, and what `show tables` lists.
_SCHEMAS = "set search_path = 'kim.registry,kim.mart,kim.intake,kim.reference,kim.meta'"
_WALLS = (
    "set memory_limit = '4GB'",
    "set temp_directory = ''",
    "set python_enable_replacements = false",
    "set enable_external_access = false",
    "set disabled_filesystems = 'LocalFileSystem'",
    "set lock_configuration = true",
)
_ASKS_CONTACTS = re.compile(
    r"(?:with name|[Cc]olumn|column named) \"?(?:\w+\.)*(?:contacts?|phone|email|leader_name|address)\b"
)
_NO_CONTACTS = "Contacts are not in the warehouse; `kim contacts CODE --by NAME --why TEXT` tells them, and is logged."
_READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of a query; `cut` is true where there are more than the `limit` that was asked for."""

    table: pa.Table
    types: tuple[str, ...]
    limit: int
    cut: bool


def run(home: Home, sql: str, *, limit: int, timeout: float) -> Answer:
    """Run one SELECT or EXPLAIN on the finished warehouse.

    Args:
        home: the installation.
        sql: a single statement; its relations are those of the data dictionary.
        limit: how many rows are returned at most.
        timeout: after how many seconds the query is stopped.

    Raises:
        UsageError: the statement is not one SELECT or EXPLAIN, is wrong, or reaches outside the warehouse.
        KimError: there is no warehouse, it is damaged, or the query ran into the time or memory limit.
    """
    with reader(home) as conn, named_faults(home.database), _clear_errors(timeout):
        for wall in (_SCHEMAS, *_WALLS):
            conn.execute(wall)
        _refuse_other_statements(conn, sql)
        with _stopped_after(conn, timeout):
            relation = conn.sql(sql)
            types = tuple(str(kind) for kind in relation.types)
            table = relation.limit(limit + 1).to_arrow_table()
    return Answer(table.slice(0, limit), types, limit, table.num_rows > limit)


def _refuse_other_statements(conn: duckdb.DuckDBPyConnection, sql: str) -> None:
    statements = conn.extract_statements(sql)
    if len(statements) != 1 or statements[0].type not in _READING:
        raise UsageError(
            "kim query takes one SELECT (or EXPLAIN) statement: it reads the warehouse and changes nothing."
        )


@contextmanager
def _stopped_after(conn: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    timer = threading.Timer(seconds, conn.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def _clear_errors(timeout: float) -> Iterator[None]:
    try:
        yield
    except duckdb.InterruptException as error:
        raise KimError(
            f"The query was stopped after {timeout:g} seconds. Narrow it, or allow more with --timeout."
        ) from error
    except (duckdb.OutOfMemoryException, MemoryError, pa.ArrowMemoryError) as error:
        raise KimError("The query needs more than 4 GB of memory. Narrow it or aggregate earlier.") from error
    except duckdb.PermissionException as error:
        raise UsageError(
            "kim query reads the warehouse alone: no files, no other databases, no extensions, no settings."
        ) from error
    except (duckdb.ProgrammingError, duckdb.DataError, duckdb.NotSupportedError) as error:
        said = _one_line(error)
        raise UsageError(f"{_NO_CONTACTS} ({said})" if _ASKS_CONTACTS.search(said) else said) from error


def _one_line(error: Exception) -> str:
    """DuckDB's message without the excerpt of the query that it ends in."""
    text = str(error).split("\nLINE ", maxsplit=1)[0]
    return " ".join(text.split())
