"""Contacts are sealed, newest first in say, and erased for good."""

from collections.abc import Mapping

import pyarrow as pa
import pytest

from kim.cleaning import model as cleaning
from kim.errors import KimError
from kim.home import Home
from kim.register.contacts import CONTACT, ContactStore
from kim.register.vault import Vault


def _table(rows: Mapping[str, str | None]) -> pa.Table:
    return pa.Table.from_pylist([{"record_id": r, "leader_name": name} for r, name in rows.items()], schema=CONTACT)


@pytest.fixture
def store(home: Home, vault: Vault) -> ContactStore:
    return ContactStore(home, vault)


def _names(store: ContactStore) -> dict[str, str | None]:
    return {row["record_id"]: row["leader_name"] for row in store.read().to_pylist()}


def test_the_shape_is_the_one_that_cleaning_yields() -> None:
    assert cleaning.CONTACT.equals(CONTACT)


def test_batches_come_back_and_only_those_asked_for(store: ContactStore) -> None:
    store.add(_table({"r1": "Contoh Satu", "r2": "Contoh Dua"}))
    store.add(_table({"r3": "Contoh Tiga"}))
    assert _names(store) == {"r1": "Contoh Satu", "r2": "Contoh Dua", "r3": "Contoh Tiga"}
    assert store.read(["r3", "r9"])["record_id"].to_pylist() == ["r3"]
    assert len(store.read([])) == 0


def test_an_empty_store_reads_empty(store: ContactStore) -> None:
    assert store.read().schema.equals(CONTACT)
    assert len(store.read()) == 0


def test_the_same_batch_again_replaces_itself_and_the_newest_has_the_say(store: ContactStore) -> None:
    store.add(_table({"r1": "Lama", "r2": "Tetap"}))
    store.add(_table({"r1": "Baru", "r2": "Tetap"}))
    assert len(store.segments()) == 1
    store.add(_table({"r2": "Baru Juga"}))
    assert _names(store) == {"r1": "Baru", "r2": "Baru Juga"}


def test_adding_needs_no_key_and_reading_does(home: Home, store: ContactStore) -> None:
    store.add(_table({"r1": "Contoh"}))
    home.key.unlink()
    blind = ContactStore(home, Vault(home))
    blind.add(_table({"r2": "Contoh"}))
    with pytest.raises(KimError, match="the key is missing"):
        blind.read()


def test_erasing_leaves_the_record_and_nothing_of_the_person(store: ContactStore) -> None:
    store.add(_table({"r1": "Lama", "r2": "Tetap"}))
    store.add(_table({"r1": "Baru"}))
    assert store.erase(["r1", "r9"]) == 2
    assert _names(store) == {"r1": None, "r2": "Tetap"}
    assert store.filled().to_pylist() == ["r2"]
    assert store.erase(["r1"]) == 0


def test_nothing_readable_lies_in_the_store(home: Home, store: ContactStore) -> None:
    store.add(_table({"r1": "Siti Contoh Rekaan"}))
    assert not any(b"Contoh" in path.read_bytes() for path in home.contacts.iterdir())


def test_a_damaged_segment_is_named(store: ContactStore) -> None:
    store.add(_table({"r1": "Contoh"}))
    path = store.segments()[0]
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(KimError, match=r"warehouse/contact/.* is damaged"):
        store.read()
