"""ZIPs are read without trust: what they promise, hide or lead to is refused with one note."""

import struct

import pytest

from tests.kim.reading.reading_made import (
    packed,
    read,
    refusal,
    rules_of,
)

PLAIN = "Nama KIM,Desa\nKIM Satu,A\n"


@pytest.mark.parametrize("name", ["../x.csv", "/etc/x.csv", "C:\\x.csv", "a/../../x.csv", "a\\..\\x.csv"])
def test_names_that_lead_out_of_a_zip(name: str) -> None:
    assert refusal(read(packed({name: PLAIN}), "x.zip")) == "file_unsafe_path"


def test_members_nesting_and_ratio_of_a_zip() -> None:
    many = packed({f"{n}.csv": PLAIN for n in range(6)})
    assert refusal(read(many, "x.zip", members=5)) == "file_too_many_members"
    deep = packed({"b.zip": packed({"c.zip": packed({"d.csv": PLAIN})})})
    reading = read(deep, "x.zip")
    assert reading.refused
    assert rules_of(reading) == ["file_nested_too_deep"]
    bomb = packed({"a.csv": b"\n" * 50_000_000})
    assert refusal(read(bomb, "x.zip")) == "file_unpacks_too_large"
    assert (read(bomb, "x.zip").notes[0].value or "").endswith("× > 200×")


def test_a_member_that_is_too_large_by_itself() -> None:
    reading = read(packed({"a.csv": PLAIN, "b.csv": PLAIN * 100}), "x.zip", file_bytes=1_000)
    assert [table.sheet for table in reading.tables] == ["a.csv › a"]
    assert [(note.rule, note.sheet) for note in reading.notes] == [("file_too_large", "b.csv")]


def _lying(content: bytes, size: int) -> bytes:
    """The ZIP with another size of its one member in its directory, and the checksum of that much."""
    at = content.rfind(b"PK\x01\x02")
    return content[: at + 24] + struct.pack("<L", size) + content[at + 28 :]


def test_a_directory_that_lies_about_a_member() -> None:
    content = packed({"a.csv": PLAIN * 1000})
    assert "file_unpacks_too_large" in rules_of(read(_lying(content, 30), "x.zip"))
    assert "file_unreadable" in rules_of(read(_lying(content, 90_000_000), "x.zip", ratio=10**9))


def test_encrypted_members() -> None:
    content = bytearray(packed({"a.csv": PLAIN}))
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.rfind(mark) + at] |= 1
    assert refusal(read(bytes(content), "x.zip")) == "file_encrypted"
