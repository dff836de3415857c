"""Preparing: received files become cleaned, guarded batches; nothing is shared but the files, nothing is written.

A chunk goes out as receipts and paths and comes back as Arrow tables, so that it can be prepared anywhere: in this
process, in others beside it (`workers`), or on other machines.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kim.cleaning.model import Cleaned, Received
from kim.home import Home
from kim.reading.formats import extension, of_suffix
from kim.register.archive import Archive
from kim.register.receipts import Receipt
from kim.register.vault import Vault
from kim.running.duplicates import duplicates
from kim.running.forkserver import Job
from kim.running.naming import naive_utc, submission_id
from kim.running.readers import Readers
from kim.warehouse.border import guard

if TYPE_CHECKING:
    from kim.settings import Limits


@dataclass(frozen=True)
class Chunk:
    """Receipts that are prepared together; `at_hand` has the files that still lie in the inbox, by sequence."""

    receipts: tuple[Receipt, ...]
    at_hand: Mapping[int, Path] = field(default_factory=dict)


def rows_guessed(receipt: Receipt) -> int:
    """About how many rows a file holds, by size and name: none for a duplicate, else one at least."""
    if receipt.duplicate_of is not None:
        return 0
    return of_suffix(extension(receipt.file_name)).rows_guessed(receipt.byte_count)


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
    chunk: Chunk, home: Home, readers: Readers, limits: "Limits", step: Callable[[], None] | None = None
) -> Iterator[Cleaned]:
    """Read, clean and guard the files of a chunk, in batches: each file in a process of its own (`forkserver`).

    `step` is called for each file that is read.

    Raises:
        KimError: a file cannot be had from the archive, or cleaning and the schemas disagree.
    """
    archive = Archive(home, Vault(home))
    jobs = [
        Job(_received(receipt), _content(receipt, archive, limits, chunk.at_hand.get(receipt.sequence)))
        for receipt in chunk.receipts
        if receipt.duplicate_of is None
    ]
    if jobs:
        for made in readers.cleaned(jobs, step):
            guard(made)
            yield made
    again = [receipt for receipt in chunk.receipts if receipt.duplicate_of is not None]
    if again:
        yield duplicates(again)


def _content(receipt: Receipt, archive: Archive, limits: "Limits", path: Path | None) -> bytes | None:
    """A received file's bytes: from `path` where it still holds them, else from the archive; None over the limit."""
    if receipt.byte_count > limits.file_bytes:
        return None
    # What was erased must not come back with the same bytes.
    content = None if archive.redacted(receipt.sha256) else _still_there(path, receipt.sha256)
    return archive.get(receipt.sha256) if content is None else content


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
