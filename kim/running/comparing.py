"""The finished warehouse against one made anew from the truth, table by table.

The truth is copied (books) or pointed at (archive, key) from a folder of its own, so that a rebuild that goes wrong
writes no id, no contact and no warehouse of the home.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kim.home import Home
from kim.register.disk import explained

if TYPE_CHECKING:
    from kim.settings import Settings

PREFIX = ".self-check-"
_NONE: tuple[int, int | None] = (0, None)
_SCHEMAS = ("intake.", "registry.", "mart.")


@dataclass(frozen=True, slots=True)
class Difference:
    """One relation of both: its rows in each, and whether every row is the same."""

    table: str
    finished: int
    rebuilt: int
    equal: bool

    def told(self) -> str:
        """The line as a clause."""
        return f"{self.table} has {self.finished:,} rows and {self.rebuilt:,} made anew" + (
            ", of which some differ" if self.finished == self.rebuilt else ""
        )


def compare_with_rebuilt(settings: "Settings") -> list[Difference]:
    """Rebuild beside the home and compare every table and view of intake, registry and mart.

    Call under the writer lock. Nothing of the home is changed.

    Raises:
        KimError: nothing was loaded yet, the key is missing, a file of the archive is damaged, or the disk refuses.
    """
    from kim.running.rebuilding import build
    from kim.warehouse import connect

    with connect.reader(settings.place) as conn:
        finished = _prints(conn)
    with _borrowed(settings.place) as root:
        path = build(settings.model_copy(update={"home": root}))
        with connect.attached(path) as conn:
            rebuilt = _prints(conn)
    return [
        Difference(
            name, finished.get(name, _NONE)[0], rebuilt.get(name, _NONE)[0], finished.get(name) == rebuilt.get(name)
        )
        for name in sorted({*finished, *rebuilt})
    ]


@contextmanager
def _borrowed(home: Home) -> Iterator[Path]:
    """A home with the same truth, for the block."""
    for left in home.warehouse.glob(f"{PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    with explained(f"cannot rebuild beside {home.database}"):
        root = Path(tempfile.mkdtemp(prefix=PREFIX, dir=home.warehouse))
        shutil.copytree(home.registry, root / "registry")
        (root / "raw").mkdir()
        for folder in (home.archive, home.key.parent):
            if folder.exists():
                (root / folder.relative_to(home.root)).symlink_to(folder, target_is_directory=True)
    try:
        yield root
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _prints(conn: object) -> dict[str, tuple[int, int | None]]:
    """By relation: the number of rows, and a sum over all of them that does not depend on their order."""
    from kim.statements import statement

    relations = conn.execute(statement("catalogue/relations")).fetchall()  # type: ignore[attr-defined]
    found = {}
    for name, kind in relations:
        if kind == "macro table" or not name.startswith(_SCHEMAS):
            continue
        asked = statement("checking/fingerprint").replace("relation_name", name)
        found[name] = conn.execute(asked).fetchall()[0]  # type: ignore[attr-defined]
    return found
