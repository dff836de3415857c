"""Work in a fork of this process with limits of memory, processor and time, which can open and write no file.

Bytes come back, or the reason why none did.
"""

import os
import resource
import select
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kim.errors import KimError, fault_of

if TYPE_CHECKING:
    from kim.settings import Limits

_PIECE = 1 << 20
_AT_ONCE = 2


class DeathError(Exception):
    """A fork that ended without an answer, and why in a word or two."""


def in_fork(work: Callable[[], bytes], limits: "Limits") -> bytes:
    """What `work` gives in a fork with limits.

    Raises:
        DeathError: it ended without an answer: out of memory, out of time, or by a fault.
        KimError: `work` raised it.
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
        raise DeathError(_how_ended(os.WTERMSIG(status), limits))
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


def _how_ended(number: int, limits: "Limits") -> str:
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
def bounds(limits: "Limits") -> tuple[int, list[tuple[int, int]]]:
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
    nowhere, set_here = bounds(limits)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    for what, bound in set_here:
        resource.setrlimit(what, (bound, bound))
    # At the second of these limits the kernel kills at once.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
