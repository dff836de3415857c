"""Preparing: received files become cleaned, guarded batches; nothing is shared but the files, nothing is written.

A chunk goes out as receipts and paths and comes back as Arrow tables, so that it can be prepared anywhere: by this
process, by several beside it where there is enough to do, or on other machines. However many there are, batches come
back in the order of receipt, and what is in them is the same.
"""

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from kim.cleaning.model import Cleaned, Received
from kim.cleaning.steps import clean
from kim.home import Home
from kim.progress import Progress
from kim.reading.formats import extension, of_suffix
from kim.reading.model import Reading
from kim.register.archive import Archive
from kim.register.receipts import Receipt
from kim.register.vault import Vault
from kim.running.forkserver import Job
from kim.running.readers import Readers
from kim.running.submissions import duplicates, naive_utc, submission_id
from kim.warehouse.border import BorderError, guard

if TYPE_CHECKING:
    from kim.settings import Limits, Settings

Preparer = Callable[[Sequence[Receipt], Mapping[int, Path], Progress], Iterator[Cleaned]]
"""Receipts, the files at hand and a listener (a step a file) to cleaned batches in the order of receipt."""

# A process costs about a second to start and as much again to read the regions: below this, one is quicker.
ROWS_WORTH_A_PROCESS = 15_000
_AHEAD = 2


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
        KimError: a file cannot be had from the archive.
    """
    archive = Archive(home, Vault(home))
    jobs = [
        Job(_received(receipt), _content(receipt, archive, limits, chunk.at_hand.get(receipt.sequence)))
        for receipt in chunk.receipts
        if receipt.duplicate_of is None
    ]
    if jobs:
        received = {job.received.submission_id: job.received for job in jobs}
        for made in readers.cleaned(jobs, step):
            yield from _guarded(made, received)
    again = [receipt for receipt in chunk.receipts if receipt.duplicate_of is not None]
    if again:
        yield duplicates(again)


def _guarded(made: Cleaned, received: Mapping[str, Received]) -> Iterator[Cleaned]:
    """The batch as it is; where the schemas refuse it, file by file, and one that they refuse as not judged."""
    try:
        guard(made)
    except BorderError:
        for submission in map(str, made.submissions["submission_id"].to_pylist()):
            one = made.only(submission)
            try:
                guard(one)
            except BorderError as fault:
                file, kind = received[submission], str(one.submissions["format"][0])
                one = clean([(file, Reading.not_judged(file.file_name, kind, "; ".join(fault.checks)))])
            yield one
    else:
        yield made


def preparer_of(settings: "Settings") -> Preparer:
    """As the settings say: `KIM_WORKERS` processes, where there is enough to do for more than one."""

    def prepared(receipts: Sequence[Receipt], at_hand: Mapping[int, Path], progress: Progress) -> Iterator[Cleaned]:
        from kim.settings import Limits

        guessed = sum(rows_guessed(receipt) for receipt in receipts)
        workers = min(settings.workers or os.cpu_count() or 1, guessed // ROWS_WORTH_A_PROCESS)
        rows = settings.batch_rows if workers < 2 else min(settings.batch_rows, guessed // (2 * workers) + 1)
        chunks = chunked(receipts, at_hand, rows)
        if workers < 2:
            return _here(chunks, settings.place, Limits(), settings.batch_rows, progress)
        return _beside(chunks, settings.place, Limits(), settings.batch_rows, progress, workers)

    return prepared


def _here(
    chunks: Sequence[Chunk], home: Home, limits: "Limits", batch_rows: int, progress: Progress
) -> Iterator[Cleaned]:
    with Readers(limits, batch_rows) as readers:
        for chunk in chunks:
            yield from prepare(chunk, home, readers, limits, progress.step)
            progress.step(sum(receipt.duplicate_of is not None for receipt in chunk.receipts))


def _beside(
    chunks: Sequence[Chunk], home: Home, limits: "Limits", batch_rows: int, progress: Progress, workers: int
) -> Iterator[Cleaned]:
    """Prepare by several servers; what waits to be loaded is bounded, whatever the round's size."""
    with ExitStack() as stack:
        free: SimpleQueue[Readers] = SimpleQueue()
        for _ in range(workers):
            free.put(stack.enter_context(Readers(limits, batch_rows)))
        pool = stack.enter_context(ThreadPoolExecutor(workers))
        waiting: deque[tuple[Chunk, Future[list[Cleaned]]]] = deque()
        ahead = iter(chunks)
        try:
            while True:
                while len(waiting) < workers + _AHEAD and (chunk := next(ahead, None)):
                    waiting.append((chunk, pool.submit(_prepared, chunk, home, free, limits)))
                if not waiting:
                    return
                chunk, future = waiting.popleft()
                made = future.result()
                progress.step(len(chunk.receipts))
                yield from made
        finally:
            pool.shutdown(cancel_futures=True)


def _prepared(chunk: Chunk, home: Home, free: "SimpleQueue[Readers]", limits: "Limits") -> list[Cleaned]:
    readers = free.get()
    try:
        return list(prepare(chunk, home, readers, limits))
    finally:
        free.put(readers)


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
