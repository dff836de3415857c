"""ZIP containers, checked against their directory and the limits before, and while, they are unpacked."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from kim.reading.notes import BYTES, RefusedError, over

if TYPE_CHECKING:
    from kim.settings import Limits

CHUNK = 1 << 22
_RATIO_FROM = 10_000_000
_DIRECTORY_ENTRY = 1_000
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\x00")
_LOCAL = struct.Struct("<4s5H3L2H")


def nothing() -> None:
    """There is nothing to do while a parser works."""


@dataclass(slots=True)
class Budget:
    """What one file may still unpack to, its ZIPs within ZIPs included; and what to do while a parser works."""

    limits: "Limits"
    meanwhile: Callable[[], None] = nothing
    unpacked: int = 0
    members: int = 0
    depth: int = 0
    cells: int = 0

    def take_cells(self, count: int) -> None:
        """Count the cells of a sheet: the limit holds for all sheets and members of a file together."""
        self.cells += count
        over("file_too_many_cells", self.cells, self.limits.cells)

    def take(self, members: int, unpacked: int) -> None:
        """Count what a container declares, and refuse what is over the limits."""
        self.members += members
        self.unpacked += unpacked
        over("file_too_many_members", self.members, self.limits.members)
        over("file_unpacks_too_large", self.unpacked, self.limits.unzipped_bytes, BYTES)


class Package:
    """An opened ZIP: its members by name, and their bytes piece by piece.

    `kind` is what a refusal calls it, once that is known.
    """

    def __init__(self, content: bytes) -> None:
        self._content = memoryview(content)
        self.kind: str | None = None
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as opened:
                infos = [info for info in opened.infolist() if not info.is_dir()]
        except Exception as error:
            raise RefusedError("file_unreadable") from error
        self.members = {info.filename: info for info in infos}
        if len(self.members) != len(infos):  # Readers differ on which of two members of one name is meant.
            raise RefusedError("file_unreadable")

    def check(self, budget: Budget, counted: bool) -> None:
        """Refuse encrypted members, names that lead outside, and more than the limits allow.

        `counted` is whether the members are files of an office, which the limit on members counts.
        """
        infos = self.members.values()
        if any(info.flag_bits & 1 for info in infos):
            raise RefusedError("file_encrypted", self.kind or "zip")
        if any(_OUTSIDE.search(info.filename) or _OUTSIDE.search(info.orig_filename) for info in infos):
            raise RefusedError("file_unsafe_path")
        self._refuse_overlaps()
        unpacked = sum(info.file_size for info in infos)
        over("file_too_many_members", len(infos), budget.limits.members)
        budget.take(len(infos) if counted else 0, unpacked)
        packed = sum(info.compress_size for info in infos)
        if unpacked > _RATIO_FROM:
            over("file_unpacks_too_large", unpacked // max(packed, 1), budget.limits.ratio, "×")

    def _refuse_overlaps(self) -> None:
        """Members that share bytes unpack to more than the file holds."""
        spans = sorted((info.header_offset, info.header_offset + info.compress_size) for info in self.members.values())
        if any(end > start for (_, end), (start, _) in pairwise(spans)):
            raise RefusedError("file_unreadable", self.kind)

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a member in pieces of some megabytes, never more than its entry declares."""
        info = self.members[name]
        packed = self._packed(info)
        if info.compress_type == zipfile.ZIP_STORED:
            if len(packed) != info.file_size:
                raise RefusedError("file_unreadable", self.kind)
            for at in range(0, len(packed), CHUNK):
                yield bytes(packed[at : at + CHUNK])
        elif info.compress_type == zipfile.ZIP_DEFLATED:
            yield from self._inflate(packed, info.file_size)
        else:
            raise RefusedError("file_unreadable", self.kind)

    def _inflate(self, packed: memoryview, size: int) -> Iterator[bytes]:
        unpacker, left = zlib.decompressobj(-15), size
        source: bytes | memoryview = packed
        while not unpacker.eof:
            try:
                piece = unpacker.decompress(source, min(CHUNK, left + 1))
            except zlib.error as error:
                raise RefusedError("file_unreadable", self.kind) from error
            source, left = unpacker.unconsumed_tail, left - len(piece)
            if left < 0:
                raise RefusedError("file_unpacks_too_large", f"{size + 1}{BYTES} > {size}{BYTES}")
            if not piece and not source and not unpacker.eof:
                raise RefusedError("file_unreadable", self.kind)
            yield piece
        if left:
            raise RefusedError("file_unreadable", self.kind)

    def read(self, name: str) -> bytes:
        """All bytes of a member."""
        return b"".join(self.pieces(name))

    def _packed(self, info: zipfile.ZipInfo) -> memoryview:
        """A member's bytes as they are packed, found by its local header."""
        start = info.header_offset
        header = self._content[start : start + _LOCAL.size]
        if len(header) < _LOCAL.size or bytes(header[:4]) != b"PK\x03\x04":
            raise RefusedError("file_unreadable", self.kind)
        *_, name_length, extra_length = _LOCAL.unpack(header)
        start += _LOCAL.size + name_length + extra_length
        packed = self._content[start : start + info.compress_size]
        if len(packed) != info.compress_size:
            raise RefusedError("file_unreadable", self.kind)
        return packed


def open_package(content: bytes, limits: "Limits") -> Package:
    """Open a ZIP whose directory is small enough to be read at all."""
    at = content.rfind(b"PK\x05\x06")
    if at < 0 or len(content) < at + 22:
        raise RefusedError("file_unreadable")
    count, size = struct.unpack_from("<HL", content, at + 10)
    wide = content.rfind(b"PK\x06\x06", 0, at)
    if wide >= 0 and len(content) >= wide + 56 and (count == 0xFFFF or size == 0xFFFFFFFF):
        count, size = struct.unpack_from("<QQ", content, wide + 32)
    if size > limits.members * _DIRECTORY_ENTRY:
        raise RefusedError("file_too_many_members", f"{max(count, limits.members + 1)} > {limits.members}")
    return Package(content)
