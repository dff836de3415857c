"""A database of Prefect with all its tables, made once for an installation, which new homes begin with.

`python -m flows.prepared` makes it (`make setup` does so): Prefect needs ten seconds for its migrations, and takes them
for each new home. It lies in the virtual environment, named by Prefect's version; without it all works, only slower.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

DATABASE = "prefect.db"


def template() -> Path:
    """Where this installation keeps the database for its release of Prefect."""
    return Path(sys.prefix) / "share" / "kim-register" / f"prefect-{version('prefect')}.db"


def lay_out(folder: Path) -> bool:
    """Begin the state in `folder` with the prepared database, where it has none yet; returns whether it was."""
    if (folder / DATABASE).exists():
        return False
    unfinished = folder / f".{DATABASE}.{os.getpid()}"
    try:
        shutil.copyfile(template(), unfinished)
        unfinished.replace(folder / DATABASE)
    except OSError:  # Prefect makes its tables itself
        unfinished.unlink(missing_ok=True)
        return False
    return True


def prepare() -> None:
    """Make the database, where this installation has none for its release of Prefect."""
    kept = template()
    if kept.exists():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        made, compact = Path(folder) / DATABASE, Path(folder) / "compact.db"
        environment = {
            **os.environ,
            "PREFECT_HOME": folder,
            "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{made}",
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
        }
        environment.pop("PREFECT_API_URL", None)
        words = [sys.executable, "-m", "prefect", "server", "database", "upgrade", "--yes"]
        subprocess.run(words, env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
        with closing(sqlite3.connect(made)) as conn:
            conn.execute("vacuum into ?", [str(compact)])
        compact.replace(kept)


if __name__ == "__main__":
    try:
        prepare()
    except (OSError, subprocess.CalledProcessError, sqlite3.Error) as fault:
        sys.stderr.write(
            f"Prefect's tables could not be prepared ({type(fault).__name__}); each new home makes its own\n"
        )
