"""Where strangers' files are read: processes that hold neither key nor warehouse, and fork for each file.

They speak over pipes with `kim.running.readers`, which starts them. A server itself looks into no file of an office:
the one forks a reader for each, with limits of memory, processor and time, which ends with the file; what they gave,
the other hands to a fork that cleans the files of a chunk together or, where that ends badly, each by itself. A fork
that ends badly is a finding on its file (`file_not_judged`); the next file has another.
"""

import gc
import io
import os
import pickle
import resource
import select
import signal
import sys
import time
from collections import deque, namedtuple
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from kim.errors import KimError, fault_of
from kim.reading.formats import FORMATS, extension
from kim.reading.unpacking import Unpacked, too_large, unpack

if TYPE_CHECKING:
    from kim.cleaning.model import Cleaned, Received
    from kim.reading.model import Reading
    from kim.settings import Limits

TABLES = ("submissions", "rows", "findings", "records", "contacts", "columns", "no_kim")
ANSWER, FAULT, END = b"A", b"F", b"E"
_ALLOWED = {
    "kim.reading.unpacking": {"Unpacked"},
    "kim.reading.grid": {"Grid", "Marks"},
    "kim.reading.model": {"CellError", "Note"},
    "datetime": {"date", "datetime", "time", "timedelta"},
}
_PIECE = 1 << 20
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Job:
    """A received file to be read; `content` is None where it is over the size limit, and is not looked at."""

    received: "Received"
    content: bytes | None


class DeathError(Exception):
    """A fork that ended without an answer, and why in a word or two."""


class _Plain(pickle.Unpickler):
    """Unpickles what a file was opened to and nothing else: a reader that was taken over says what a file could."""

    def find_class(self, module: str, name: str) -> Any:
        if name not in _ALLOWED.get(module, ()):
            raise pickle.UnpicklingError(f"{module}.{name} is no part of an opened file")
        return super().find_class(module, name)


def serve(pipe: Connection, task: Literal["reading", "cleaning"]) -> None:
    """Answer chunk after chunk until the other end is closed."""
    limits = plain(pipe.recv())
    (_warm_reading if task == "reading" else _warm_cleaning)(limits)
    _bounds(limits)
    # In a fork the collector would look through all that it shares, and copy it.
    gc.collect()
    gc.freeze()
    gc.disable()
    while True:
        try:
            asked: Sequence[Any] = pipe.recv()
        except EOFError:
            return
        try:
            for answer in (_read_each if task == "reading" else _clean_together)(asked, limits):
                pipe.send_bytes(ANSWER + answer)
        except Exception as error:
            fault = str(error) if isinstance(error, KimError | DeathError) else f"reading failed: {fault_of(error)}"
            pipe.send_bytes(FAULT + fault.encode())
        pipe.send_bytes(END)


def plain(known: dict[str, int]) -> "Limits":
    """The limits by name, without what the settings of the program bring along: a lean process forks sooner."""
    return cast("Limits", namedtuple("PlainLimits", known)(**known))


def _read_each(jobs: Sequence[Job], limits: "Limits") -> Iterator[bytes]:
    """For each file how many rows it has, and what it was opened to as bytes, into which nobody looks but a cleaner."""

    def work(job: Job) -> Callable[[], bytes]:
        def opened() -> bytes:
            found = _open(job, limits)
            return found.row_count.to_bytes(8, "big") + pickle.dumps(found, pickle.HIGHEST_PROTOCOL)

        return opened

    for job, made in zip(jobs, in_forks(map(work, jobs), limits), strict=True):
        if isinstance(made, DeathError):
            yield bytes(8) + pickle.dumps(_dead(job.received.file_name, made), pickle.HIGHEST_PROTOCOL)
        else:
            yield made


def _clean_together(batch: Sequence[Job | tuple["Received", bytes]], limits: "Limits") -> Iterator[bytes]:
    """Clean files together; where that ends badly, each in a fork of its own, so that it costs the one alone."""
    try:
        yield in_fork(lambda: _cleaned([_reading(each, limits) for each in batch]), limits)
    except DeathError:
        for each in batch:
            yield _by_itself(each, limits)


