"""Preparing on other machines: a round's chunks lie as Parquet in a place that all of them reach.

    <share>/<fingerprint of the key>/<chunk>/receipts.parquet   who sent what, when
                                            /archive.parquet    the files as the archive keeps them: sealed
                                            /<batch>/…          what came of them, the contacts sealed

Nothing personal lies there unsealed; who prepares needs the key in `KIM_CONTACT_KEY`.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from kim.cleaning.catalogue import rule_set_hash
from kim.cleaning.model import CONTACT, FINDING, NO_KIM, RECORD, ROW, SHEET_COLUMN, SUBMISSION, Cleaned
from kim.errors import KimError
from kim.fetching.sources import shown
from kim.home import Home
from kim.register.archive import Archive
from kim.register.keys import ENVIRONMENT
from kim.register.receipts import Receipt
from kim.register.vault import Vault
from kim.running.preparing import Chunk, prepare
from kim.running.readers import Readers

if TYPE_CHECKING:
    from kim.settings import Limits

_SCHEMAS = {
    "submissions": SUBMISSION,
    "rows": ROW,
    "findings": FINDING,
    "records": RECORD,
    "columns": SHEET_COLUMN,
    "no_kim": NO_KIM,
}
_SEALED = "contacts.sealed"
_DONE = "batches.txt"


class Share:
    """The part of the shared place that belongs to one home; its writer lock keeps others out of it."""

    def __init__(self, url: str, home: Home) -> None:
        self._home = home
        self._vault = Vault(home)
        self.url = f"{url.rstrip('/')}/{self._vault.fingerprint}"

    @contextmanager
    def open(self) -> Iterator[None]:
        """Clear what a killed run left; take away at the end what this one put there.

        Raises:
            KimError: the key is missing: what comes back could not be opened.
        """
        if not self._vault.has_key():
            raise KimError(
                f"preparing on other machines needs the key here too: put {self._home.key} back from its backup, "
                f"or set {ENVIRONMENT}; or unset KIM_DASK_ADDRESS to prepare on this machine"
            )
        self._clear()
        try:
            yield
        finally:
            self._clear()

    def send(self, number: int, chunk: Chunk) -> None:
        """Lay a chunk out, its files sealed as they lie in the archive."""
        archive = Archive(self._home, self._vault)
        names, contents = [], []
        for sha256 in dict.fromkeys(receipt.sha256 for receipt in chunk.receipts):
            sealed = archive.path(sha256)
            for path in (sealed, sealed.with_suffix(".redacted")):
                if path.exists():
                    names.append(path.relative_to(self._home.archive).as_posix())
                    contents.append(path.read_bytes())
        with _explained(self.url):
            files, root = _at(f"{self.url}/{number}")
            files.makedirs(root, exist_ok=True)
            lines = [receipt.model_dump_json() for receipt in chunk.receipts]
            _write(files, f"{root}/receipts.parquet", pa.table({"receipt": pa.array(lines, pa.string())}))
            _write(
                files,
                f"{root}/archive.parquet",
                pa.table({"name": pa.array(names, pa.string()), "content": pa.array(contents, pa.large_binary())}),
            )

    def take(self, number: int) -> Iterator[Cleaned]:
        """The batches that a chunk became, in their order.

        Raises:
            KimError: they are not there, or were made by another version of the rules.
        """
        with _explained(self.url):
            files, root = _at(f"{self.url}/{number}")
            count = int(files.cat_file(f"{root}/{_DONE}"))
        for batch in range(count):
            with _explained(self.url):
                tables: dict[str, Any] = {
                    name: _read(files, f"{root}/{batch}/{name}.parquet").cast(schema)
                    for name, schema in _SCHEMAS.items()
                }
                sealed = files.cat_file(f"{root}/{batch}/{_SEALED}")
            content = self._vault.unseal_bytes(sealed, f"{self.url}/{number}/{batch}/{_SEALED}")
            contacts = pq.read_table(pa.BufferReader(content)).cast(CONTACT)
            _check_rules(tables["submissions"])
            yield Cleaned(contacts=contacts, **tables)

    def _clear(self) -> None:
        with _explained(self.url):
            files, root = _at(self.url)
            if files.exists(root):
                files.rm(root, recursive=True)


def prepare_shared(url: str, number: int, limits: "Limits", batch_rows: int) -> None:
    """Prepare one chunk, wherever this runs: what it needs is in the shared place, and its results go there.

    Raises:
        KimError: the key is missing or another one, the place cannot be reached, or a file is damaged.
    """
    with tempfile.TemporaryDirectory(prefix="kim-") as folder:
        home = Home(Path(folder))
        vault = Vault(home)
        if not vault.has_key():
            raise KimError(f"the files are sealed: set {ENVIRONMENT} where the workers run")
        with _explained(url):
            files, root = _at(f"{url}/{number}")
            lines = _read(files, f"{root}/receipts.parquet")["receipt"].to_pylist()
            _unpack(_read(files, f"{root}/archive.parquet"), home.archive)
        chunk = Chunk(tuple(Receipt.model_validate_json(str(line)) for line in lines))
        count = 0
        with Readers(limits, batch_rows) as readers:
            for made in prepare(chunk, home, readers, limits):
                with _explained(url):
                    _put(files, f"{root}/{count}", made, vault)
                count += 1
        with _explained(url):
            # Last: what is half there does not count as there.
            files.pipe_file(f"{root}/{_DONE}", str(count).encode())


def portable(receipts: Sequence[Receipt], limits: "Limits") -> tuple[list[Receipt], list[Receipt]]:
    """The receipts whose files are worth sending, and those that are settled without them."""
    sent: list[Receipt] = []
    kept: list[Receipt] = []
    for receipt in receipts:
        far = receipt.duplicate_of is None and receipt.byte_count <= limits.file_bytes
        (sent if far else kept).append(receipt)
    return sent, kept


def _unpack(table: pa.Table, archive: Path) -> None:
    for line in table.to_pylist():
        path = archive / line["name"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(line["content"])


def _put(files: Any, folder: str, made: Cleaned, vault: Vault) -> None:
    files.makedirs(folder, exist_ok=True)
    for name, schema in _SCHEMAS.items():
        table = getattr(made, name)
        _write(files, f"{folder}/{name}.parquet", schema.empty_table() if table is None else table)
    sink = pa.BufferOutputStream()
    pq.write_table(made.contacts, sink, compression="zstd")
    files.pipe_file(f"{folder}/{_SEALED}", vault.seal_bytes(sink.getvalue().to_pybytes()))


def _check_rules(submissions: pa.Table) -> None:
    made_by = set(submissions["rule_set_hash"].to_pylist()) - {None}
    if made_by - {rule_set_hash()}:
        raise KimError(
            "the workers run another version of the rules than this machine: install the same version of kim-register "
            "on both, then run again; nothing was loaded"
        )


def _at(url: str) -> tuple[Any, str]:
    files, root = fsspec.core.url_to_fs(url)
    return files, root


def _write(files: Any, path: str, table: pa.Table) -> None:
    with files.open(path, "wb") as sink:
        pq.write_table(table, sink, compression="zstd")


def _read(files: Any, path: str) -> pa.Table:
    with files.open(path, "rb") as source:
        return pq.read_table(source)


@contextmanager
def _explained(url: str) -> Iterator[None]:
    """A fault of the shared place as a sentence; its cause stays an `OSError`, for which a step is tried again."""
    try:
        yield
    except OSError as fault:
        why = fault.strerror or type(fault).__name__
        raise KimError(
            f"the shared place {shown(url)} cannot be read or written from here ({why}): "
            "check KIM_SHARE and its credentials, then run again; nothing is lost"
        ) from fault
