"""The examination: every check in turn; one that fails to run is itself a finding, never a traceback."""

from collections.abc import Iterable, Iterator

from kim.errors import KimError
from kim.health import contacts, installation, key, releases, truth, warehouse
from kim.health.model import Line, Patient, Verdict
from kim.register.vault import Vault
from kim.settings import Settings

CHECKS = (
    installation.versions,
    installation.folders,
    installation.disk,
    installation.leftovers,
    key.key,
    key.backup,
    truth.books,
    truth.archive,
    truth.erasures,
    warehouse.opens,
    warehouse.schema,
    warehouse.loaded,
    warehouse.totals,
    contacts.covered,
    contacts.masked,
    releases.unchanged,
)


def examine(settings: Settings, *, deep: bool = False) -> list[Line]:
    """Look at everything; changes nothing."""
    patient = Patient(settings, Vault(settings.place), deep)
    return [line for check in CHECKS for line in _safely(check.__name__, check(patient))]


def _safely(name: str, lines: Iterable[Line]) -> Iterator[Line]:
    try:
        yield from lines
    except KimError as fault:
        yield Line(name, Verdict.BROKEN, str(fault), "see the sentence before")
    except OSError as fault:
        yield Line(name, Verdict.BROKEN, f"{fault.filename or name}: {fault.strerror}", "check disk and permissions")
