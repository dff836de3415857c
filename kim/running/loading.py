"""Loading: what was received and is not in the warehouse yet is read, cleaned, guarded and loaded, batch by batch.

Every receipt ends as exactly one row of `intake.submission`, a duplicate and a refused file included.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kim.cleaning import clean
from kim.cleaning.model import CONTACT, FINDING, RECORD, ROW, SUBMISSION, Cleaned, Received
from kim.reading import read_bytes, read_file
from kim.reading.model import Reading
from kim.register.archive import Archive
from kim.register.model import Receipt
from kim.running.progress import Progress
from kim.warehouse.load import load

if TYPE_CHECKING:
    import duckdb

    from kim.register.contacts import ContactStore
    from kim.settings import Limits

_LOADED = "select sequence from intake.submission"


def submission_id(receipt: Receipt) -> str:
    """The id of a submission, from its content and round; a duplicate's also from its place in the book."""
    parts = [receipt.sha256, receipt.round_id]
    if receipt.duplicate_of is not None:
        parts.append(str(receipt.sequence))
    return "s" + hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]


def loaded_sequences(conn: "duckdb.DuckDBPyConnection") -> set[int]:
    """The receipts that have a row of `intake.submission`, by sequence."""
    return {row[0] for row in conn.execute(_LOADED).fetchall()}


def unloaded(conn: "duckdb.DuckDBPyConnection", receipts: Sequence[Receipt]) -> list[Receipt]:
    """The receipts that have no row of `intake.submission` yet."""
    loaded = loaded_sequences(conn)
    return [receipt for receipt in receipts if receipt.sequence not in loaded]


def load_receipts(
    conn: "duckdb.DuckDBPyConnection",
    receipts: Sequence[Receipt],
    *,
    archive: Archive,
    contacts: "ContactStore",
    limits: "Limits",
    batch_rows: int,
    at_hand: Mapping[int, Path] | None = None,
    progress: Progress,
) -> int:
    """Load receipts that are not loaded yet; returns how many.

    Args:
        at_hand: files that still lie in the inbox, by sequence; read from there where the bytes are still the same,
            which needs no key.

    Raises:
        KimError: a file cannot be fetched from the archive, or the disk refuses.
    """
    progress.start("reading and loading", len(receipts))
    for batch in _batches(receipts, archive, limits, batch_rows, at_hand or {}, progress):
        _load_batch(conn, batch, contacts)
    return len(receipts)


def _load_batch(
    conn: "duckdb.DuckDBPyConnection", batch: list[tuple[Receipt, Reading | None]], contacts: "ContactStore"
) -> None:
    from schemas.border import guard

    by_id = {submission_id(receipt): receipt for receipt, _ in batch}
    cleaned = clean([(_received(receipt), reading) for receipt, reading in batch if reading is not None])
    guard(cleaned)
    # Sealed first: the store may hold more records than the register, never fewer.
    contacts.add(cleaned.contacts)
    load(conn, cleaned)
    duplicates = [receipt for receipt in by_id.values() if receipt.duplicate_of is not None]
    if duplicates:
        load(conn, _duplicates(duplicates))


def _batches(
    receipts: Sequence[Receipt],
    archive: Archive,
    limits: "Limits",
    batch_rows: int,
    at_hand: Mapping[int, Path],
    progress: Progress,
) -> Iterator[list[tuple[Receipt, Reading | None]]]:
    batch: list[tuple[Receipt, Reading | None]] = []
    rows = 0
    for receipt in receipts:
        reading = (
            None if receipt.duplicate_of else read_receipt(receipt, archive, limits, at_hand.get(receipt.sequence))
        )
        batch.append((receipt, reading))
        rows += sum(len(table.row_numbers) for table in reading.tables) if reading else 0
        progress.step()
        if rows >= batch_rows:
            yield batch
            batch, rows = [], 0
    if batch:
        yield batch


def read_receipt(receipt: Receipt, archive: Archive, limits: "Limits", path: Path | None = None) -> Reading:
    """Read a received file: from `path` where it still holds the received bytes, else from the archive.

    A file over the size limit is refused by its size alone.
    """
    if receipt.byte_count > limits.file_bytes:
        return read_file(path or archive.path(receipt.sha256), receipt.file_name, limits)
    # What was erased must not come back with the same bytes.
    content = None if archive.redacted(receipt.sha256) else _still_there(path, receipt.sha256)
    return read_bytes(archive.get(receipt.sha256) if content is None else content, receipt.file_name, limits)


def _still_there(path: Path | None, sha256: str) -> bytes | None:
    if path is None:
        return None
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def _received(receipt: Receipt) -> Received:
    return Received(
        submission_id=submission_id(receipt),
        sequence=receipt.sequence,
        sha256=receipt.sha256,
        file_name=receipt.file_name,
        received_at=naive_utc(receipt.received_at),
        round_id=receipt.round_id,
        byte_count=receipt.byte_count,
    )


def naive_utc(moment: datetime) -> datetime:
    """`moment` as the warehouse keeps it: in UTC, without saying so."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def _duplicates(receipts: Sequence[Receipt]) -> Cleaned:
    import pyarrow as pa

    lines = [
        {
            "submission_id": submission_id(receipt),
            "sequence": receipt.sequence,
            "sha256": receipt.sha256,
            "file_name": receipt.file_name,
            "office_code": receipt.office_code,
            "office_basis": "path" if receipt.office_code else "unknown",
            "received_at": naive_utc(receipt.received_at),
            "round_id": receipt.round_id,
            "format": Path(receipt.file_name).suffix.lstrip(".").lower() or None,
            "byte_count": receipt.byte_count,
            "row_count": 0,
            "accepted_count": 0,
            "quarantined_count": 0,
            "ignored_count": 0,
            "status": "duplicate",
            "duplicate_of": submission_id(receipt.model_copy(update={"duplicate_of": None})),
        }
        for receipt in receipts
    ]
    return Cleaned(
        submissions=pa.Table.from_pylist(lines, schema=SUBMISSION),
        rows=ROW.empty_table(),
        findings=FINDING.empty_table(),
        records=RECORD.empty_table(),
        contacts=CONTACT.empty_table(),
    )
