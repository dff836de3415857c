"""Who may not read the password starts nothing, and who starts a run does not choose what it reads."""

import asyncio
import contextlib
import os
from pathlib import Path

import httpx
import pytest
from prefect import Flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import ObjectAlreadyExists

from flows import embedded, standing
from flows.parents import LOCK_WAIT_SECONDS, in_home, settings_of_run
from flows.publication import publication
from flows.reminders import reminders
from flows.reregistration import reregistration
from flows.self_check import self_check
from flows.standing import POOL
from flows.worker import InstalledFlowsWorker, environment_of, installed
from kim.home import PACKAGE_ROOT
from kim.settings import Settings


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


@pytest.mark.parametrize("flow", [reregistration, publication, reminders, self_check], ids=lambda flow: str(flow.name))
def test_no_parameter_of_a_flow_names_a_home(flow: Flow[..., object]) -> None:
    assert not [name for name in flow.parameters.properties if "home" in name or "path" in name]


def test_a_deployments_run_works_in_its_workers_home_and_waits_for_the_lock(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with in_home(home / "own"):
        assert settings_of_run().home == home / "own"
    assert (settings_of_run().home, settings_of_run().lock_wait_seconds) == (home, Settings().lock_wait_seconds)
    monkeypatch.setenv("PREFECT__RUNTIME__DEPLOYMENT__ID", "a-deployment")
    assert (settings_of_run().home, settings_of_run().lock_wait_seconds) == (home, LOCK_WAIT_SECONDS)
    monkeypatch.setenv("KIM_LOCK_WAIT_SECONDS", "7")
    assert settings_of_run().lock_wait_seconds == 7


def test_the_worker_starts_only_what_the_installation_deploys() -> None:
    assert "flows/reregistration.py:reregistration" in installed()
    for entrypoint in installed():
        file, _, name = entrypoint.partition(":")
        assert (PACKAGE_ROOT / file).read_text("utf-8").count(f"def {name}(") == 1


def test_a_deployment_decides_nothing_of_the_environment_of_its_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KIM_NOW", raising=False)
    asked = {
        "LD_PRELOAD": "x.so",
        "KIM_HOME": "/srv/other",
        "PYTHONPATH": "/srv/other",
        "KIM_NOW": "2020-01-01T00:00:00Z",
    }
    assert environment_of(asked) == dict(os.environ)
    monkeypatch.setenv("KIM_NOW", "2026-01-01T00:00:00Z")
    assert environment_of(asked)["KIM_NOW"] == "2020-01-01T00:00:00Z"


@pytest.mark.parametrize("entrypoint", ["evil.py:evil", "flows/reminders.py:reminders"])
def test_what_a_foreign_deployment_wants_is_not_run(home: Path, entrypoint: str) -> None:
    """Neither its code nor its pull steps. A flow of ours that it names runs as ever, and fails without a register."""
    trace = home / "trace"

    async def deployed() -> FlowRun:
        async with get_client() as client:
            with contextlib.suppress(ObjectAlreadyExists):
                await client.create_work_pool(WorkPoolCreate(name=POOL, type="process"))
            flow_id = await client.create_flow_from_name("reminders")
            deployment = await client.create_deployment(
                flow_id,
                name=f"foreign-{home.name}",
                entrypoint=entrypoint,
                path=str(home),
                work_pool_name=POOL,
                pull_steps=[{"prefect.deployments.steps.run_shell_script": {"script": f"touch {trace}"}}],
                job_variables={"command": f"touch {trace}", "env": {"KIM_HOME": "/srv/other"}},
            )
            run = await client.create_flow_run_from_deployment(deployment)
            await InstalledFlowsWorker(work_pool_name=POOL).start(run_once=True)
            return await client.read_flow_run(run.id)

    (home / "evil.py").write_text(f"open({str(trace)!r}, 'w')", "utf-8")
    state = asyncio.run(deployed()).state
    assert state is not None
    if entrypoint == "evil.py:evil":
        assert state.is_crashed()
        assert "prefect.yaml" in (state.message or "")
    else:
        assert state.is_failed()
    assert not trace.exists()
