"""The sealed form of a file: whole and untouched, or refused.

A fresh symmetric key, sealed to the recipient (libsodium sealed box, X25519), then the content in chunks
(XChaCha20-Poly1305 secretstream) whose last one is tagged as such: truncation, reordering, additions and any flipped
bit are detected, sealing needs the public half alone, and a file of any size passes in flat memory.

    magic (8) | fingerprint of the recipient (8) | sealed key (80) | stream header (24) | chunks of content + 17 bytes
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

MAGIC = b"KIMSEAL1"
CHUNK = 256 * 1024
_FINGERPRINT = 8
_SEALED_KEY = 32 + bindings.crypto_box_SEALBYTES
_STREAM_HEADER = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_ADDED = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
_FINAL = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_MESSAGE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
HEADER = len(MAGIC) + _FINGERPRINT + _SEALED_KEY + _STREAM_HEADER


class BrokenSealError(Exception):
    """The content is not what was sealed: cut short, changed, or never a sealed file."""


class OtherKeyError(Exception):
    """The content was sealed for a key that is not at hand."""


def fingerprint(public: bytes) -> bytes:
    """What names a recipient in a sealed file."""
    return hashlib.sha256(public).digest()[:_FINGERPRINT]


def sealed_size(content_size: int) -> int:
    """Bytes of the sealed form of so many bytes; truncation shows without any key."""
    chunks = max(1, -(-content_size // CHUNK))
    return HEADER + content_size + chunks * _ADDED


def seal(content: Iterable[bytes], recipient: bytes) -> Iterator[bytes]:
    """The sealed form of `content` (pieces of any size), for the holder of the other half of `recipient`."""
    key = bindings.crypto_secretstream_xchacha20poly1305_keygen()
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    start = MAGIC + fingerprint(recipient)
    stream_header = bindings.crypto_secretstream_xchacha20poly1305_init_push(state, key)
    yield start + SealedBox(PublicKey(recipient)).encrypt(key) + stream_header
    held: bytes | None = None
    for chunk in _even(content):
        if held is not None:
            yield bindings.crypto_secretstream_xchacha20poly1305_push(state, held, start, _MESSAGE)
        held = chunk
    yield bindings.crypto_secretstream_xchacha20poly1305_push(state, held or b"", start, _FINAL)


def unseal(source: BinaryIO, keys: Mapping[bytes, PrivateKey]) -> Iterator[bytes]:
    """The content of a sealed file, chunk by chunk; not whole until the iterator has ended without an error.

    Raises:
        BrokenSealError: truncated, changed or no sealed file.
        OtherKeyError: `keys` (by fingerprint) lacks the one it was sealed for.
    """
    header = source.read(HEADER)
    if len(header) < HEADER or not header.startswith(MAGIC):
        raise BrokenSealError
    named = sealed_for(header)
    if named not in keys:
        raise OtherKeyError
    start = header[: len(MAGIC) + _FINGERPRINT]
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    try:
        key = SealedBox(keys[named]).decrypt(header[len(start) : len(start) + _SEALED_KEY])
        bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, header[-_STREAM_HEADER:], key)
        chunk = source.read(CHUNK + _ADDED)
        tag = _MESSAGE
        while chunk:
            if tag == _FINAL:
                raise BrokenSealError
            content, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(state, chunk, start)
            chunk = source.read(CHUNK + _ADDED)
            yield content
    except (CryptoError, ValueError) as fault:
        raise BrokenSealError from fault
    if tag != _FINAL:
        raise BrokenSealError


def sealed_for(header: bytes) -> bytes:
    """The fingerprint of the recipient, from the first bytes of a sealed file."""
    return header[len(MAGIC) : len(MAGIC) + _FINGERPRINT]


def _even(content: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in chunks of one size, the last one excepted."""
    held = bytearray()
    for piece in content:
        held += piece
        while len(held) >= CHUNK:
            yield bytes(held[:CHUNK])
            del held[:CHUNK]
    if held:
        yield bytes(held)
