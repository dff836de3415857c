"""The file a run works on: a copy of the finished one, which it replaces by one atomic rename.

Whenever the process dies, `kim.duckdb` is the last finished state, whole: nothing is ever written in place.
Only the holder of the writer lock may call these.
"""

import shutil
import tempfile
from pathlib import Path

from kim.home import Home
from kim.register.disk import sync
from kim.warehouse.connect import writer
from kim.warehouse.faults import named_faults


def start(home: Home) -> Path:
    """A fresh work file with the last finished state, after stale ones of killed runs were swept.

    Returns the path, which does not exist yet where there is no finished state: `connect.writer` then makes it.
    """
    with named_faults(home.work):
        sweep(home)
        home.work.mkdir(parents=True, exist_ok=True)
        path = Path(tempfile.mkdtemp(dir=home.work)) / home.database.name
        if home.database.exists():
            shutil.copyfile(home.database, path)
    return path


def finish(home: Home, path: Path) -> None:
    """Make the work file at `path` the finished state. Its writing connection must be closed.

    Raises:
        KimError: the disk is full or refuses; the finished state is then still the former one.
    """
    with named_faults(path):
        with writer(path) as conn:
            conn.execute("checkpoint")
        sync(path)
        path.replace(home.database)
        sync(home.warehouse)
        sweep(home)


def sweep(home: Home) -> None:
    """Remove work files, finished or not; the truth they were made from is elsewhere."""
    shutil.rmtree(home.work, ignore_errors=True)
