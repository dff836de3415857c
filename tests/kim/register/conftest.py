"""An empty home and its vault."""

from pathlib import Path

import pytest

from kim.home import Home
from kim.register.vault import Vault


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv("KIM_CONTACT_KEY", raising=False)
    return Home(tmp_path / "home")


@pytest.fixture
def vault(home: Home) -> Vault:
    return Vault(home)
