"""The flows tell the same story as `kim run --direct`, and Prefect keeps its record of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from prefect.client.orchestration import get_client

from flows import reporting
from flows.parents import in_home
from flows.reregistration import reregistration
from flows.tasks import RETRIES, as_task, is_io_fault
from kim.errors import KimError
from tests.conftest import Told
from tests.kim.running.offices import SIDOARJO, fill, fingerprint

PERSONAL = ("Ketua Rekaan", "081200000001", "+6281200000001")


@pytest.fixture(autouse=True)
def fixed_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIM_NOW", "2026-03-01T02:00:00+00:00")


@dataclass(frozen=True)
class Flown:
    """A home after the flow, its figures, and the lines that the flow wrote to its log."""

    home: Path
    figures: Mapping[str, object]
    written: list[str]


@pytest.fixture(scope="module")
def flown(tmp_path_factory: pytest.TempPathFactory) -> Flown:
    home = tmp_path_factory.mktemp("flown")
    written: list[str] = []
    fill(home / "raw" / "inbox")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KIM_NOW", "2026-03-01T02:00:00+00:00")
        patch.setattr(reporting, "get_run_logger", lambda: SimpleNamespace(info=written.append))
        with in_home(home):
            outcome = reregistration()
    assert outcome is not None
    return Flown(home, outcome.figures, written)


def test_same_data_as_without_an_orchestrator(flown: Flown, told: Told) -> None:
    assert {**flown.figures, "report": None} == {**told.outcome.figures, "report": None}
    assert fingerprint(flown.home) == told.fingerprint


def test_a_run_has_five_tasks_and_no_personal_data_in_its_record(flown: Flown) -> None:
    with get_client(sync_client=True) as client:
        runs = client.read_flow_runs()
        names = [run.name for run in client.read_task_runs()]
        recorded = "".join(run.model_dump_json() for run in runs)
        artifacts = "".join(artifact.model_dump_json() for artifact in client.read_artifacts())
    latest = [name.rpartition("-")[0] for name in names]
    for step in ("receive-files", "load-files", "resolve", "commit", "publish"):
        assert step in latest
    assert SIDOARJO.count("Ketua Rekaan") == 3
    assert not [word for word in PERSONAL if word in recorded + artifacts + "".join(flown.written)]
    assert [json.loads(line)["event"] for line in flown.written] == ["received"] * 4 + ["ended"]
    assert [json.loads(line)["duplicate"] for line in flown.written[:4]] == [False, False, False, True]
    assert "registered" in artifacts


def test_a_dry_run_changes_nothing(tmp_path: Path) -> None:
    fill(tmp_path / "raw" / "inbox")
    before = sorted(tmp_path.rglob("*"))
    assert reregistration(dry_run=True) is None
    assert sorted(tmp_path.rglob("*")) == before


def test_a_fault_of_the_disk_is_retried_and_one_of_the_data_is_not() -> None:
    class Ended:
        def __init__(self, fault: Exception) -> None:
            self.fault = fault

        def result(self, raise_on_failure: bool = True) -> Exception:
            del raise_on_failure
            return self.fault

    disk = KimError("the disk is full")
    disk.__cause__ = OSError(28, "No space left on device")
    any_state: Any = Ended
    assert is_io_fault(None, None, any_state(disk))  # type: ignore[arg-type]
    assert is_io_fault(None, None, any_state(TimeoutError()))  # type: ignore[arg-type]
    assert not is_io_fault(None, None, any_state(KimError("a damaged line")))  # type: ignore[arg-type]


def test_a_step_is_tried_again_until_the_disk_answers() -> None:
    from prefect import flow

    tries: list[int] = []

    def read_the_disk() -> str:
        tries.append(1)
        if len(tries) <= RETRIES:
            raise OSError(5, "Input/output error")
        return "read"

    watched: Any = as_task(read_the_disk)
    watched.retry_delay_seconds = 0

    @flow(name="try")
    def insist() -> str:
        return str(watched())

    assert insist() == "read"
    assert len(tries) == RETRIES + 1
