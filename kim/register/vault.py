"""The vault: seals for the installation's key, opens with it, and never guesses at a key."""

import os
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import BinaryIO

from nacl.public import PrivateKey

from kim.errors import KimError
from kim.home import Home
from kim.register import envelope, keys


class Vault:
    """Sealing and unsealing for one home; the key is made on first use."""

    def __init__(self, home: Home, environ: Mapping[str, str] = os.environ) -> None:
        self._home = home
        self._environ = environ
        self._recipient: bytes | None = None
        self._keyring: dict[bytes, PrivateKey] | None = None

    @property
    def recipient(self) -> bytes:
        """The public half that everything is sealed to; makes the key on first use.

        Raises:
            KimError: the key does not fit what is sealed here, or both halves are lost.
        """
        if self._recipient is None:
            self._recipient = self._settled()
        return self._recipient

    @property
    def fingerprint(self) -> str:
        """What names the key in use, in hex; no secret."""
        return envelope.fingerprint(self.recipient).hex()

    def has_key(self) -> bool:
        """Whether sealed content can be opened here."""
        return bool(self._keys())

    def seal(self, content: Iterable[bytes]) -> Iterator[bytes]:
        """The sealed form of a stream, in flat memory."""
        return envelope.seal(content, self.recipient)

    def seal_bytes(self, content: bytes) -> bytes:
        """The sealed form of some bytes."""
        return b"".join(self.seal([content]))

    def unseal(self, source: BinaryIO, what: str) -> Iterator[bytes]:
        """The content of a sealed stream, chunk by chunk; `what` names it in a message.

        Raises:
            KimError: no key, another key, or the content was cut short or changed.
        """
        ring = self._keys()
        if not ring:
            raise KimError(
                f"{what} is encrypted and the key is missing: put {self._home.key} back from its backup, "
                f"or set {keys.ENVIRONMENT}"
            )
        try:
            yield from envelope.unseal(source, ring)
        except envelope.OtherKeyError:
            raise KimError(
                f"{what} is sealed for another key than the one in use: put the key that fits back from its backup "
                "(after a rotation: the new one), or restore the file from a backup"
            ) from None
        except envelope.BrokenSealError:
            raise KimError(
                f"{what} is damaged (cut short or changed): restore it from a backup, or have the office's file sent "
                "again; `kim doctor --deep` lists every damaged file"
            ) from None

    def unseal_bytes(self, content: bytes, what: str) -> bytes:
        """The content of some sealed bytes."""
        return b"".join(self.unseal(BytesIO(content), what))

    def _settled(self) -> bytes:
        key, public = keys.given(self._home, self._environ), keys.recipient(self._home)
        if public is None:
            if key is None:
                self._refuse_second_first_use()
                key = keys.make(self._home)
            public = bytes(key.public_key)
            keys.write_recipient(self._home, public)
        elif key is not None and not keys.fits(key, public) and not self._rotating(public):
            where = keys.ENVIRONMENT if self._environ.get(keys.ENVIRONMENT) else str(self._home.key)
            raise KimError(
                f"the key in {where} is not the one that this home's files are sealed for "
                f"({keys.recipient_file(self._home)}): put the right key back from its backup; nothing was changed"
            )
        return public

    def _rotating(self, public: bytes) -> bool:
        following = keys.read(keys.next_key_file(self._home))
        return following is not None and keys.fits(following, public)

    def _refuse_second_first_use(self) -> None:
        sealed = next((p for f in (self._home.archive, self._home.contacts) for p in f.rglob("*.sealed")), None)
        if sealed is not None:
            raise KimError(
                f"both {self._home.key} and {keys.recipient_file(self._home)} are missing, but {sealed} is sealed: "
                "put them back from a backup; a new key would open nothing"
            )

    def _keys(self) -> dict[bytes, PrivateKey]:
        """Every key at hand by fingerprint: the one in use, and the next one while a rotation is unfinished."""
        if self._keyring is None:
            key = keys.given(self._home, self._environ)
            if key is not None:
                _ = self.recipient  # a key that does not fit is refused, not tried
            found = (key, keys.read(keys.next_key_file(self._home)))
            self._keyring = {envelope.fingerprint(bytes(k.public_key)): k for k in found if k is not None}
        return self._keyring
