"""A copy of the tree in which one file at a time is at fault, and the tests of its module in a process of their own.

The checkout is never written to. What the tests import from others is loaded before the process forks: it takes longer
than most of these tests.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Self

HEAVY = (
    *("pytest", "hypothesis", "numpy", "pandas", "pandera.pandas", "pyarrow", "pyarrow.compute", "pyarrow.parquet"),
    *("duckdb", "pydantic", "pydantic_settings", "typer.testing", "rich.table", "orjson", "rapidfuzz", "openpyxl"),
    *("phonenumbers", "python_calamine", "xlsxwriter", "nacl.bindings"),
)


def load() -> None:
    """Import what the tests need of others."""
    for name in HEAVY:
        import_module(name)


class Tree:
    """A copy of the files under version control, and of those that will be."""

    def __init__(self, root: Path, into: Path) -> None:
        self.root, self.copy = root, into

    def __enter__(self) -> Self:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=self.root, capture_output=True, check=True, text=True,
        ).stdout  # fmt: skip
        for name in filter(None, listed.split("\0")):
            if (self.root / name).is_file():
                (self.copy / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(self.root / name, self.copy / name)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        shutil.rmtree(self.copy, ignore_errors=True)

    def passes(self, tests: Sequence[str], seconds: int, fault: tuple[str, str] | None = None) -> bool:
        """Whether the tests pass in time, with the text of one file another where `fault` names it."""
        if not fault:
            return self._ended_well(tests, seconds)
        file, sound = self.copy / fault[0], self.copy / "sound"
        shutil.copy2(file, sound)
        file.write_text(fault[1], encoding="utf-8")
        try:
            return self._ended_well(tests, seconds)
        finally:
            sound.replace(file)

    def _ended_well(self, tests: Sequence[str], seconds: int) -> bool:
        child = os.fork()
        if not child:
            os._exit(_run(self.copy, tests))
        until = time.monotonic() + seconds
        ended, status = os.waitpid(child, os.WNOHANG)
        while not ended and time.monotonic() < until:
            time.sleep(0.02)
            ended, status = os.waitpid(child, os.WNOHANG)
        if not ended:
            os.killpg(child, signal.SIGKILL)
            os.waitpid(child, 0)
        return bool(ended) and os.waitstatus_to_exitcode(status) == 0


def _run(copy: Path, tests: Sequence[str]) -> int:
    """The tests in this process, which has a group of its own, quietly and up to the first that fails."""
    os.setsid()
    os.chdir(copy)
    sys.path.insert(0, str(copy))
    # A compiled file may be as old and as long as the next fault in its source.
    sys.dont_write_bytecode = True
    for name in [
        name for name in sys.modules if name.split(".")[0] in ("bench", "tests", "kim", "schemas", "warehouse")
    ]:
        del sys.modules[name]
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    import pytest

    return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--no-header", *tests]))
