"""Numbered migrations, forward only: an applied one never changes again; and the attributes that `fields.toml` adds.

Each applied file is recorded with its hash in `meta.migration`; a file that changed since is refused, and so is a
warehouse that knows migrations which this version of the programme does not.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from kim.errors import KimError
from kim.home import SQL
from kim.statements import statement
from kim.warehouse.connect import transaction
from schemas.fields import Attribute, Table, of

FOLDER = SQL / "migrations"
_TABLES: dict[str, Table] = {"intake.record": "record", "registry.kim": "kim", "registry.kim_history": "kim"}
_TYPES = {"text": "varchar", "json": "json", "integer": "integer", "date": "date"}
_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of the schema: `0002_intake.sql` has number 2."""

    number: int
    path: Path
    sha256: str


def migrations(folder: Path = FOLDER) -> list[Migration]:
    """All migrations in order.

    Raises:
        KimError: a file is misnamed, or numbers do not run from 0 without gaps.
    """
    found: list[Migration] = []
    for path in sorted(folder.glob("*.sql")):
        name = _NAME.fullmatch(path.name)
        if name is None or int(name[1]) != len(found):
            raise KimError(
                f"Migration {path.name} is out of turn: expected number {len(found):04d}, as in 0002_intake.sql."
            )
        found.append(Migration(len(found), path, digest([path])))
    return found


def migrate(conn: duckdb.DuckDBPyConnection, folder: Path = FOLDER) -> int:
    """Bring the warehouse to the newest schema, in one transaction; returns how many migrations that took.

    Raises:
        KimError: an applied migration changed, or the warehouse is newer than this programme.
    """
    known = migrations(folder)
    applied = _applied(conn)
    for number, name, sha256 in applied:
        _refuse_changed(known, number, name, sha256)
    due = known[len(applied) :]
    missing = [] if due else _missing(conn)
    if due or missing:
        with transaction(conn):
            for migration in due:
                conn.execute(migration.path.read_text(encoding="utf-8"))
                conn.execute(
                    "insert into meta.migration (number, name, sha256) values (?, ?, ?)",
                    [migration.number, migration.path.name, migration.sha256],
                )
            for relation, attribute in missing or _missing(conn):
                conn.execute(f'alter table {relation} add column "{attribute.name}" {_TYPES[attribute.type]}')
    return len(due)


def digest(paths: Iterable[Path], *more: str) -> str:
    """SHA-256 over the names and bytes of `paths`, and over `more`."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for text in more:
        total.update(text.encode() + b"\0")
    return total.hexdigest()


def _missing(conn: duckdb.DuckDBPyConnection) -> list[tuple[str, Attribute]]:
    """The attributes that a table is to have and has not yet, of tables that are there."""
    present: dict[str, set[str]] = defaultdict(set)
    for relation, column in conn.execute(statement("catalogue/table_columns")).fetchall():
        present[relation].add(column)
    return [
        (relation, attribute)
        for relation, table in _TABLES.items()
        for attribute in of(table)
        if relation in present and attribute.name not in present[relation]
    ]


def _applied(conn: duckdb.DuckDBPyConnection) -> list[tuple[int, str, str]]:
    has_table = "select 1 from duckdb_tables() where schema_name = 'meta' and table_name = 'migration'"
    if not conn.execute(has_table).fetchall():
        return []
    return conn.execute("select number, name, sha256 from meta.migration order by number").fetchall()


def _refuse_changed(known: list[Migration], number: int, name: str, sha256: str) -> None:
    if number >= len(known):
        raise KimError(f"This warehouse has migration {name}, which this version does not know. Use the newer version.")
    if known[number].sha256 != sha256:
        raise KimError(
            f"Migration {known[number].path.name} was changed after it was applied to this warehouse. Put it back and "
            "add a new migration instead, or make the warehouse anew with `kim rebuild`."
        )
