"""What a person is told instead of a traceback."""

import traceback
from pathlib import Path

from kim.home import PACKAGE_ROOT


class KimError(Exception):
    """A fault with a message for people: what happened, where, and what to do.

    `exit_code` is the command line's (contract section 4): 1 failed, 2 wrong usage, 4 a gate blocked.
    """

    exit_code = 1


class UsageError(KimError):
    """The call itself is wrong."""

    exit_code = 2


class GateBlockedError(KimError):
    """A gate blocked the publication; nothing was published."""

    exit_code = 4


def fault_of(error: BaseException) -> str:
    """The kind and place of a fault of the software, without the values that it stumbled over: may be personal."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(PACKAGE_ROOT / "kim")]
    where = f" at {Path(ours[-1].filename).relative_to(PACKAGE_ROOT)}:{ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{where}"
