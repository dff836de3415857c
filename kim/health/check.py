"""What a check says: how it stands, in one sentence, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

from kim.home import Home
from kim.register.vault import Vault
from kim.settings import Settings


class Status(StrEnum):
    """`broken` needs a person now; `warning` before long."""

    OK = "ok"
    WARNING = "warning"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the doctor's table."""

    check: str
    status: Status
    said: str
    todo: str = ""


@dataclass(frozen=True)
class Examined:
    """The installation under examination; `deep` reads every archived file through."""

    settings: Settings
    vault: Vault
    deep: bool

    @property
    def home(self) -> Home:
        """Its folders."""
        return self.settings.place


def ok(check: str, said: str) -> Line:
    """All is well."""
    return Line(check, Status.OK, said)


def warning(check: str, said: str, todo: str) -> Line:
    """Something to see to before long."""
    return Line(check, Status.WARNING, said, todo)


def broken(check: str, said: str, todo: str) -> Line:
    """Something is broken."""
    return Line(check, Status.BROKEN, said, todo)
