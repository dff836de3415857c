"""Every file is kept, once, whole or reported."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kim.errors import KimError
from kim.home import Home
from kim.register.archive import Archive
from kim.register.disk import PARTIAL, sweep
from kim.register.vault import Vault


@pytest.fixture
def archive(home: Home, vault: Vault) -> Archive:
    return Archive(home, vault)


def _file(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "from-office.csv"
    path.write_bytes(content)
    return path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.binary(max_size=3000))
def test_what_is_put_comes_back(archive: Archive, tmp_path: Path, content: bytes) -> None:
    sha256 = archive.put(_file(tmp_path, content))
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert archive.get(sha256) == content
    assert sha256 in archive.names()


def test_nothing_readable_lies_in_the_archive(home: Home, archive: Archive, tmp_path: Path) -> None:
    archive.put(_file(tmp_path, b"Siti Contoh Rekaan" * 50))
    assert not any(b"Contoh" in p.read_bytes() for p in home.archive.rglob("*") if p.is_file())


def test_the_same_bytes_again_change_nothing(archive: Archive, tmp_path: Path) -> None:
    path = _file(tmp_path, b"content")
    sha256 = archive.put(path)
    before = archive.path(sha256).read_bytes()
    assert archive.put(path) == sha256
    assert archive.path(sha256).read_bytes() == before


@pytest.mark.parametrize("damage", [lambda b: b[:-3], lambda b: b[:-1] + bytes([b[-1] ^ 1]), lambda _: b""])
def test_damage_is_reported_by_name_and_mended_by_the_same_file(archive: Archive, tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    path = _file(tmp_path, b"content" * 1000)
    sha256 = archive.put(path)
    kept = archive.path(sha256)
    kept.write_bytes(damage(kept.read_bytes()))
    with pytest.raises(KimError, match=rf"raw/archive/{sha256[:2]}/{sha256}.sealed is damaged"):
        archive.get(sha256)
    archive.put(path)
    archive.verify(sha256)


def test_a_sealed_file_in_anothers_place_is_refused(archive: Archive, tmp_path: Path) -> None:
    one, two = archive.put(_file(tmp_path, b"one")), archive.put(_file(tmp_path, b"two"))
    archive.path(one).write_bytes(archive.path(two).read_bytes())
    with pytest.raises(KimError, match="another content than its name says"):
        archive.get(one)


def test_a_missing_file_is_named(archive: Archive) -> None:
    with pytest.raises(KimError, match="is missing: restore it"):
        archive.get("ab" * 32)


def test_redaction_stays_even_if_the_original_comes_again(archive: Archive, tmp_path: Path) -> None:
    path = _file(tmp_path, b"name,phone")
    sha256 = archive.put(path)
    own = archive.redact(sha256, b"name,")
    assert archive.put(path) == sha256
    assert archive.get(sha256) == b"name,"
    assert archive.redacted(sha256) == own == hashlib.sha256(b"name,").hexdigest()
    archive.redact(sha256, b"n,")
    assert archive.get(sha256) == b"n,"


def test_a_redaction_cut_off_leaves_either_copy_readable(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _file(tmp_path, b"original")
    sha256 = archive.put(path)
    kept = archive.path(sha256).read_bytes()
    archive.redact(sha256, b"redacted")
    archive.path(sha256).write_bytes(kept)
    with pytest.raises(KimError, match="another content"):  # what was erased is not taken back from a backup unseen
        archive.get(sha256)
    monkeypatch.setattr("kim.register.archive.write_whole", _only_markers)
    archive.redact(sha256, b"again")
    monkeypatch.undo()
    archive.path(sha256).with_suffix(".redacted").write_text(
        f'{{"sha256": "{sha256}", "next": "{hashlib.sha256(b"redacted").hexdigest()}"}}'
    )
    assert archive.get(sha256) == b"original"
    archive.redact(sha256, b"redacted")
    assert archive.get(sha256) == b"redacted"


def _only_markers(path: Path, chunks: list[bytes]) -> None:
    if path.suffix == ".redacted":
        path.write_bytes(b"".join(chunks))


def test_partial_files_are_swept(home: Home, archive: Archive, tmp_path: Path) -> None:
    sha256 = archive.put(_file(tmp_path, b"content"))
    left = archive.path(sha256).parent / f"{PARTIAL}123"
    left.write_bytes(b"half")
    assert archive.names() == [sha256]
    assert sweep(home.archive) == 1
    assert not left.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_a_sentence(home: Home, archive: Archive, tmp_path: Path) -> None:
    home.archive.mkdir(parents=True)
    home.archive.chmod(0o500)
    with pytest.raises(KimError, match="give write permission"):
        archive.put(_file(tmp_path, b"content"))
    home.archive.chmod(0o700)


def test_a_full_disk_is_a_sentence_and_leaves_no_partial_file(
    home: Home, archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.put(_file(tmp_path, b"first"))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kim.register.disk.os.fsync", full)
    with pytest.raises(KimError, match="the disk is full"):
        archive.put(_file(tmp_path, b"second"))
    assert not list(home.archive.rglob(f"{PARTIAL}*"))
    assert len(archive.names()) == 1