def _by_itself(each: "Job | tuple[Received, bytes]", limits: "Limits") -> bytes:
    try:
        return in_fork(lambda: _cleaned([_reading(each, limits)]), limits)
    except DeathError as death:
        from kim.reading.files import find_tables

        received = each.received if isinstance(each, Job) else each[0]
        dead = find_tables(_dead(received.file_name, death))
        return in_fork(lambda: _cleaned([(received, dead)]), limits)


def _open(job: Job, limits: "Limits") -> Unpacked:
    if job.content is None:
        return too_large(job.received.file_name, job.received.byte_count, limits)
    return unpack(job.content, job.received.file_name, limits)


def _reading(each: "Job | tuple[Received, bytes]", limits: "Limits") -> "tuple[Received, Reading]":
    """What a reader gave; a large file, which is alone in its chunk, is read only here and need not be handed on."""
    from kim.reading.files import find_tables

    if isinstance(each, Job):
        return each.received, find_tables(_open(each, limits))
    received, held = each
    opened = _Plain(io.BytesIO(held)).load()
    assert isinstance(opened, Unpacked)  # noqa: S101
    return received, find_tables(opened)


def _dead(file_name: str, death: DeathError) -> Unpacked:
    return Unpacked(file_name, extension(file_name) or "?", fault=("file_not_judged", str(death)))


def _cleaned(batch: "Sequence[tuple[Received, Reading]]") -> bytes:
    """The batch cleaned, each table as a stream of Arrow."""
    from kim.cleaning import clean
    from kim.cleaning.sheets import with_sheets_hidden
    from kim.cleaning.steps import isolating_faults

    made = with_sheets_hidden(isolating_faults(clean, batch), batch)
    return b"".join(len(part).to_bytes(8, "big") + part for part in map(_stream, _tables(made)))


def _tables(made: "Cleaned") -> list[Any]:
    return [getattr(made, name) for name in TABLES]


def _stream(table: Any) -> bytes:
    import pyarrow as pa

    if table is None:
        return b""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())


def in_fork(work: Callable[[], bytes], limits: "Limits") -> bytes:
    """What `work` gives in a fork with limits.

    Raises:
        DeathError: it ended without an answer: out of memory, out of time, or by a fault.
        KimError: it said so itself.
    """
    return _outcome(*_begin(work, limits), limits)


def in_forks(works: Iterable[Callable[[], bytes]], limits: "Limits") -> Iterator[bytes | DeathError]:
    """As `in_fork`, one after the other; while one works, the next is begun."""
    begun: deque[tuple[int, int]] = deque()
    ahead = iter(works)
    while True:
        while len(begun) < _AT_ONCE and (work := next(ahead, None)):
            begun.append(_begin(work, limits))
        if not begun:
            return
        try:
            yield _outcome(*begun.popleft(), limits)
        except DeathError as death:
            yield death


def _begin(work: Callable[[], bytes], limits: "Limits") -> tuple[int, int]:
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(ours)
        _child(work, theirs, limits)
    os.close(theirs)
    return pid, ours


def _outcome(pid: int, pipe: int, limits: "Limits") -> bytes:
    try:
        answer, in_time = _listen(pipe, limits.wall_seconds)
    finally:
        os.close(pipe)
        status = _end(pid)
    if not in_time:
        raise DeathError(f"took longer than {limits.wall_seconds} s")
    if os.WIFSIGNALED(status):
        raise DeathError(_told(os.WTERMSIG(status), limits))
    kind, said = answer[:1], answer[1:]
    if kind == b"+":
        return said
    if kind == b"!":
        raise KimError(said.decode())
    raise DeathError(said.decode(errors="replace") or "ended without an answer")


def _end(pid: int) -> int:
    """Reap the fork, which is killed where it still runs; gives its exit status."""
    done, status = os.waitpid(pid, os.WNOHANG)
    if done:
        return status
    ended = os.pidfd_open(pid)
    try:
        if not select.select([ended], [], [], 1)[0]:
            os.kill(pid, signal.SIGKILL)
    finally:
        os.close(ended)
    return os.waitpid(pid, 0)[1]


