"""Files that no reader can take: broken, locked, or without names."""

import random
import struct
from pathlib import PurePosixPath

from kim.sampling.draft import File, Sheet
from kim.sampling.writers import content

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def files(folder: str, year: int, rng: random.Random) -> list[File]:
    """One of each, in the folder of an office that had bad luck."""
    place = PurePosixPath(folder)
    tally = Sheet(
        "Rekap",
        None,
        [],
        [["REKAP JUMLAH KIM"], ["No", "Wilayah", "Jumlah"], [1, "Utara", 12], [2, "Selatan", 9], [None, "Total", 21]],
    )
    whole = content(File(place / "x.xlsx", "xlsx", [tally]))
    return [
        File(place / f"Rekap jumlah {year}.xlsx", "xlsx", [tally], "rejected", "file_no_table"),
        File(place / f"Data KIM {year} (rusak).xlsx", "xlsx", [], "rejected", "file_unreadable", None, whole[:-900]),
        File(place / f"Data KIM {year} (terkunci).xlsx", "xlsx", [], "rejected", "file_encrypted", None, locked(rng)),
    ]


def locked(rng: random.Random) -> bytes:
    """A compound file as Excel writes it under a password: `EncryptionInfo` and `EncryptedPackage`, 4 kB of noise."""
    fat = [_FAT, _END, *[number + 1 for number in range(2, 9)], _END, *[number + 1 for number in range(10, 17)], _END]
    fat += [_FREE] * (_SECTOR // 4 - len(fat))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"),
        *(0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, 1, 0, 4096, _END, 0, _END, 0, 0),
    )
    header += b"\xff" * (_SECTOR - len(header))
    entries = (_entry("Root Entry", 5, 1, _END, 0), _entry("EncryptedPackage", 2, 2, 2, 4096))
    more = (_entry("EncryptionInfo", 2, _FREE, 10, 4096), bytes(128))
    package = rng.randbytes(8 * _SECTOR)
    info = struct.pack("<HHI", 4, 4, 0x40) + b'<?xml version="1.0"?><encryption/>'
    return header + struct.pack("<128I", *fat) + b"".join((*entries, *more)) + package + info.ljust(8 * _SECTOR, b" ")


def _entry(name: str, kind: int, other: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    child = other if kind == 5 else _FREE
    right = other if kind != 5 else _FREE
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, _FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
