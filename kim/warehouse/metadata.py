"""What every relation and column means: `warehouse/metadata/*.toml`, and for attributes of a community `fields.toml`.

From it come the COMMENTs of the warehouse, `docs/data-dictionary.md` and the release's `datapackage.json`.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import duckdb

from kim.errors import KimError
from kim.home import SQL
from kim.statements import statement
from schemas.fields import Table, of

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
