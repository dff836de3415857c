"""pyarrow imports pandas on its first conversion, more than a second that a check has no use for."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager


class _NoPandas:
    """Stands before the finders of modules and finds no pandas."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:  # noqa: ARG002 import's protocol
        """Nothing for any other module: the next finder is asked."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


@contextmanager
def without_pandas() -> Iterator[None]:
    """While open, pyarrow converts as if pandas were not installed; afterwards it looks for it anew.

    Where pandas is loaded already there is nothing to save, and nothing is done.
    """
    if "pandas" in sys.modules:
        yield
        return
    finder = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        arrow = importlib.import_module("pyarrow")
        arrow.array([])
    finally:
        sys.meta_path.remove(finder)
    try:
        yield
    finally:
        shim = getattr(arrow.lib, "_pandas_api", None)
        if shim is not None:
            shim.__init__()
