"""pyarrow imports pandas on its first conversion, more than a second that a check has no use for."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_pandas() -> Iterator[None]:
    """While open, pyarrow converts as if pandas were not installed; afterwards it looks for it anew.

    Where pandas is loaded already there is nothing to save, and nothing is done.
    """
    if "pandas" in sys.modules:
        yield
        return
    modules: dict[str, object] = sys.modules  # type: ignore[assignment]
    modules["pandas"] = None
    try:
        arrow = importlib.import_module("pyarrow")
        arrow.array([])
    finally:
        del modules["pandas"]
    try:
        yield
    finally:
        shim = getattr(arrow.lib, "_pandas_api", None)
        if shim is not None:
            shim.__init__()
