"""The `kim_id`: opaque, derived from the community's first record, with a check character.

`K`, eleven characters of an alphabet of 31 that has no I, L, O, U or Z, and one of them that checks the rest: a
weighted sum modulo 31, which finds every single wrong character and every two neighbours swapped.
"""

import hashlib
from collections.abc import Container, Sequence
from operator import mul

import numpy as np

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
_BASE = len(ALPHABET)
_LENGTH = 11
_WEIGHTS = range(2, 2 + _LENGTH)
_LETTERS = bytes(ord(ALPHABET[byte % _BASE]) for byte in range(256))
_VALUES = bytes(max(ALPHABET.find(chr(byte)), 0) for byte in range(256))
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})


def mint(record_id: str, taken: Container[str]) -> str:
    """The id for the community that begins with this record; ids that are `taken` are passed over."""
    attempt = 0
    while True:
        digest = hashlib.sha256(f"kim|{record_id}|{attempt}".encode()).digest()
        body = digest[:_LENGTH].translate(_LETTERS).decode()
        kim_id = f"K{body}{check_character(body)}"
        if kim_id not in taken:
            return kim_id
        attempt += 1


def mint_all(record_ids: Sequence[str], taken: set[str]) -> list[str]:
    """`mint` for each in turn, for millions; the new ids are put into `taken`."""
    sha = hashlib.sha256
    bodies = b"".join([sha(b"kim|%s|0" % record_id.encode()).digest()[:_LENGTH] for record_id in record_ids])
    values = np.frombuffer(bodies, np.uint8).reshape(-1, _LENGTH) % _BASE
    check = values @ np.arange(2, 2 + _LENGTH, dtype=np.int64) % _BASE
    letters = np.frombuffer(ALPHABET.encode(), np.uint8)
    text = np.concatenate([letters[values], letters[check][:, None]], axis=1).tobytes().decode()
    width = _LENGTH + 1
    minted = []
    for at, record_id in enumerate(record_ids):
        kim_id = f"K{text[at * width : (at + 1) * width]}"
        if kim_id in taken:
            kim_id = mint(record_id, taken)
        taken.add(kim_id)
        minted.append(kim_id)
    return minted


def check_character(body: str) -> str:
    """The character that checks `body`, the part between the first and the last."""
    return ALPHABET[sum(map(mul, body.encode().translate(_VALUES), _WEIGHTS)) % _BASE]


def normal(typed: str) -> str | None:
    """The id as the register writes it, None where it is none: wrong length, character or check.

    >>> normal(" k-0000 000 0000 0 "), normal("K000000000001")
    ('K000000000000', None)
    """
    kim_id = "".join(character for character in typed.upper() if character.isalnum())
    body, check = kim_id[1:-1].translate(_MISREAD), kim_id[-1:].translate(_MISREAD)
    if kim_id[:1] != "K" or len(body) != _LENGTH or any(character not in ALPHABET for character in body):
        return None
    return f"K{body}{check}" if check_character(body) == check else None
