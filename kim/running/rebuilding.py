"""The warehouse anew from the truth: archive, keys and the books; same ids, same figures."""

import shutil
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
from kim.running.workers import preparer_of

if TYPE_CHECKING:
    from kim.settings import Settings


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
