"""Preparing: received files become cleaned, guarded batches; nothing is shared but the files, nothing is written.

A chunk goes out as receipts and paths and comes back as Arrow tables, so that it can be prepared anywhere: in this
process, in others beside it (`workers`), or on other machines.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from kim.cleaning import clean
from kim.cleaning.model import Cleaned, Received
from kim.cleaning.withstanding import withstood
from kim.home import Home
from kim.reading import read_bytes, read_file
from kim.reading.model import Reading
from kim.register.archive import Archive
from kim.register.model import Receipt
from kim.register.vault import Vault
from kim.running.duplicates import duplicates
from kim.running.naming import naive_utc, submission_id
from kim.running.progress import Progress, Silent
from schemas.border import guard

if TYPE_CHECKING:
    from kim.settings import Limits

# Bytes that a row takes, by measurement; what stands before the rows in a package; else a row of text.
_ROW_BYTES = {".xlsx": 90, ".xlsm": 90, ".ods": 90, ".zip": 90, ".xls": 250}
_PACKAGE_BYTES = 5_000
_TEXT_ROW_BYTES = 200


@dataclass(frozen=True)
class Chunk:
    """Receipts that are prepared together; `at_hand` has the files that still lie in the inbox, by sequence."""

    receipts: tuple[Receipt, ...]
    at_hand: Mapping[int, Path] = field(default_factory=dict)


def rows_guessed(receipt: Receipt) -> int:
    """About how many rows a file holds, by size and name: none for a duplicate, else one at least."""
    if receipt.duplicate_of is not None:
        return 0
    per_row = _ROW_BYTES.get(PurePosixPath(receipt.file_name).suffix.lower())
    if per_row is None:
        return max(receipt.byte_count // _TEXT_ROW_BYTES, 1)
    return max((receipt.byte_count - _PACKAGE_BYTES) // per_row, 1)


def chunked(receipts: Sequence[Receipt], at_hand: Mapping[int, Path], rows: int) -> list[Chunk]:
    """The receipts in their order, in chunks of about so many rows."""
    chunks: list[Chunk] = []
    gathered: list[Receipt] = []
    held = 0
    for receipt in receipts:
        guessed = rows_guessed(receipt)
        if gathered and held + guessed > rows:
            chunks.append(_chunk(gathered, at_hand))
            gathered, held = [], 0
        gathered.append(receipt)
        held += guessed
    if gathered:
        chunks.append(_chunk(gathered, at_hand))
    return chunks


def _chunk(receipts: Sequence[Receipt], at_hand: Mapping[int, Path]) -> Chunk:
    near = {one.sequence: at_hand[one.sequence] for one in receipts if one.sequence in at_hand}
    return Chunk(tuple(receipts), near)


def prepare(
    chunk: Chunk, home: Home, limits: "Limits", batch_rows: int, progress: Progress | None = None
) -> Iterator[Cleaned]:
    """Read, clean and guard the files of a chunk, in batches of at most about so many rows.

    Raises:
        KimError: a file cannot be had from the archive, or cleaning and the schemas disagree.
    """
    archive = Archive(home, Vault(home))
    batch: list[tuple[Received, Reading]] = []
    rows = 0
    listener = progress or Silent()
    for receipt in chunk.receipts:
        listener.step()
        if receipt.duplicate_of is not None:
            continue
        reading = read_receipt(receipt, archive, limits, chunk.at_hand.get(receipt.sequence))
        batch.append((_received(receipt), reading))
        rows += sum(len(table.row_numbers) for table in reading.tables)
        if rows >= batch_rows:
            yield _cleaned(batch)
            batch, rows = [], 0
    if batch:
        yield _cleaned(batch)
    again = [receipt for receipt in chunk.receipts if receipt.duplicate_of is not None]
    if again:
        yield duplicates(again)


def _cleaned(batch: Sequence[tuple[Received, Reading]]) -> Cleaned:
    made = withstood(clean, batch)
    guard(made)
    return made


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
