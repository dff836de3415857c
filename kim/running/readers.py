"""The caller's end of the fork servers: files go out as bytes, and come back as cleaned tables."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from functools import cached_property
from multiprocessing.connection import Connection, Pipe
from types import TracebackType
from typing import TYPE_CHECKING, Literal

import pyarrow as pa

from kim.cleaning.model import Cleaned, Received
from kim.errors import KimError
from kim.running.forkserver import END, FAULT, TABLES, Job

if TYPE_CHECKING:
    from kim.settings import Limits

# What a process that reads strangers' files may know of its surroundings: no key, no password, no proxy.
_KEPT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TZ", "TMPDIR", "COVERAGE_PROCESS_START")
# A process that forks has no thread beside it.
_ONE_THREAD = {
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_IO_THREADS"), "1"),
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
_START = "from kim.running.forkserver import main; main()"
_ENDED = (
    "the process that was reading files was ended from outside, most likely for want of memory; nothing is lost: run "
    "again, with KIM_WORKERS=1 if it happens again"
)


class _Server:
    """One fork server; it ends by itself where this process does not come to end it."""

    def __init__(self, task: Literal["reading", "cleaning"], limits: "Limits") -> None:
        ours, theirs = Pipe()
        self._pipe: Connection = ours
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", _START, str(theirs.fileno()), task],
            pass_fds=[theirs.fileno()],
            env={**kept, **_ONE_THREAD},
            stdin=subprocess.DEVNULL,
        )
        theirs.close()
        self._pipe.send(limits.model_dump())

    def ask(self, things: Sequence[object]) -> Iterator[bytes]:
        """The answers to a chunk.

        Raises:
            KimError: the server is gone, or says what went wrong.
        """
        try:
            self._pipe.send(things)
            while (said := self._pipe.recv_bytes())[:1] != END:
                if said[:1] == FAULT:
                    raise KimError(said[1:].decode())
                yield said[1:]
        except (EOFError, OSError):
            raise KimError(_ENDED) from None

    def close(self, *, at_once: bool) -> None:
        """End it."""
        if at_once:
            self.process.kill()
        with suppress(OSError):
            self._pipe.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Readers(AbstractContextManager["Readers"]):
    """A server that reads and one that cleans; use them from one thread at a time."""

    def __init__(self, limits: "Limits", batch_rows: int) -> None:
        self._limits = limits
        self._batch_rows = batch_rows
        # The first thing that either does is to import what it needs, which takes a second.
        self._cleaning = _Server("cleaning", limits)

    @cached_property
    def _reading(self) -> _Server:
        return _Server("reading", self._limits)

    def cleaned(self, jobs: Sequence[Job], step: Callable[[], None] | None = None) -> Iterator[Cleaned]:
        """The files of a chunk, read and cleaned, in batches in their order; `step` is called for each that is read.

        Raises:
            KimError: a server is gone.
        """
        if len(jobs) == 1:
            yield from self._clean(jobs, jobs)
            if step:
                step()
            return
        batch: list[tuple[Received, bytes]] = []
        rows = 0
        for job, said in zip(jobs, self._reading.ask(jobs), strict=True):
            batch.append((job.received, said[8:]))
            rows += int.from_bytes(said[:8], "big")
            if step:
                step()
            if rows >= self._batch_rows:
                yield from self._clean(batch, jobs)
                batch, rows = [], 0
        if batch:
            yield from self._clean(batch, jobs)

    def _clean(self, batch: Sequence[object], jobs: Sequence[Job]) -> Iterator[Cleaned]:
        for said in self._cleaning.ask(batch):
            yield _of_streams(memoryview(said), jobs)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in (self._cleaning, *([self._reading] if "_reading" in self.__dict__ else [])):
            server.close(at_once=error is not None)


def _of_streams(said: memoryview, jobs: Sequence[Job]) -> Cleaned:
    """The tables as they came; each may speak of the files that were asked for and of no other."""
    tables: dict[str, pa.Table] = {}
    at = 0
    for name in TABLES:
        size = int.from_bytes(said[at : at + 8], "big")
        if size:
            tables[name] = pa.ipc.open_stream(pa.py_buffer(said[at + 8 : at + 8 + size])).read_all()
        at += 8 + size
    asked = {job.received.submission_id for job in jobs}
    for name, table in tables.items():
        if name != "contacts" and not set(table["submission_id"].unique().to_pylist()) <= asked:
            raise KimError("reading answered for a file that it was not asked for; nothing of this chunk was loaded")
    return Cleaned(**tables)
