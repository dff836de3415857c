"""The page (first plain form)."""

from collections.abc import Mapping

import duckdb
import pyarrow as pa

from kim.publishing.manifest import Facts
from kim.publishing.metadata import Metadata


def render(
    conn: duckdb.DuckDBPyConnection, content: Mapping[str, pa.Table], about: Metadata, number: str, facts: Facts
) -> str:
    """The page as HTML."""
    shown = "".join(f"<p>{name}: {value}</p>" for name, value in facts.figures.items())
    return f"<!doctype html><title>{about.title_id}</title>{shown}<p>{number} {len(content)} {conn is not None}</p>"
