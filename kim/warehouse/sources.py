"""Which sources (SQL, CSV, TOML) a warehouse file was last prepared from, by hash."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import duckdb


def digest(paths: Iterable[Path], *more: str) -> str:
    """SHA-256 over the names and bytes of `paths`, and over `more`."""
    total = hashlib.sha256()
    for path in paths:
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    for text in more:
        total.update(text.encode() + b"\0")
    return total.hexdigest()


def recorded(conn: duckdb.DuckDBPyConnection, name: str) -> str | None:
    """The hash that the part `name` was last made from, None where it never was."""
    row = conn.execute("select sha256 from meta.source where name = ?", [name]).fetchall()
    return str(row[0][0]) if row else None


def record(conn: duckdb.DuckDBPyConnection, name: str, sha256: str) -> None:
    """Remember that the part `name` is now made from sources of this hash."""
    conn.execute("delete from meta.source where name = ?", [name])
    conn.execute("insert into meta.source values (?, ?)", [name, sha256])
