"""Bring a work file to the shape of this version: schema, reference data, views, comments."""

import duckdb

from kim.warehouse import metadata, migrate, reference, views


def prepare(conn: duckdb.DuckDBPyConnection) -> None:
    """Migrate, refresh reference data, make views and comments; what did not change costs a hash.

    Raises:
        KimError: as `migrate.migrate`, `reference.refresh` and `metadata.described` do.
    """
    migrate.migrate(conn)
    reference.refresh(conn)
    views.create(conn)
    metadata.comment(conn)
