"""Finds given words in a folder, however a file holds them: raw, zipped, in Parquet, in DuckDB or in SQLite.

Content and words are compared in lower case without separators and zero bytes: that finds a phone however it is
written, a name across a line break, and either in UTF-16.
"""

import gzip
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

_SEPARATORS = b"\x00 \t\r\n.()+-/_\\"


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A word found, and where."""

    place: str
    word: str


def scan(folder: Path, words: Iterable[str]) -> list[Hit]:
    """Every place under `folder` where one of `words` can be read."""
    wanted = {_squeezed(word.encode()): word.lower() for word in words}
    hits: set[Hit] = set()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            for place, content in _contents(str(path.relative_to(folder)), path.read_bytes()):
                hits.update(Hit(place, word) for word in _found(content, wanted))
            hits.update(Hit("the name of a file", word) for word in _found(str(path).encode(), wanted))
    return sorted(hits)


def _found(content: bytes, wanted: dict[bytes, str]) -> Iterator[str]:
    squeezed = _squeezed(content)
    return (word for sought, word in wanted.items() if sought in squeezed)


def _squeezed(content: bytes) -> bytes:
    return content.lower().translate(None, _SEPARATORS)


def _contents(place: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The bytes, and whatever they hold unpacked."""
    yield place, content
    if zipfile.is_zipfile(BytesIO(content)) and content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _contents(f"{place} › {name}", archive.read(name))
    elif content.startswith(b"\x1f\x8b"):
        yield from _contents(f"{place} › gunzipped", gzip.decompress(content))
    elif content.startswith(b"PAR1"):
        yield f"{place} › rows", str(pq.read_table(pa.BufferReader(content)).to_pylist()).encode()
    elif content.startswith(b"SQLite format 3"):
        yield from _sqlite(place, content)
    elif content[8:12] == b"DUCK":
        yield from _duckdb(place, content)


def _sqlite(place: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    with sqlite3.connect(":memory:") as conn:
        conn.deserialize(content[:18] + b"\x01\x01" + content[20:])  # as a database without a write-ahead log
        for (table,) in conn.execute("select name from sqlite_master where type = 'table'").fetchall():
            yield f"{place} › {table}", str(conn.execute(f'select * from "{table}"').fetchall()).encode()


def _duckdb(place: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "copy.duckdb"
        path.write_bytes(content)
        with duckdb.connect(str(path), read_only=True) as conn:
            relations = conn.execute(
                "select table_schema, table_name from information_schema.tables where table_schema <> 'reference'"
            ).fetchall()
            for schema, table in relations:
                yield f"{place} › {schema}.{table}", _rows(conn, f'"{schema}"."{table}"')


def _rows(conn: duckdb.DuckDBPyConnection, relation: str) -> bytes:
    return str(conn.execute(f"select * from {relation}").fetchall()).encode()
