"""A backup restores to the same home, holds no key unasked, and shows any change."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kim.errors import KimError
from kim.home import Home
from kim.register.archive import Archive
from kim.register.backup import back_up, check
from kim.register.vault import Vault

AT = datetime(2025, 3, 1, 2, 3, 4, tzinfo=UTC)


@pytest.fixture
def filled(home: Home, tmp_path: Path) -> Home:
    path = tmp_path / "file.csv"
    path.write_bytes(b"content")
    Archive(home, Vault(home)).put(path)
    (home.releases / "0001").mkdir(parents=True)
    (home.releases / "0001" / "report.html").write_text("report")
    (home.releases / "latest").symlink_to("0001")
    home.database.write_bytes(b"warehouse")
    home.inbox.mkdir(parents=True)
    (home.inbox / "waiting.csv").write_text("x")
    return home


def test_a_backup_restores(filled: Home, tmp_path: Path) -> None:
    made = back_up(filled, tmp_path / "backups", AT)
    assert made.folder.name == "kim-backup-20250301T020304Z"
    assert (made.waiting, made.has_key) == (1, False)
    assert check(made.folder) == made.file_count
    assert not list(made.folder.rglob("contact.key"))
    restored = Home(tmp_path / "restored")
    shutil.copytree(made.folder, restored.root, symlinks=True)
    restored.key.parent.mkdir()
    shutil.copy(filled.key, restored.key)
    archive = Archive(restored, Vault(restored))
    assert [archive.get(name) for name in archive.names()] == [b"content"]
    assert (restored.releases / "latest" / "report.html").read_text() == "report"
    assert restored.database.read_bytes() == b"warehouse"


def test_the_key_goes_along_only_when_asked(filled: Home, tmp_path: Path) -> None:
    made = back_up(filled, tmp_path / "backups", AT, with_key=True)
    copy = Home(made.folder).key
    assert copy.read_text() == filled.key.read_text()
    assert copy.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("harm", ["change", "remove", "add"])
def test_any_change_of_a_backup_is_found(filled: Home, tmp_path: Path, harm: str) -> None:
    made = back_up(filled, tmp_path / "backups", AT)
    path = Home(made.folder).database
    if harm == "change":
        path.write_bytes(b"Warehouse")
    elif harm == "remove":
        path.unlink()
    else:
        path.with_name("more").write_bytes(b"")
    with pytest.raises(KimError):
        check(made.folder)


def test_a_backup_belongs_elsewhere_and_never_over_another(filled: Home, tmp_path: Path) -> None:
    with pytest.raises(KimError, match="inside the home"):
        back_up(filled, filled.warehouse / "b", AT)
    back_up(filled, tmp_path / "b", AT)
    with pytest.raises(KimError, match="exists already"):
        back_up(filled, tmp_path / "b", AT)


def test_a_failed_backup_leaves_nothing_behind(filled: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kim.register.disk.os.fsync", full)
    with pytest.raises(KimError, match="the disk is full"):
        back_up(filled, tmp_path / "b", AT)
    assert not list((tmp_path / "b").iterdir())


def test_an_empty_home_can_be_backed_up(home: Home, tmp_path: Path) -> None:
    home.root.mkdir()
    assert back_up(home, tmp_path / "b", AT).file_count == 0
