"""A run whose process is gone: an automation marks it as crashed, so that nobody waits for it, and someone is alerted.

No hook of Prefect's can alert: the worker went down with the run. The watcher does (`flows.arrival`), which needs no
worker; of a crash that a worker saw the flow's own hook alerts.

`python -m flows.unresponsive` makes the automation or brings it up to date; `make up` does so.
"""

import asyncio
from datetime import UTC, datetime, timedelta

import httpx
from prefect.automations import Automation
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterState,
    FlowRunFilterStateName,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification

from flows.alerting import alert

NAME = "kim: a run that fell silent has crashed"
SILENT = timedelta(seconds=120)
"""Four heartbeats of 30 seconds (`PREFECT_FLOWS_HEARTBEAT_FREQUENCY`)."""
MESSAGE = "The run's process fell silent."
_BEAT = "prefect.flow-run.heartbeat"
_ENDS = ("Completed", "Failed", "Cancelled", "Crashed")
_ALERTED = "silence was told of"
"""The tag of a run that someone was alerted of, in Prefect's own record: it outlives the watcher."""
_SPAN = timedelta(days=7)


def automation() -> Automation:
    """The automation, as Prefect's guide to such runs has it."""
    return Automation(
        name=NAME,
        description="After a power cut or a kill: the next run goes on from what was received.",
        trigger=EventTrigger(
            after={_BEAT, "prefect.flow-run.Running"},
            expect={_BEAT, *(f"prefect.flow-run.{end}" for end in _ENDS)},
            match=ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]}),
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=SILENT,
        ),
        actions=[ChangeFlowRunState(state=StateType.CRASHED, message=MESSAGE)],
    )


async def establish() -> None:
    """Have the server hold it, once; one as it should be is left alone: to write it again forgets who is silent now."""
    wanted = automation()
    try:
        found = await Automation.aread(name=NAME)
    except ValueError:
        await wanted.acreate()
        return
    if (found.trigger, found.actions, found.enabled) != (wanted.trigger, wanted.actions, wanted.enabled):
        wanted.id = found.id
        await wanted.aupdate()


def alert_of_silent_runs() -> int:
    """Alert of runs that were marked as silent in the last days; returns how many, and none while no server answers."""
    try:
        with get_client(sync_client=True) as client:
            found = _marked(client)
            for run in found:
                client.update_flow_run(run.id, tags=[*run.tags, _ALERTED])
    except (httpx.HTTPError, OSError, RuntimeError):
        return 0
    for run in found:
        alert(
            "KIM register: run crashed, it fell silent",
            f"Run: {run.name} ({run.id})\nWhat happened: the process was killed, or the machine went down.\n"
            "What was received stays received; the next run goes on from there. See docs/operations.md.",
        )
    return len(found)


def _marked(client: SyncPrefectClient) -> list[FlowRun]:
    wanted = FlowRunFilter(
        state=FlowRunFilterState(name=FlowRunFilterStateName(any_=["Crashed"])),
        end_time=FlowRunFilterEndTime(after_=datetime.now(UTC) - _SPAN),
    )
    crashed = client.read_flow_runs(flow_run_filter=wanted)
    return [run for run in crashed if run.state and run.state.message == MESSAGE and _ALERTED not in run.tags]


if __name__ == "__main__":
    asyncio.run(establish())
