"""The SQL statements, by the name of their file under `warehouse/`."""

from functools import cache

from kim.home import SQL


@cache
def statement(name: str) -> str:
    """The text of one file: `statement("catalogue/relations")` is `warehouse/catalogue/relations.sql`."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")
