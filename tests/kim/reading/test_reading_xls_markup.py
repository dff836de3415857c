"""An XLS that has false sizes or a chain that returns to itself is refused before calamine makes room for it."""

import struct
from collections import Counter

import pytest

from kim.reading.formats.xls.compound import Compound
from kim.reading.formats.xls.strings import check_shared
from kim.reading.notes import RefusedError
from tests.kim.reading.reading_made import DATA, read, rules_of

WHOLE = (DATA / "layout.xls").read_bytes()


def _patched(at: int, value: int, kind: str = "<I") -> bytes:
    content = bytearray(WHOLE)
    struct.pack_into(kind, content, at, value)
    return bytes(content)


def _record(kind: int) -> int:
    """Where the data of the first record of a kind stands in the file (its stream lies in one piece)."""
    stream = Compound(WHOLE).stream("Workbook")
    at = 0
    while struct.unpack_from("<H", stream, at)[0] != kind:
        at += 4 + struct.unpack_from("<H", stream, at + 2)[0]
    start = WHOLE.find(stream[at : at + 64])
    assert start > 0
    return start + 4


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (_patched(_record(0x200) + 4, 0xFFFFFFFE), "file_too_many_rows"),
        (_patched(_record(0x200), 70_000), "file_unreadable"),
        (_patched(_record(0x200) + 10, 60_000, "<H"), "file_too_many_columns"),
        (_patched(_record(0xFD), 65_535, "<H"), None),
        (_patched(_record(0xFD) + 2, 65_535, "<H"), "file_too_many_columns"),
        (_patched(44, 0x7FFFFFFF), "file_unreadable"),
        (_patched(62, 0x7FFFFFFF), "file_unreadable"),
        (_patched(68, 0x00FFFFFF), "file_unreadable"),
        (_patched(48, 0x0FFFFFFF), "file_unreadable"),
        (_patched(30, 3, "<H"), "file_unreadable"),
        (WHOLE[: len(WHOLE) - 700], "file_unreadable"),
        (_patched(_record(0x42) - 4, 0x2F, "<H"), "file_encrypted"),
    ],
)
def test_lies_about_sizes(content: bytes, rule: str | None) -> None:
    reading = read(content, "x.xls")
    assert reading.refused == (rule is not None)
    if rule:
        assert rules_of(reading) == [rule]


def test_a_chain_that_bites_its_own_tail() -> None:
    directory = struct.unpack_from("<I", WHOLE, 48)[0]
    table = struct.unpack_from("<I", WHOLE, 76)[0]
    looped = _patched((table + 1) * 512 + directory * 4, directory)
    assert rules_of(read(looped, "x.xls")) == ["file_unreadable"]


def _record_of(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _shared(*texts: str, cut: int = 8_224) -> bytes:
    """The shared texts as records, cut where a record is full: a cut text says its width again."""
    whole = b"".join(struct.pack("<HB", len(text), 0) + text.encode("latin-1") for text in texts)
    first, rest = struct.pack("<II", 0, len(texts)) + whole[: cut - 8], whole[cut - 8 :]
    records = _record_of(0xFC, first)
    while rest:
        records += _record_of(0x3C, b"\x00" + rest[: cut - 1])
        rest = rest[cut - 1 :]
    return records


def test_a_long_text_that_many_cells_share() -> None:
    stream = _shared("x" * 30_000, "y") + _record_of(0x0A, b"")
    check_shared(stream, Counter({0: 10, 1: 1_000_000}), 10_000_000)
    with pytest.raises(RefusedError) as refused:
        check_shared(stream, Counter({0: 1_000}), 10_000_000)
    assert refused.value.value == "30000000 byte > 10000000 byte"
