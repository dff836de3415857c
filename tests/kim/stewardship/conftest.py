"""A home whose register has three communities of two files."""

import shutil
from pathlib import Path

import pyarrow as pa
import pytest

from kim.home import Home
from kim.register.contacts import CONTACT, ContactStore
from kim.register.vault import Vault
from kim.warehouse import prepare, workfile
from kim.warehouse.connect import writer
from tests.kim.register.conftest import home as home
from tests.kim.register.conftest import vault as vault


@pytest.fixture(scope="session")
def _warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished warehouse with what `registered.sql` says."""
    home = Home(tmp_path_factory.mktemp("warehoused"))
    path = workfile.start(home)
    with writer(path) as conn:
        prepare(conn)
        conn.execute(Path(__file__).with_name("registered.sql").read_text("utf-8"))
    workfile.finish(home, path)
    return home.database


@pytest.fixture
def registered(home: Home, vault: Vault, _warehouse: Path) -> Home:
    """A home whose warehouse has three communities of two files, with made-up contacts."""
    home.warehouse.mkdir(parents=True)
    shutil.copy(_warehouse, home.database)
    ContactStore(home, vault).add(pa.Table.from_pylist(_CONTACTS, schema=CONTACT))
    return home


_CONTACTS = [
    {"record_id": "r1", "leader_name": "Ketua Lama Rekaan", "phone": "+628110000001"},
    {"record_id": "r2", "leader_name": "Ketua Dua Rekaan", "email": "dua@contoh.invalid"},
    {"record_id": "r3", "leader_name": "Ketua Baru Rekaan", "phone": "+628110000003"},
    {"record_id": "r4", "leader_name": "Ketua Tiga Rekaan", "phone": "+628110000004"},
]
