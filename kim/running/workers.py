"""Who prepares: this process, or several beside it where there is enough to do.

However many there are, batches come back in the order of receipt, and what is in them is the same.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from kim.cleaning.model import Cleaned
from kim.home import Home
from kim.progress import Progress
from kim.register.receipts import Receipt
from kim.running.preparing import Chunk, chunked, prepare, rows_guessed
from kim.running.readers import Readers

if TYPE_CHECKING:
    from kim.settings import Limits, Settings

Preparer = Callable[[Sequence[Receipt], Mapping[int, Path], Progress], Iterator[Cleaned]]
"""Receipts, the files at hand and a listener (a step a file) to cleaned batches in the order of receipt."""

# A process costs about a second to start and as much again to read the regions: below this, one is quicker.
ROWS_WORTH_A_PROCESS = 15_000
_AHEAD = 2


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
