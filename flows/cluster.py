"""Intake on a Dask cluster: its workers read and clean, this machine alone writes. Imported only where one is set.

Only the shared place's address and a chunk's number travel through Prefect and Dask.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from flows.tasks import RETRIES, discreetly, is_io_fault
from kim.cleaning.model import Cleaned
from kim.errors import UsageError
from kim.progress import Progress
from kim.register.receipts import Receipt
from kim.running import steps
from kim.running.preparing import chunked, preparer_of, rows_guessed
from kim.running.request import Intake
from kim.scaling import sharing
from kim.settings import Limits, Settings

CHUNKS_A_WORKER = 4
LEAST_ROWS = 1_000
# How long the scheduler may take to answer.
PATIENCE_SECONDS = 10


def load_files(settings: Settings, taken: Intake, progress: Progress) -> int:
    """Load what was received, prepared by the cluster.

    Raises:
        KimError: the shared place or the cluster cannot be reached, or a file cannot be had.
    """

    def prepared(receipts: Sequence[Receipt], at_hand: Mapping[int, Path], progress: Progress) -> Iterator[Cleaned]:
        sent, kept = sharing.portable(receipts, Limits())
        yield from _by_cluster(settings, sent, progress)
        yield from preparer_of(settings)(kept, at_hand, progress)

    return steps.load_files(settings, taken, progress, prepared)


def _by_cluster(settings: Settings, receipts: Sequence[Receipt], progress: Progress) -> Iterator[Cleaned]:
    if not receipts:
        return
    runner, workers = _cluster(settings)
    rows = sum(rows_guessed(receipt) for receipt in receipts) // (workers * CHUNKS_A_WORKER) + 1
    chunks = chunked(receipts, {}, min(settings.batch_rows, max(rows, LEAST_ROWS)))
    share = sharing.Share(settings.share or "", settings.place)
    with share.open():
        for number, chunk in enumerate(chunks):
            share.send(number, chunk)
        prepare_elsewhere.with_options(task_runner=runner)(
            share.url, len(chunks), Limits().model_dump(), settings.batch_rows
        )
        for number, chunk in enumerate(chunks):
            yield from share.take(number)
            progress.step(len(chunk.receipts))


def _cluster(settings: Settings) -> tuple[Any, int]:
    """The task runner of the cluster, and how many workers it has now."""
    if not settings.share:
        raise UsageError(
            "KIM_DASK_ADDRESS is set but KIM_SHARE is not: name a place that this machine and the workers both reach, "
            "such as a network folder or s3://bucket/prefix"
        )
    try:
        from distributed import Client
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError:
        raise UsageError(
            "KIM_DASK_ADDRESS is set but Dask is not installed: pip install 'kim-register[dask]', here and on the "
            "cluster's workers"
        ) from None
    try:
        connect: Any = Client
        with connect(settings.dask_address, timeout=PATIENCE_SECONDS) as client:
            workers = len(client.scheduler_info(n_workers=-1)["workers"])
    except (OSError, TimeoutError):
        raise UsageError(
            f"the Dask scheduler at {settings.dask_address} cannot be reached: start it, or unset KIM_DASK_ADDRESS to "
            "read and clean on this machine"
        ) from None
    return DaskTaskRunner(address=settings.dask_address), max(workers, 1)


@flow(name="prepare-elsewhere", persist_result=False)
def prepare_elsewhere(share: str, chunks: int, limits: dict[str, int], batch_rows: int) -> None:
    """Have every chunk in the shared place prepared."""
    begun = [prepare_chunk.submit(share, number, limits, batch_rows) for number in range(chunks)]
    for future in begun:
        future.result()


@task(
    name="prepare-chunk",
    retries=RETRIES,
    retry_delay_seconds=2,
    retry_condition_fn=is_io_fault,
    cache_policy=NO_CACHE,
    persist_result=False,
)
@discreetly
def prepare_chunk(share: str, number: int, limits: dict[str, int], batch_rows: int) -> None:
    """Read, clean and guard the files of one chunk."""
    sharing.prepare_shared(share, number, Limits.model_validate(limits), batch_rows)
