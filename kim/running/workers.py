"""Who prepares: this process, or several beside it where there is enough to do.

However many there are, batches come back in the order of receipt, and what is in them is the same.
"""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from typing import TYPE_CHECKING

from kim.cleaning.model import Cleaned
from kim.errors import KimError
from kim.home import Home
from kim.register.model import Receipt
from kim.running.preparing import Chunk, chunked, prepare, rows_guessed
from kim.running.progress import Progress

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
    for chunk in chunks:
        yield from prepare(chunk, home, limits, batch_rows, progress)


def _beside(
    chunks: Sequence[Chunk], home: Home, limits: "Limits", batch_rows: int, progress: Progress, workers: int
) -> Iterator[Cleaned]:
    """Prepare in processes; what waits to be loaded is bounded, whatever the round's size."""
    # Not forked from this process: it has threads. Not spawned each: they share what one has imported.
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__, "schemas.intake"])
    with ProcessPoolExecutor(workers, context, _end_with_parent) as pool:
        waiting: deque[tuple[Chunk, Future[list[Cleaned]]]] = deque()
        ahead = iter(chunks)
        try:
            while True:
                while len(waiting) < workers + _AHEAD and (chunk := next(ahead, None)):
                    waiting.append((chunk, pool.submit(_prepared, chunk, home, limits, batch_rows)))
                if not waiting:
                    return
                chunk, future = waiting.popleft()
                made = future.result()
                progress.step(len(chunk.receipts))
                yield from made
        except BrokenProcessPool:
            raise KimError(
                "a process that was reading files was ended from outside, most likely for want of memory; nothing is "
                "lost: run again, with KIM_WORKERS=1 if it happens again"
            ) from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _prepared(chunk: Chunk, home: Home, limits: "Limits", batch_rows: int) -> list[Cleaned]:
    return list(prepare(chunk, home, limits, batch_rows))


def _end_with_parent() -> None:
    """A parent that is killed leaves nobody behind."""
    parent = parent_process()
    assert parent is not None  # noqa: S101
    threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
