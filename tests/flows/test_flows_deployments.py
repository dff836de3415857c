"""What `prefect.yaml` deploys, and the flows that run beside the round."""

import asyncio
import importlib
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from prefect import Flow
from prefect.automations import Automation
from prefect.client.orchestration import get_client

from flows.arrival import EVENT, RESOURCE, Watch
from flows.publication import publication
from flows.reregistration import reregistration
from flows.self_check import self_check
from flows.unresponsive import NAME, automation, establish
from kim.errors import KimError
from kim.home import PACKAGE_ROOT, Home
from tests.kim.running.offices import fill, fingerprint

YAML = yaml.safe_load((PACKAGE_ROOT / "prefect.yaml").read_text("utf-8"))
DEPLOYMENTS = {entry["name"]: entry for entry in YAML["deployments"]}


@pytest.fixture(autouse=True)
def fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIM_NOW", "2026-03-01T02:00:00+00:00")


def flow_of(entry: dict[str, Any]) -> Flow[Any, Any]:
    file, _, name = entry["entrypoint"].partition(":")
    found = getattr(importlib.import_module(file.removesuffix(".py").replace("/", ".")), name)
    assert isinstance(found, Flow)
    return found


def test_every_deployment_is_there_and_pulls_the_installed_code() -> None:
    assert set(DEPLOYMENTS) == {
        "nightly",
        "on-arrival",
        "manual",
        "weekly-publication",
        "weekly-reminders",
        "monthly-self-check",
    }
    assert YAML["pull"] == [{"flows.placing.where_installed": {}}]
    assert str(PACKAGE_ROOT) not in (PACKAGE_ROOT / "prefect.yaml").read_text("utf-8")


@pytest.mark.parametrize("entry", DEPLOYMENTS.values(), ids=DEPLOYMENTS)
def test_one_at_a_time_and_no_retry_of_a_whole_flow(entry: dict[str, Any]) -> None:
    flow = flow_of(entry)
    assert entry["concurrency_limit"]["limit"] == 1
    assert flow.retries == 0, "a flow that waits for its retry gives up its place under the limit"
    assert flow.timeout_seconds
    assert flow.on_failure_hooks
    assert flow.on_crashed_hooks
    for schedule in entry.get("schedules") or []:
        assert schedule["timezone"] == "Asia/Jakarta"


@pytest.mark.parametrize("entry", DEPLOYMENTS.values(), ids=DEPLOYMENTS)
def test_the_form_explains_each_parameter(entry: dict[str, Any]) -> None:
    for name, told in flow_of(entry).parameters.properties.items():
        assert told.get("description"), name


def test_arrival_starts_the_deployment() -> None:
    (trigger,) = DEPLOYMENTS["on-arrival"]["triggers"]
    assert trigger["expect"] == [EVENT]
    assert trigger["match"] == {"prefect.resource.id": RESOURCE}


def test_the_watcher_waits_until_all_is_still_and_tells_once(tmp_path: Path) -> None:
    home = Home(tmp_path)
    fill(home.inbox)
    watch = Watch(home, quiet_seconds=60)
    assert [watch.look(0), watch.look(59)] == [0, 0]
    (home.inbox / "35 Jawa Timur" / "late.csv").write_text("a", "utf-8")
    assert [watch.look(61), watch.look(100)] == [0, 0]
    (home.inbox / "35 Jawa Timur" / "late.csv").write_text("a,b", "utf-8")
    assert [watch.look(110), watch.look(169), watch.look(170), watch.look(300)] == [0, 0, 5, 0]
    (home.inbox / "35 Jawa Timur" / "late.csv").unlink()
    assert [watch.look(310), watch.look(400)] == [0, 0]
    (home.inbox / "35 Jawa Timur" / ".hidden").write_text("a", "utf-8")
    assert watch.look(500) == 0


def test_the_automation_of_silent_runs_is_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asyncio.run(establish())

    def written_again(*_: object) -> None:
        raise AssertionError("to write it again forgets the runs that are silent now")

    monkeypatch.setattr(Automation, "aupdate", written_again)
    asyncio.run(establish())
    monkeypatch.undo()

    async def switched_off_then_established() -> Automation:
        changed = automation()
        changed.id = (await Automation.aread(name=NAME)).id
        changed.enabled = False
        await changed.aupdate()
        await establish()
        return await Automation.aread(name=NAME)

    assert asyncio.run(switched_off_then_established()).enabled


def test_publication_by_itself_and_the_self_check(tmp_path: Path) -> None:
    fill(tmp_path / "raw" / "inbox")
    reregistration(publish=False)
    published = publication()
    assert published is not None
    assert published.created
    with duckdb.connect(str(tmp_path / "warehouse" / "kim.duckdb")) as conn:
        conn.execute("update registry.kim set member_count = 7 where kim_id = (select min(kim_id) from registry.kim)")
    before = fingerprint(tmp_path)
    with pytest.raises(KimError, match=r"registry\.kim has 4 rows and 4 made anew, of which some differ") as told:
        self_check()
    assert "registry.membership" not in str(told.value)
    assert "intake." not in str(told.value)
    assert fingerprint(tmp_path) == before
    assert not list((tmp_path / "warehouse").glob(".self-check-*"))
    with get_client(sync_client=True) as client:
        shown = [artifact.key for artifact in client.read_artifacts()]
    assert "self-check" in shown
