"""The warehouse made anew from the truth (archive, keys and the books): same ids, same figures.

It takes the place of the finished one (`rebuild`), or is compared with it table by table (`compare_with_rebuilt`).
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kim.errors import KimError
from kim.home import Home
from kim.progress import Progress, Silent
from kim.register.contacts import ContactStore
from kim.register.decisions import DecisionBook
from kim.register.disk import explained
from kim.register.receipts import ReceiptBook
from kim.register.vault import Vault
from kim.running import steps
from kim.running.loading import load_receipts
from kim.running.preparing import preparer_of

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

    def describe(self) -> str:
        """The difference as a clause of a sentence."""
        return f"{self.table} has {self.finished:,} rows and {self.rebuilt:,} made anew" + (
            ", of which some differ" if self.finished == self.rebuilt else ""
        )


def rebuild(settings: "Settings", progress: Progress | None = None) -> int:
    """Replace warehouse and contact store by ones made from the truth alone; returns the number of receipts.

    Raises:
        KimError: the key is missing, a file of the archive is damaged, or the disk refuses. The finished warehouse is
            then still the former one.
    """
    from kim.warehouse import workfile

    home = settings.place
    path = build(settings, progress=progress)
    steps.check_totals(path)
    _swap(Home(path.parent).contacts, home.contacts, aside=path.parent / "former")
    workfile.finish(home, path)
    return len(ReceiptBook(home.receipts).all())


def build(settings: "Settings", until: datetime | None = None, progress: Progress | None = None) -> Path:
    """A warehouse of what was received and decided (until then), beside the finished one, with contacts of its own.

    Returns its path; the contacts are those of a home in the same folder.

    Raises:
        KimError: the key is missing, or a file of the archive is missing or damaged.
    """
    from kim.warehouse import connect
    from kim.warehouse.preparation import prepare

    home = settings.place
    vault = Vault(home)
    receipts = ReceiptBook(home.receipts).all(until)
    if receipts and not vault.has_key():
        raise KimError(
            f"the archive is encrypted and the key is missing: put {home.key} back from its backup, "
            "or set KIM_CONTACT_KEY; nothing was changed"
        )
    folder = home.work / "build"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    path = folder / home.database.name
    store = ContactStore(Home(folder), vault)
    with connect.writer(path) as conn:
        prepare(conn)
        load_receipts(
            conn,
            receipts,
            preparer=preparer_of(settings),
            contacts=store,
            progress=progress or Silent(),
            skip=DecisionBook(home.decisions).standing(until).skipped,
        )
    steps.resolve(settings, path, until, store)
    return path


def _swap(made: Path, standing: Path, aside: Path) -> None:
    """Put the new contact store in the place of the former; it names every record that the former did."""
    with explained(f"cannot replace {standing}"):
        made.mkdir(parents=True, exist_ok=True)
        if standing.exists():
            standing.rename(aside)
        made.rename(standing)


def compare_with_rebuilt(settings: "Settings") -> list[Difference]:
    """Rebuild beside the home and compare every table and view of intake, registry and mart.

    Call under the writer lock. Books are copied to a folder of its own, archive and key are pointed at: a rebuild that
    goes wrong writes no id, no contact and no warehouse of the home.

    Raises:
        KimError: nothing was loaded yet, the key is missing, a file of the archive is damaged, or the disk refuses.
    """
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
