"""Someone is told of a run that fell silent: its worker went down with it, so no hook of Prefect's can tell.

The watcher looks (`flows.arrival`): it needs no worker. A crash that a worker saw is told of by the flow's own hook.
"""

from datetime import UTC, datetime, timedelta

import httpx
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterState,
    FlowRunFilterStateName,
)
from prefect.client.schemas.objects import FlowRun

from flows.alerting import alert
from flows.unresponsive import MESSAGE

TOLD = "silence was told of"
"""The tag of a run that someone was told of, in Prefect's own record: it outlives the watcher."""
_SPAN = timedelta(days=7)


def tell_of_fallen() -> int:
    """Tell of runs that were marked as silent these days; returns how many, and none while no server answers."""
    try:
        with get_client(sync_client=True) as client:
            found = _marked(client)
            for run in found:
                client.update_flow_run(run.id, tags=[*run.tags, TOLD])
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
    return [run for run in crashed if run.state and run.state.message == MESSAGE and TOLD not in run.tags]
