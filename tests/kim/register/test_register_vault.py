"""The key is made once, kept to its owner, and never replaced by a guess."""

import base64
import stat

import pytest
from nacl.public import PrivateKey

from kim.errors import KimError
from kim.home import Home
from kim.register.keys import recipient_file
from kim.register.vault import Vault


def test_first_use_makes_a_key_for_the_owner_alone(home: Home, vault: Vault) -> None:
    sealed = vault.seal_bytes(b"content")
    assert stat.S_IMODE(home.key.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.key.parent.stat().st_mode) == 0o700
    assert len(base64.b64decode(home.key.read_text())) == 32
    assert Vault(home).unseal_bytes(sealed, "it") == b"content"


def test_the_key_may_come_from_the_environment_and_no_file_is_made(home: Home) -> None:
    spelled = base64.b64encode(bytes(PrivateKey.generate())).decode()
    sealed = Vault(home, {"KIM_CONTACT_KEY": spelled}).seal_bytes(b"content")
    assert not home.key.exists()
    assert Vault(home, {"KIM_CONTACT_KEY": spelled}).unseal_bytes(sealed, "it") == b"content"


def test_without_the_key_sealing_goes_on_and_opening_says_what_to_do(home: Home, vault: Vault) -> None:
    kept = vault.seal_bytes(b"before")
    text = home.key.read_text()
    home.key.unlink()
    blind = Vault(home)
    later = blind.seal_bytes(b"after")
    assert not blind.has_key()
    with pytest.raises(KimError, match=r"the key is missing.*from its backup.*KIM_CONTACT_KEY"):
        blind.unseal_bytes(kept, "raw/archive/ab/x.sealed")
    assert not home.key.exists()
    home.key.write_text(text)
    assert Vault(home).unseal_bytes(later, "it") == b"after"


def test_a_key_that_does_not_fit_is_refused_and_left_alone(home: Home, vault: Vault) -> None:
    vault.seal_bytes(b"content")
    home.key.write_text(base64.b64encode(bytes(PrivateKey.generate())).decode())
    before = home.key.read_text()
    for act in (lambda: Vault(home).seal_bytes(b"x"), lambda: Vault(home).has_key()):
        with pytest.raises(KimError, match="not the one that this home's files are sealed for"):
            act()
    assert home.key.read_text() == before


@pytest.mark.parametrize("text", ["", "not base64!", base64.b64encode(b"short").decode()])
def test_a_spoilt_key_file_is_named(home: Home, vault: Vault, text: str) -> None:
    vault.seal_bytes(b"content")
    home.key.write_text(text)
    with pytest.raises(KimError, match=r"contact.key is not a key"):
        Vault(home).has_key()


def test_no_second_first_use_where_something_is_sealed(home: Home, vault: Vault) -> None:
    path = home.archive / "ab" / "ab.sealed"
    path.parent.mkdir(parents=True)
    path.write_bytes(vault.seal_bytes(b"content"))
    home.key.unlink()
    recipient_file(home).unlink()
    with pytest.raises(KimError, match="a new key would open nothing"):
        Vault(home).seal_bytes(b"x")
    assert not home.key.exists()


def test_a_lost_public_half_is_made_again_from_the_key(home: Home, vault: Vault) -> None:
    sealed = vault.seal_bytes(b"content")
    recipient_file(home).unlink()
    assert Vault(home).unseal_bytes(sealed, "it") == b"content"
    assert recipient_file(home).exists()


def test_damage_is_named(vault: Vault) -> None:
    sealed = vault.seal_bytes(b"content")
    with pytest.raises(KimError, match=r"raw/archive/ab/x.sealed is damaged .*restore it from a backup"):
        vault.unseal_bytes(sealed[:-1], "raw/archive/ab/x.sealed")