def _listen(pipe: int, seconds: int) -> tuple[bytes, bool]:
    """All that comes until the other end is closed, and whether that was in time."""
    pieces: list[bytes] = []
    until = time.monotonic() + seconds
    while select.select([pipe], [], [], max(until - time.monotonic(), 0))[0]:
        piece = os.read(pipe, _PIECE)
        if not piece:
            return b"".join(pieces), True
        pieces.append(piece)
    return b"", False


def _told(number: int, limits: "Limits") -> str:
    if number == signal.SIGXCPU:
        return f"took more than {limits.cpu_seconds} s of processor time"
    return f"ended by {signal.Signals(number).name}"


def _child(work: Callable[[], bytes], pipe: int, limits: "Limits") -> None:
    """Do the work within the limits, answer, and end without anything of the server's being run."""
    try:
        _confine(limits)
        said = b"+" + work()
    except MemoryError:
        said = f"-needed more than {limits.memory_bytes // 1_000_000} MB of memory".encode()
    except KimError as fault:
        said = b"!" + str(fault).encode()
    except BaseException as error:
        said = f"-{fault_of(error)}".encode() if isinstance(error, Exception) else b"-ended by a fault of its parser"
    view = memoryview(said)
    while view:
        view = view[os.write(pipe, view) :]
    os._exit(0)


@cache
def _bounds(limits: "Limits") -> tuple[int, list[tuple[int, int]]]:
    """A file that nothing is read from or goes to, and the limits of a fork: worked out once, for all of them.

    Beside memory and processor time: no file can be opened any more, and none written.
    """
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    nowhere = os.open(os.devnull, os.O_RDWR)
    # The pipe to the server is the last that a fork has; a later one finds no number left.
    bounds = [
        (resource.RLIMIT_AS, pages * resource.getpagesize() + limits.memory_bytes),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ]
    return nowhere, bounds


def _confine(limits: "Limits") -> None:
    nowhere, bounds = _bounds(limits)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    for what, bound in bounds:
        resource.setrlimit(what, (bound, bound))
    # At the second one the kernel kills without a word.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))


_SAMPLE = b"Nama KIM,Provinsi,Kab/Kota,Kecamatan,Desa\nKIM Contoh,Jawa Timur,Sidoarjo,Tarik,Tarik\n"


def _warm_reading(limits: "Limits") -> None:
    """Import whatever a reader may need, which can open no file."""
    import codecs
    import importlib

    from kim.reference.wordlists import preload

    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp437", "latin-1", "idna"):
        codecs.lookup(encoding)
    for lazily in (library for each in FORMATS for library in each.libraries):
        importlib.import_module(lazily)
    preload()
    unpack(_SAMPLE, "contoh.csv", limits)


def _warm_cleaning(limits: "Limits") -> None:
    """The same for cleaners. Nothing here may start a thread: a fork would have half of it."""
    import importlib
    import pkgutil
    from datetime import UTC, datetime

    import phonenumbers
    import pyarrow as pa
    import rapidfuzz.process  # noqa: F401

    import kim.cleaning
    import kim.reading
    import kim.reference
    from kim.cleaning.model import Received
    from kim.reading.files import find_tables
    from kim.reading.name_kinds import is_place

    _warm_reading(limits)
    pa.set_cpu_count(1)
    for room in (kim.reading, kim.reference, kim.cleaning):
        for module in pkgutil.iter_modules(room.__path__, f"{room.__name__}."):
            importlib.import_module(module.name)
    is_place("a name that no place has: all are looked through")
    phonenumbers.PhoneMetadata.load_all()
    received = Received(f"s{0:016x}", 1, f"{0:064x}", "contoh.csv", datetime.now(UTC), "", len(_SAMPLE))
    _cleaned([(received, find_tables(unpack(_SAMPLE, "contoh.csv", limits)))])


def main() -> None:
    """Serve on the pipe that the first argument names by its number."""
    os.umask(0o077)
    serve(Connection(int(sys.argv[1])), "reading" if sys.argv[2] == "reading" else "cleaning")
