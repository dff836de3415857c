"""Who may not read the password starts nothing, and who starts a run does not choose what it reads."""

import os
from pathlib import Path

import httpx
import pytest

from flows import embedded, standing
from flows.parents import settings_for
from kim.errors import UsageError


def test_the_api_of_a_run_answers_nobody_without_its_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with embedded.server(tmp_path / "prefect", lambda: None):
        url = f"{os.environ['PREFECT_API_URL']}/flow_runs/filter"
        name, _, password = os.environ["PREFECT_API_AUTH_STRING"].partition(":")
        assert httpx.post(url, json={}, timeout=30).status_code == 401
        assert httpx.post(url, json={}, auth=(name, "guess"), timeout=30).status_code == 401
        assert httpx.post(url, json={}, auth=(name, password), timeout=30).status_code == 200
    assert "PREFECT_API_AUTH_STRING" not in os.environ


def test_a_standing_server_has_a_password_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "one"))
    one = standing.environment()
    assert one["PREFECT_SERVER_API_AUTH_STRING"] == one["PREFECT_API_AUTH_STRING"]
    assert standing.environment()["PREFECT_API_AUTH_STRING"] == one["PREFECT_API_AUTH_STRING"]
    assert (tmp_path / "one" / "api.auth").stat().st_mode & 0o777 == 0o600
    assert "*" not in one["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"]
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "other"))
    assert standing.environment()["PREFECT_API_AUTH_STRING"] != one["PREFECT_API_AUTH_STRING"]


def test_a_run_of_a_deployment_names_no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings_for(tmp_path).home == tmp_path
    monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", "a-deployment")
    with pytest.raises(UsageError, match="KIM_HOME"):
        settings_for(tmp_path)
    assert settings_for(None)
