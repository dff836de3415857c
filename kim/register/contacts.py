"""The contact store: sealed Parquet segments, one a batch; the newest segment that names a record has the say.

It may hold more records than the register, never fewer: an erased contact is a row of nulls. The whole store can be
made again from the archive.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kim.errors import KimError
from kim.home import Home
from kim.register.disk import explained, write_whole
from kim.register.vault import Vault

CONTACT = pa.schema([(name, pa.string()) for name in ("record_id", "leader_name", "phone", "email", "address")])
PERSONAL = tuple(name for name in CONTACT.names if name != "record_id")


class ContactStore:
    """`warehouse/contact/<number>-<hash of the record ids>.sealed` of one home."""

    def __init__(self, home: Home, vault: Vault) -> None:
        self._home = home
        self._vault = vault

    def add(self, contacts: pa.Table) -> None:
        """Seal the contacts of a batch; the same batch again replaces itself. Needs no key.

        Args:
            contacts: columns `record_id, leader_name, phone, email, address`, all text.

        Raises:
            KimError: the store cannot be written.
        """
        if not len(contacts):
            return
        table = contacts.select(CONTACT.names).cast(CONTACT)
        label = _label(table["record_id"].to_pylist())
        earlier = self.segments()
        number = int(earlier[-1].name.partition("-")[0]) + 1 if earlier else 1
        self._write(self._home.contacts / f"{number:08d}-{label}.sealed", table)
        for path in earlier:
            if path.stem.endswith(label):
                path.unlink()

    def read(self, record_ids: Iterable[str] | None = None) -> pa.Table:
        """The contacts of these records, or of all: each record once, unknown ones left out.

        Raises:
            KimError: the key is missing or another one, or a segment is damaged.
        """
        wanted = None if record_ids is None else pa.array(record_ids, pa.string())
        parts = [self._chosen(path, wanted) for path in self.segments()]
        table = pa.concat_tables([CONTACT.empty_table(), *parts]).combine_chunks()
        place = pa.table([table["record_id"], pa.array(range(len(table)), pa.int64())], ["record_id", "place"])
        last = place.group_by("record_id", use_threads=False).aggregate([("place", "max")])
        return table if len(last) == len(table) else table.take(last["place_max"].sort())

    def erase(self, record_ids: Iterable[str]) -> int:
        """Make the contacts of these records null in every segment that names them; returns how many had any.

        Raises:
            KimError: the key is missing or another one, a segment is damaged, or the store cannot be written.
        """
        wanted = pa.array(record_ids, pa.string())
        cleared = 0
        for path in self.segments():
            table = self._open(path)
            meant = pc.is_in(table["record_id"], value_set=wanted)
            filled = pc.and_(meant, _filled(table))
            count = pc.sum(filled).as_py() or 0
            if count:
                nulls = pa.nulls(len(table), pa.string())
                kept = [pc.if_else(meant, nulls, table[name]) for name in PERSONAL]
                self._write(path, pa.table([table["record_id"], *kept], schema=CONTACT))
                cleared += count
        return cleared

    def filled(self) -> "pa.Array[Any]":
        """The ids of the records that have any contact left."""
        table = self.read()
        return table["record_id"].filter(_filled(table)).combine_chunks()

    def segments(self) -> list[Path]:
        """The files of the store, oldest first."""
        return sorted(self._home.contacts.glob("*.sealed"))

    def _chosen(self, path: Path, wanted: "pa.Array[Any] | None") -> pa.Table:
        table = self._open(path)
        return table if wanted is None else table.filter(pc.is_in(table["record_id"], value_set=wanted))

    def _open(self, path: Path) -> pa.Table:
        where = str(path.relative_to(self._home.root))
        with explained(f"cannot read {where}"):
            content = self._vault.unseal_bytes(path.read_bytes(), where)
        try:
            return pq.read_table(pa.BufferReader(content)).select(CONTACT.names).cast(CONTACT)
        except (pa.ArrowException, KeyError) as fault:
            raise KimError(f"{where} is damaged: run `kim rebuild`, which makes it anew from the archive") from fault

    def _write(self, path: Path, table: pa.Table) -> None:
        sink = pa.BufferOutputStream()
        pq.write_table(table, sink, compression="zstd")
        write_whole(path, self._vault.seal([sink.getvalue().to_pybytes()]))


def _label(record_ids: Iterable[object]) -> str:
    seen = hashlib.sha256()
    for record_id in record_ids:
        seen.update(f"{record_id}\n".encode())
    return seen.hexdigest()[:16]


def _filled(table: pa.Table) -> Any:
    filled: Any = pc.is_valid(table[PERSONAL[0]])
    for name in PERSONAL[1:]:
        filled = pc.or_(filled, pc.is_valid(table[name]))
    return filled
