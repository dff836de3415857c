"""An XLS that lies about its sizes or bites its own tail is refused before calamine makes room for it."""

import struct

import pytest

from kim.reading.compound import Compound
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
