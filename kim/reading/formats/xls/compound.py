"""The OLE container that an XLS lies in: its streams, read without trust."""

from __future__ import annotations

import struct
from array import array

from kim.reading.notes import RefusedError

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFA
_CHAIN_END = 0xFFFFFFFE
_ENTRY = 128
_MINI_CUTOFF = 4_096
_MOST_ROOM = 1 << 28


class Compound:
    """The streams of a container by name."""

    def __init__(self, content: bytes) -> None:
        if len(content) < 512 or not content.startswith(MAGIC):
            raise RefusedError("file_unreadable", "xls")
        self._content = content
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise RefusedError("file_unreadable", "xls")
        self._size = 1 << shift
        tables = struct.unpack_from("<I", content, 44)[0]
        directory, _, self._cutoff, mini, _, extra, _ = struct.unpack_from("<7I", content, 48)
        # calamine makes room for as many tables as the header says, at two odd places.
        if tables > len(content) // self._size or struct.unpack_from("<I", content, 62)[0] > _MOST_ROOM:
            raise RefusedError("file_unreadable", "xls")
        self._table = self._sector_table(extra)
        self.entries = self._entries(self._chain(directory))
        self._mini_table = _words(self._chain(mini)) if mini < _END else array("I")
        root = next(iter(self.entries.values()), (_END, 0, 5))
        self._mini = self._chain(root[0]) if root[0] < _END else b""

    def stream(self, name: str) -> bytes:
        """The bytes of a stream."""
        start, size, _ = self.entries[name]
        if size >= max(self._cutoff, _MINI_CUTOFF):
            found = self._chain(start)
        else:
            found = self._join(self._mini, self._mini_table, start, 64, 0)
        if len(found) < size:
            raise RefusedError("file_unreadable", "xls")
        return found[:size]

    def _sector_table(self, extra: int) -> array[int]:
        """Which sector follows which."""
        places = list(struct.unpack_from("<109I", self._content, 76))
        seen = set()
        while extra < _END:
            if extra in seen:
                raise RefusedError("file_unreadable", "xls")
            seen.add(extra)
            words = _words(self._sector(extra))
            places += words[:-1]
            extra = words[-1] if len(words) else _END
        table = array("I")
        for place in places:
            if place < _END:
                table.extend(_words(self._sector(place)))
        return table

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        sector = self._content[start : start + self._size]
        if not sector:
            raise RefusedError("file_unreadable", "xls")
        return sector

    def _chain(self, start: int) -> bytes:
        return self._join(self._content, self._table, start, self._size, self._size)

    def _join(self, source: bytes, table: array[int], start: int, size: int, skip: int) -> bytes:
        """The sectors of a chain in order; a chain that returns to itself is refused."""
        parts: list[bytes] = []
        at = start
        while at < _END:
            if at >= len(table) or len(parts) > len(table):
                raise RefusedError("file_unreadable", "xls")
            parts.append(source[skip + at * size : skip + (at + 1) * size])
            at = table[at]
        if at != _CHAIN_END:
            raise RefusedError("file_unreadable", "xls")
        return b"".join(parts)

    def _entries(self, directory: bytes) -> dict[str, tuple[int, int, int]]:
        """Name to first sector, size and type."""
        if len(directory) % _ENTRY:
            raise RefusedError("file_unreadable", "xls")
        found: dict[str, tuple[int, int, int]] = {}
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, at + 64)
            if kind in {1, 2, 5} and 2 <= length <= 64:
                name = directory[at : at + length - 2].decode("utf-16-le", "replace")
                start, size = struct.unpack_from("<II", directory, at + 116)
                found.setdefault(name, (start, size, kind))
        return found


def _words(sector: bytes) -> array[int]:
    return array("I", struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4]))
