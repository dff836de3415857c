"""The examination: every check in turn; one that fails to run is a line of its own, never a traceback."""

from collections.abc import Iterable, Iterator

from kim.errors import KimError
from kim.health import installation, truth, warehouse
from kim.health.check import Examined, Line, Status
from kim.register.vault import Vault
from kim.settings import Settings

CHECKS = (
    installation.versions,
    installation.folders,
    installation.disk,
    installation.leftovers,
    installation.key,
    installation.backup,
    truth.books,
    truth.archive,
    truth.erasures,
    warehouse.opens,
    warehouse.schema,
    warehouse.loaded,
    warehouse.totals,
    truth.covered,
    truth.masked,
    warehouse.unchanged,
)


def examine(settings: Settings, *, deep: bool = False) -> list[Line]:
    """Look at everything; changes nothing."""
    examined = Examined(settings, Vault(settings.place), deep)
    return [line for check in CHECKS for line in _safely(check.__name__, check(examined))]


def _safely(name: str, lines: Iterable[Line]) -> Iterator[Line]:
    try:
        yield from lines
    except KimError as fault:
        yield Line(name, Status.BROKEN, str(fault), "see the sentence before")
    except OSError as fault:
        yield Line(name, Status.BROKEN, f"{fault.filename or name}: {fault.strerror}", "check disk and permissions")
