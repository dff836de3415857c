"""Someone is told of a run that fell silent: its worker went down with it, so no hook of Prefect's can tell.

The watcher looks (`flows.arrival`): it needs no worker. A crash that a worker saw is told of by the flow's own hook.
"""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterState,
    FlowRunFilterStateName,
)
from prefect.client.schemas.objects import FlowRun

from flows.alerting import alert
from flows.unresponsive import MESSAGE

_BEFORE = timedelta(minutes=10)
"""A run may have been marked while the watcher was being started."""


class Fallen:
    """The runs that were marked as silent since this was made."""

    def __init__(self, now: datetime | None = None) -> None:
        self._since = (now or datetime.now(UTC)) - _BEFORE
        self._told: set[UUID] = set()

    def look(self) -> int:
        """Tell of those not told of yet; returns how many, and none while the server does not answer."""
        try:
            found = [run for run in self._marked() if run.id not in self._told]
        except (httpx.HTTPError, OSError, RuntimeError):
            return 0
        for run in found:
            alert(
                "KIM register: run crashed, it fell silent",
                f"Run: {run.name} ({run.id})\nWhat happened: the process was killed, or the machine went down.\n"
                "What was received stays received; the next run goes on from there. See docs/operations.md.",
            )
            self._told.add(run.id)
        return len(found)

    def _marked(self) -> list[FlowRun]:
        wanted = FlowRunFilter(
            state=FlowRunFilterState(name=FlowRunFilterStateName(any_=["Crashed"])),
            end_time=FlowRunFilterEndTime(after_=self._since),
        )
        with get_client(sync_client=True) as client:
            crashed = client.read_flow_runs(flow_run_filter=wanted)
        return [run for run in crashed if run.state is not None and run.state.message == MESSAGE]
