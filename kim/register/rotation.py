"""A new key: everything sealed is sealed again, and the old key goes last.

A crash at any point leaves every file readable (both keys are at hand until the end), and the same command goes on
where it stopped: a file tells by its fingerprint which key it is sealed for.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from nacl.public import PrivateKey

from kim.errors import KimError
from kim.home import Home
from kim.register import envelope, keys
from kim.register.disk import explained, sweep, sync, write_whole
from kim.register.vault import Vault


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation did: files sealed again now, files that an earlier, interrupted attempt had done."""

    resealed: int
    done_before: int
    fingerprint: str
    key_file: Path
    environment: bool


def rotate(
    home: Home, environ: Mapping[str, str] = os.environ, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> Rotated:
    """Give `home` a new key; call under the writer lock.

    Raises:
        KimError: the present key is missing, a file is damaged, or the disk refuses; the present key stays in use, and
            the next call goes on from there.
    """
    vault = Vault(home, environ)
    _ = vault.recipient
    if not vault.has_key():
        raise KimError(f"the present key is missing: put {home.key} back from its backup, then rotate")
    for folder in (home.archive, home.contacts):
        sweep(folder)
    following = _following(home)
    public = bytes(following.public_key)
    sealed = sorted(path for folder in (home.archive, home.contacts) for path in folder.rglob("*.sealed"))
    resealed = 0
    for number, path in enumerate(sealed):
        progress(number, len(sealed))
        resealed += _reseal(home, path, vault, public)
    keys.write_recipient(home, public)
    with explained(f"cannot replace {home.key}"):
        keys.next_key_file(home).replace(home.key)
        sync(home.key.parent)
    progress(len(sealed), len(sealed))
    return Rotated(
        resealed=resealed,
        done_before=len(sealed) - resealed,
        fingerprint=envelope.fingerprint(public).hex(),
        key_file=home.key,
        environment=bool(environ.get(keys.ENVIRONMENT)),
    )


def unfinished(home: Home) -> bool:
    """Whether a rotation was interrupted."""
    return keys.next_key_file(home).exists()


def _following(home: Home) -> PrivateKey:
    path = keys.next_key_file(home)
    following = keys.read(path)
    if following is None:
        following = PrivateKey.generate()
        keys.write_key(path, following)
    return following


def _reseal(home: Home, path: Path, vault: Vault, public: bytes) -> bool:
    where = str(path.relative_to(home.root))
    with explained(f"cannot read {where}"), path.open("rb") as source:
        if envelope.sealed_for(source.read(envelope.HEADER)) == envelope.fingerprint(public):
            return False
        source.seek(0)
        write_whole(path, envelope.seal(vault.unseal(source, where), public))
    return True
