"""A new key opens everything, whenever the plug was pulled."""

import base64
from pathlib import Path

import pyarrow as pa
import pytest
from nacl.public import PrivateKey

from kim.errors import KimError
from kim.home import Home
from kim.register import disk, keys, rotation
from kim.register.archive import Archive
from kim.register.contacts import CONTACT, ContactStore
from kim.register.rotation import rotate, unfinished
from kim.register.vault import Vault


class PulledPlugError(BaseException):
    """Nothing catches it."""


def _filled(home: Home, tmp_path: Path) -> list[str]:
    vault = Vault(home)
    path = tmp_path / "file"
    names = []
    for number in range(4):
        path.write_bytes(b"content %d" % number)
        names.append(Archive(home, vault).put(path))
    ContactStore(home, vault).add(pa.Table.from_pylist([{"record_id": "r1", "phone": "0"}], schema=CONTACT))
    return names


def _all_open(home: Home, names: list[str]) -> None:
    vault = Vault(home)
    assert [Archive(home, vault).get(name) for name in names] == [b"content %d" % n for n in range(4)]
    assert ContactStore(home, vault).read()["record_id"].to_pylist() == ["r1"]


def test_after_a_rotation_the_new_key_opens_everything_and_the_old_one_nothing(home: Home, tmp_path: Path) -> None:
    names = _filled(home, tmp_path)
    old = home.key.read_text()
    done = rotate(home)
    assert (done.resealed, done.done_before) == (5, 0)
    assert home.key.read_text() != old
    _all_open(home, names)
    for path in home.root.rglob("*.sealed"):
        with pytest.raises(KimError):
            Vault(Home(tmp_path / "elsewhere"), {"KIM_CONTACT_KEY": old}).unseal_bytes(path.read_bytes(), "it")


@pytest.mark.parametrize("writes", range(1, 9))
def test_a_rotation_cut_off_anywhere_loses_nothing_and_goes_on(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    names = _filled(home, tmp_path)
    left = [writes]
    true_sync = disk.sync

    def cut(path: Path) -> None:
        true_sync(path)
        left[0] -= path.is_dir()
        if not left[0]:
            raise PulledPlugError

    for module in (disk, rotation):
        monkeypatch.setattr(module, "sync", cut)
    with pytest.raises(PulledPlugError):
        rotate(home)
    monkeypatch.undo()
    _all_open(home, names)
    path = tmp_path / "file"
    path.write_bytes(b"meanwhile")
    meanwhile = Archive(home, Vault(home)).put(path)
    if unfinished(home):
        rotate(home)
    assert not unfinished(home)
    _all_open(home, names)
    assert Archive(home, Vault(home)).get(meanwhile) == b"meanwhile"


def test_a_damaged_file_stops_the_rotation_and_the_key_stays(home: Home, tmp_path: Path) -> None:
    names = _filled(home, tmp_path)
    old = home.key.read_text()
    path = Archive(home, Vault(home)).path(names[2])
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    with pytest.raises(KimError, match="is damaged"):
        rotate(home)
    assert home.key.read_text() == old
    path.write_bytes(whole)
    rotate(home)
    _all_open(home, names)


def test_no_rotation_without_the_present_key(home: Home, tmp_path: Path) -> None:
    _filled(home, tmp_path)
    home.key.unlink()
    with pytest.raises(KimError, match="the present key is missing"):
        rotate(home)
    assert not keys.next_key_file(home).exists()


def test_a_key_from_the_environment_is_followed_by_one_in_the_file(home: Home, tmp_path: Path) -> None:
    environ = {"KIM_CONTACT_KEY": base64.b64encode(bytes(PrivateKey.generate())).decode()}
    path = tmp_path / "file"
    path.write_bytes(b"content")
    sha256 = Archive(home, Vault(home, environ)).put(path)
    assert rotate(home, environ).environment
    assert Archive(home, Vault(home, {})).get(sha256) == b"content"
    with pytest.raises(KimError, match="KIM_CONTACT_KEY is not the one"):
        Archive(home, Vault(home, environ)).get(sha256)
