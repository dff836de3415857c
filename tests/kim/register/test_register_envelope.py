"""What is sealed opens to the same bytes, and no damage to it goes unseen."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.public import PrivateKey

from kim.register import envelope
from kim.register.envelope import BrokenSealError, OtherKeyError, fingerprint, seal, sealed_size, unseal

KEY = PrivateKey(bytes(range(32)))
PUBLIC = bytes(KEY.public_key)
RING = {fingerprint(PUBLIC): KEY}
SIZES = (0, 1, envelope.CHUNK - 1, envelope.CHUNK, envelope.CHUNK + 1, 2 * envelope.CHUNK)


def _open(sealed: bytes) -> bytes:
    return b"".join(unseal(BytesIO(sealed), RING))


@given(st.lists(st.binary(max_size=5000), max_size=20))
def test_any_pieces_come_back(pieces: list[bytes]) -> None:
    sealed = b"".join(seal(pieces, PUBLIC))
    assert _open(sealed) == b"".join(pieces)
    assert len(sealed) == sealed_size(sum(map(len, pieces)))


@pytest.mark.parametrize("size", SIZES)
def test_sizes_about_a_chunk_come_back(size: int) -> None:
    content = bytes(i % 251 for i in range(size))
    sealed = b"".join(seal([content], PUBLIC))
    assert len(sealed) == sealed_size(size)
    assert _open(sealed) == content


@settings(max_examples=300)
@given(st.binary(min_size=1, max_size=300), st.data())
def test_any_flipped_bit_is_detected(content: bytes, data: st.DataObject) -> None:
    sealed = bytearray(b"".join(seal([content], PUBLIC)))
    place = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[place // 8] ^= 1 << (place % 8)
    with pytest.raises((BrokenSealError, OtherKeyError)):
        _open(bytes(sealed))


@settings(max_examples=200)
@given(st.binary(max_size=300), st.data())
def test_any_truncation_is_detected(content: bytes, data: st.DataObject) -> None:
    sealed = b"".join(seal([content], PUBLIC))
    with pytest.raises(BrokenSealError):
        _open(sealed[: data.draw(st.integers(0, len(sealed) - 1))])


def test_truncation_at_a_chunk_border_and_additions_are_detected() -> None:
    sealed = b"".join(seal([b"x" * (2 * envelope.CHUNK + 5)], PUBLIC))
    for cut in (envelope.HEADER, envelope.HEADER + envelope.CHUNK + 17, envelope.HEADER + 2 * (envelope.CHUNK + 17)):
        with pytest.raises(BrokenSealError):
            _open(sealed[:cut])
    with pytest.raises(BrokenSealError):
        _open(sealed + b"more")


def test_chunks_cannot_be_swapped() -> None:
    sealed = b"".join(seal([b"a" * envelope.CHUNK + b"b" * envelope.CHUNK + b"c"], PUBLIC))
    start, step = envelope.HEADER, envelope.CHUNK + 17
    swapped = sealed[:start] + sealed[start + step : start + 2 * step] + sealed[start : start + step]
    with pytest.raises(BrokenSealError):
        _open(swapped + sealed[start + 2 * step :])


def test_another_key_opens_nothing() -> None:
    other = PrivateKey.generate()
    sealed = b"".join(seal([b"content"], PUBLIC))
    with pytest.raises(OtherKeyError):
        list(unseal(BytesIO(sealed), {fingerprint(bytes(other.public_key)): other}))


def test_the_same_content_never_looks_the_same_twice() -> None:
    assert b"".join(seal([b"content"], PUBLIC)) != b"".join(seal([b"content"], PUBLIC))
