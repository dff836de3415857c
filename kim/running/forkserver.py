"""The servers that read and clean offices' files: processes without key or warehouse, which fork for each file.

They answer over pipes to `kim.running.readers`, which starts them. A server itself looks into no file of an office. One
reads: it forks for each file, and the fork ends with the file. The other cleans: what the first gave goes to a fork for
the files of a chunk together or, where that ends badly, for each by itself. A fork that ends badly is a finding on its
file (`file_not_judged`); the next file has another (`kim.running.forks`).
"""

import gc
import io
import os
import pickle
import sys
from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any, Literal, cast

from kim.errors import KimError, fault_of
from kim.reading.formats import FORMATS, extension
from kim.reading.unpacking import Unpacked, too_large, unpack
from kim.running.forks import DeathError, bounds, in_fork, in_forks

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


@dataclass(frozen=True, slots=True)
class Job:
    """A received file to be read; `content` is None where it is over the size limit, and is not looked at."""

    received: "Received"
    content: bytes | None


class _Plain(pickle.Unpickler):
    """Unpickles what a file was opened to and nothing else: a reader that was taken over answers what a file could."""

    def find_class(self, module: str, name: str) -> Any:
        if name not in _ALLOWED.get(module, ()):
            raise pickle.UnpicklingError(f"{module}.{name} is no part of an opened file")
        return super().find_class(module, name)


def serve(pipe: Connection, task: Literal["reading", "cleaning"]) -> None:
    """Answer chunk after chunk until the other end of the pipe is closed."""
    limits = _plain(pipe.recv())
    (_warm_reading if task == "reading" else _warm_cleaning)(limits)
    bounds(limits)
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


def _plain(known: dict[str, int]) -> "Limits":
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


_SAMPLE = b"Nama KIM,Provinsi,Kab/Kota,Kecamatan,Desa\nKIM Contoh,Jawa Timur,Sidoarjo,Tarik,Tarik\n"


def _warm_reading(limits: "Limits") -> None:
    """Import whatever a reader may need, which can open no file."""
    import codecs
    import importlib

    from kim.reference.wordlists import preload

    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp437", "latin-1", "idna"):
        codecs.lookup(encoding)
    for lazily in ("idna.uts46data", *(library for each in FORMATS for library in each.libraries)):
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
