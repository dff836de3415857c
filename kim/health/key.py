"""The key: there, fitting, for its owner's eyes alone, and kept a second time elsewhere."""

import os
import stat
from collections.abc import Iterator

from kim.health.model import Line, Patient, broken, ok, warning
from kim.register import keys, rotation
from kim.register.decisions import DecisionBook

_BACK_UP = "copy keys/contact.key to a safe place apart, then: kim doctor --confirm-key-backup --by NAME"


def key(patient: Patient) -> Iterator[Line]:
    """Whether what is sealed here can be opened."""
    home = patient.home
    given, public = keys.given(home), keys.recipient(home)
    if rotation.unfinished(home):
        yield warning("key", "a rotation was interrupted; everything can still be read", "run `kim rotate-key` again")
    if public is None and given is None:
        sealed = next((p for folder in (home.archive, home.contacts) for p in folder.rglob("*.sealed")), None)
        if sealed:
            yield broken(
                "key", "key and recipient.pub are missing, but files are sealed", "put both back from a backup"
            )
        else:
            yield ok("key", "none yet: it is made on first use")
    elif given is None:
        yield broken(
            "key",
            "missing: runs go on, but contacts, feedback, erasing and rebuilding do not",
            f"put {home.key} back from its backup, or set {keys.ENVIRONMENT}",
        )
    elif public is not None and not keys.fits(given, public) and not rotation.unfinished(home):
        yield broken("key", "it is not the one that this home's files are sealed for", "put the right key back")
    else:
        yield from _kept(patient)


def _kept(patient: Patient) -> Iterator[Line]:
    home = patient.home
    if os.environ.get(keys.ENVIRONMENT):
        yield ok("key", f"in {keys.ENVIRONMENT}, fits (fingerprint {patient.vault.fingerprint})")
        return
    mode = stat.S_IMODE(home.key.stat().st_mode)
    if mode & 0o077:
        yield broken("key", f"{home.key} can be read by others (mode {mode:04o})", f"chmod 600 {home.key}")
    else:
        yield ok("key", f"{home.key}, fits (fingerprint {patient.vault.fingerprint})")


def backup(patient: Patient) -> Iterator[Line]:
    """Whether a person has confirmed that this key is kept elsewhere too."""
    home = patient.home
    if keys.recipient(home) is None:
        yield ok("key backup", "no key yet")
        return
    line = DecisionBook(home.decisions).standing().key_backup
    if line is None:
        yield warning("key backup", "not confirmed: if the key is lost, archive and contacts are lost", _BACK_UP)
    elif line.detail.get("fingerprint") != patient.vault.fingerprint:
        yield warning("key backup", f"confirmed on {line.at:%Y-%m-%d} for an older key", _BACK_UP)
    else:
        yield ok("key backup", f"confirmed on {line.at:%Y-%m-%d} by {line.by}")
