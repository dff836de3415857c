"""How long the shared texts of an XLS are: one long text that many cells share unpacks once for each of them."""

import struct
from collections import Counter

from kim.reading.notes import BYTES, over

_SHARED, _CONTINUED = 0xFC, 0x3C


def check_shared(stream: bytes, uses: Counter[int], most: int) -> None:
    """Refuse where the texts, each as often as it is used, make more bytes than the limit."""
    parts = _parts(stream)
    size = sum(map(len, parts))
    if sum(uses.values()) * min(size, 2 * 0xFFFF) <= most:
        return
    lengths = _lengths(parts)
    over("file_unpacks_too_large", sum(n * lengths[at] for at, n in uses.items() if at < len(lengths)), most, BYTES)


def _parts(stream: bytes) -> list[bytes]:
    """The record of the shared texts and those that continue it."""
    parts: list[bytes] = []
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _SHARED and not parts:
            parts.append(stream[at + 12 : at + 4 + size])
        elif parts and kind == _CONTINUED:
            parts.append(stream[at + 4 : at + 4 + size])
        elif parts:
            break
        at += 4 + size
    return parts


def _lengths(parts: list[bytes]) -> list[int]:
    """The letters of each text. It may go on in the next part, whose first byte says anew how wide its letters are."""
    lengths: list[int] = []
    number, at = 0, 0
    while number < len(parts):
        part = parts[number]
        if at + 3 > len(part):
            number, at = number + 1, 0
            continue
        letters, flags = struct.unpack_from("<HB", part, at)
        at += 3
        skip = 0
        if flags & 8 and at + 2 <= len(part):
            skip += 4 * struct.unpack_from("<H", part, at)[0]
            at += 2
        if flags & 4 and at + 4 <= len(part):
            skip += struct.unpack_from("<I", part, at)[0]
            at += 4
        lengths.append(letters)
        number, at = _pass(parts, number, at, letters, 1 + (flags & 1))
        while number < len(parts) and at + skip > len(parts[number]):
            skip -= len(parts[number]) - at
            number, at = number + 1, 0
        at += skip
    return lengths


def _pass(parts: list[bytes], number: int, at: int, letters: int, width: int) -> tuple[int, int]:
    """Where the letters of a text end."""
    while letters:
        here = min(letters, (len(parts[number]) - at) // width)
        letters, at = letters - here, at + here * width
        if letters:
            number += 1
            if number >= len(parts) or not parts[number]:
                return len(parts), 0
            width, at = 1 + (parts[number][0] & 1), 1
    return number, at
