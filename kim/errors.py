"""What a person is told instead of a traceback."""

import traceback
from pathlib import Path

from kim.home import PACKAGE_ROOT


class KimError(Exception):
    """A fault with a message for people: what happened, where, and what to do.

    `exit_code` is the command line's (docs/promises.md, 4): 1 failed, 2 wrong usage, 4 a gate blocked.
    """

    exit_code = 1


class UsageError(KimError):
    """The call itself is wrong."""

    exit_code = 2


class GateBlockedError(KimError):
    """A gate blocked the publication; nothing was published."""

    exit_code = 4


class StepError(Exception):
    """A file of SQL failed: which, and the kind of the fault. What DuckDB said is the cause, and may quote a value."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(f"{kind} in warehouse/{name}.sql")


def fault_of(error: BaseException, ours: Path = PACKAGE_ROOT / "kim") -> str:
    """The kind and place (below `ours`) of a fault of the software, without the values that it stumbled over."""
    if isinstance(error, StepError):
        return str(error)
    trail = traceback.extract_tb(error.__traceback__)
    frames = [frame for frame in trail if Path(frame.filename).is_relative_to(ours)]
    where = f" at {Path(frames[-1].filename).relative_to(PACKAGE_ROOT)}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"
