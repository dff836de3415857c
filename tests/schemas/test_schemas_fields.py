"""What `fields.toml` says is what the contact store, the warehouse and its own entries have."""

import duckdb

from kim.cleaning.model import CONTACT, RECORD
from kim.register.contacts import CONTACT as STORED
from kim.warehouse.migrate import migrate
from schemas.fields import ATTRIBUTES, COLUMNS, facts, of

TYPES = {"text": "VARCHAR", "integer": "INTEGER", "date": "DATE", "json": "JSON"}


def test_what_goes_into_the_contact_store_is_what_it_holds() -> None:
    sealed = {column.contact for column in COLUMNS.values() if column.contact}
    assert sealed | {"record_id"} == set(CONTACT.names) == set(STORED.names)


def test_each_attribute_has_its_type_in_every_table() -> None:
    conn = duckdb.connect()
    migrate(conn)
    for relation, table in (("intake.record", "record"), ("registry.kim", "kim"), ("registry.kim_history", "kim")):
        described = {name: kind for name, kind, *_ in conn.execute(f"describe {relation}").fetchall()}
        wanted = {one.name: TYPES[one.type] for one in of("record" if table == "record" else "kim")}
        assert {name: described.get(name) for name in wanted} == wanted
    assert set(ATTRIBUTES) <= set(RECORD.names)


def test_facts_and_prefills_name_attributes_that_are_there() -> None:
    assert {column.fact for column in COLUMNS.values() if column.fact} <= facts().keys()
    assert {column.prefill for column in COLUMNS.values() if column.prefill} <= {*ATTRIBUTES, "kim_id"}
