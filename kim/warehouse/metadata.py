"""What every relation and column means: `warehouse/metadata/*.toml`, and for what is told of a community `fields.toml`.

From it come the COMMENTs of the warehouse, `docs/data-dictionary.md` and the release's `datapackage.json`.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import duckdb

from kim.errors import KimError
from kim.home import SQL
from kim.statements import statement
from kim.warehouse.sources import digest, record, recorded
from kim.warehouse.unit_of_work import transaction
from schemas.fields import PATH, Table, of

FOLDER = SQL / "metadata"


@dataclass(frozen=True, slots=True)
class Described:
    """One relation: what it is for, and each column's meaning in order."""

    comment: str
    columns: dict[str, str]


def described(folder: Path = FOLDER) -> dict[str, Described]:
    """Every relation that the metadata describes, by its name with the schema.

    Raises:
        KimError: a file is no TOML, lacks a comment, or describes what another file does.
    """
    found: dict[str, Described] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            entries = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise KimError(f"{path.name} is no valid TOML: {error}") from error
        for relation, entry in entries.items():
            if relation in found or "comment" not in entry:
                raise KimError(f"{path.name}: [{relation}] is described twice or has no comment.")
            table: Table | None = entry.get("attributes")
            shared = {one.name: one.meaning for one in of(table)} if table else {}
            found[relation] = Described(entry["comment"], shared | entry.get("columns", {}))
    return found


def relations(conn: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Every table, view and table macro of the warehouse → its kind as COMMENT ON says it."""
    return dict(conn.execute(statement("catalogue/relations")).fetchall())


def comment(conn: duckdb.DuckDBPyConnection, folder: Path = FOLDER) -> bool:
    """Write the metadata as COMMENTs, in one transaction, if it or the views changed; returns whether it did."""
    sha256 = digest([*sorted(folder.glob("*.toml")), PATH], str(recorded(conn, "views")))
    if recorded(conn, "metadata") == sha256:
        return False
    existing = relations(conn)
    with transaction(conn):
        for relation, about in described(folder).items():
            if relation in existing:
                _comment(conn, relation, existing[relation], about)
        record(conn, "metadata", sha256)
    return True


def _comment(conn: duckdb.DuckDBPyConnection, relation: str, kind: str, about: Described) -> None:
    conn.execute(f"comment on {kind} {relation} is {_quoted(about.comment)}")
    if kind == "macro table":
        return
    present = {name for name, *_ in conn.execute(f"describe {relation}").fetchall()}
    for column, meaning in about.columns.items():
        if column in present:
            conn.execute(f'comment on column {relation}."{column}" is {_quoted(meaning)}')


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
