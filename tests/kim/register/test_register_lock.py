"""One writer; the second waits or is told; a killed one holds nothing."""

import multiprocessing
import os
import signal
import time
from multiprocessing.synchronize import Event

import pytest

from kim.errors import KimError
from kim.home import Home
from kim.register.lock import writer_lock


def _hold(home: Home, held: Event) -> None:
    with writer_lock(home, 0):
        held.set()
        time.sleep(60)


def test_a_second_writer_is_told_who_writes_and_a_killed_one_frees_the_home(home: Home) -> None:
    context = multiprocessing.get_context("spawn")
    held = context.Event()
    other = context.Process(target=_hold, args=(home, held))
    other.start()
    assert held.wait(30)
    with pytest.raises(KimError, match=rf"written by another process \(.*process {other.pid}, since "):
        writer_lock(home, 0.2).__enter__()
    os.kill(other.pid or 0, signal.SIGKILL)
    other.join()
    with writer_lock(home, 1):
        pass


def test_it_is_free_again_after_use_and_after_a_fault(home: Home) -> None:
    with pytest.raises(ZeroDivisionError), writer_lock(home, 0):
        raise ZeroDivisionError
    with writer_lock(home, 0), pytest.raises(KimError, match="is being written by"):
        writer_lock(home, 0).__enter__()
    with writer_lock(home, 0):
        pass
