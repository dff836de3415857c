"""The key of one installation: made on first use, never overwritten, and checked against its public half.

`registry/recipient.pub` outlives the key: with it alone files can still be sealed, none can be opened.
"""

import base64
import binascii
import os
from collections.abc import Mapping
from pathlib import Path

from nacl.public import PrivateKey

from kim.errors import KimError
from kim.home import Home
from kim.register.disk import write_whole
from kim.register.envelope import fingerprint

ENVIRONMENT = "KIM_CONTACT_KEY"


def recipient_file(home: Home) -> Path:
    """Where the public half is kept."""
    return home.registry / "recipient.pub"


def next_key_file(home: Home) -> Path:
    """The new key while a rotation is under way."""
    return home.key.with_name("contact.key.next")


def parse(text: str, where: str) -> PrivateKey:
    """The key that `text` spells in base64.

    Raises:
        KimError: it is not 32 bytes of base64.
    """
    try:
        return PrivateKey(base64.b64decode(text.strip(), validate=True))
    except (binascii.Error, ValueError, TypeError) as fault:
        raise KimError(
            f"{where} is not a key (32 bytes in base64): put the key back from its backup; never make a new one by hand"
        ) from fault


def spell(key: bytes) -> str:
    """A key or its public half, as a line of base64."""
    return base64.b64encode(key).decode("ascii") + "\n"


def given(home: Home, environ: Mapping[str, str] = os.environ) -> PrivateKey | None:
    """The key in use: of `KIM_CONTACT_KEY`, else of `keys/contact.key`, else None."""
    if environ.get(ENVIRONMENT):
        return parse(environ[ENVIRONMENT], ENVIRONMENT)
    return read(home.key)


def read(path: Path) -> PrivateKey | None:
    """The key in a file, None where there is no such file."""
    try:
        return parse(path.read_text("ascii"), str(path))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as fault:
        raise KimError(
            f"cannot read the key {path}: check its owner and mode, or put it back from its backup"
        ) from fault


def recipient(home: Home) -> bytes | None:
    """The public half, None before first use."""
    path = recipient_file(home)
    try:
        return bytes(parse(path.read_text("ascii"), str(path)))
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as fault:
        raise KimError(f"cannot read {path}: check its owner and mode, or restore it from a backup") from fault


def make(home: Home) -> PrivateKey:
    """A new key in `keys/contact.key`, before anything was sealed."""
    key = PrivateKey.generate()
    write_key(home.key, key)
    return key


def write_key(path: Path, key: PrivateKey) -> None:
    """Write a key for its owner's eyes alone, never over another."""
    if path.exists():
        raise KimError(f"{path} exists already: a key is never overwritten")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(path, [spell(bytes(key)).encode("ascii")], 0o600)


def write_recipient(home: Home, public: bytes) -> None:
    """Write the public half."""
    write_whole(recipient_file(home), [spell(public).encode("ascii")], 0o644)


def fits(key: PrivateKey, public: bytes) -> bool:
    """Whether `public` is the other half of `key`."""
    return fingerprint(bytes(key.public_key)) == fingerprint(public)
