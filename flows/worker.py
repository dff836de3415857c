"""The worker: runs the flows of this installation, whatever a deployment in Prefect's database says to run.

Prefect's own process worker takes command, code, pull steps and environment from the deployment, so that whoever may
write one has code run beside the key. This one takes only which of the flows in `prefect.yaml` is meant.
"""

import asyncio
import os
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import anyio
import yaml
from prefect import Flow
from prefect.flows import load_flow_from_entrypoint
from prefect.runner._flow_run_executor import FlowRunExecutorContext
from prefect.runner._starter_engine import EngineCommandStarter
from prefect.workers.process import ProcessJobConfiguration, ProcessWorker, ProcessWorkerResult

from flows.standing import POOL
from kim.errors import UsageError
from kim.home import PACKAGE_ROOT

if TYPE_CHECKING:
    from anyio.abc import TaskStatus
    from prefect.client.schemas.objects import FlowRun

DEPLOYMENTS = PACKAGE_ROOT / "prefect.yaml"


@cache
def installed() -> frozenset[str]:
    """The entry points of the flows that `prefect.yaml` deploys, such as `flows/reminders.py:reminders`."""
    listed = yaml.safe_load(DEPLOYMENTS.read_text(encoding="utf-8"))["deployments"]
    return frozenset(str(one["entrypoint"]) for one in listed)


class InstalledFlowsWorker(ProcessWorker):
    """A process worker that starts nothing but the flows of this installation, in its own environment."""

    type = "process"

    @classmethod
    def __dispatch_key__(cls) -> str:
        """Beside the class that it follows, which Prefect keeps under the type."""
        return "kim-process"

    async def run(
        self,
        flow_run: "FlowRun",
        configuration: ProcessJobConfiguration,
        task_status: "TaskStatus[int] | None" = None,
    ) -> ProcessWorkerResult:
        """Run one flow to its end.

        Raises:
            UsageError: the run is of no deployment, or of one whose flow is none of ours; Prefect shows it as crashed.
        """
        entrypoint = await self._entrypoint(flow_run)

        async def resolve_flow(_: "FlowRun") -> Flow[..., Any]:
            return load_flow_from_entrypoint(str(PACKAGE_ROOT / entrypoint))

        async with FlowRunExecutorContext() as context, anyio.create_task_group() as group:
            starter = EngineCommandStarter(
                entrypoint=entrypoint,
                cwd=PACKAGE_ROOT,
                env=environment_of(configuration.env),
                control_channel=context.control_channel,
            )
            executor = context.create_executor(flow_run, starter, resolve_flow=resolve_flow, propose_submitting=False)
            ended: list[Any] = []

            async def execute(*, task_status: "TaskStatus[Any]") -> None:
                ended.append(await executor.submit(task_status=task_status))

            handle = await group.start(execute)
            if task_status is not None:
                task_status.started(handle.pid)
        return ProcessWorkerResult(identifier=str(handle.pid), status_code=ended[0].status_code)

    async def _entrypoint(self, flow_run: "FlowRun") -> str:
        if flow_run.deployment_id is None:
            raise UsageError("this worker runs deployments of prefect.yaml only")
        deployment = await self.client.read_deployment(flow_run.deployment_id)
        if deployment.entrypoint not in installed():
            raise UsageError(f"{deployment.name} is no deployment of this installation's prefect.yaml: it was not run")
        return deployment.entrypoint


def environment_of(wanted: Mapping[str, str | None]) -> dict[str, str | None]:
    """The worker's own; only where its clock was set by hand, as for a rehearsal, may a deployment set it on."""
    own: dict[str, str | None] = dict(os.environ)
    return {**own, "KIM_NOW": wanted.get("KIM_NOW")} if "KIM_NOW" in own else own


def main() -> None:
    """Work until stopped, one run at a time, whichever deployment it is of; a killed worker holds no place."""
    os.umask(0o077)
    worker = InstalledFlowsWorker(work_pool_name=POOL, name="kim-worker", limit=1, create_pool_if_not_found=False)
    asyncio.run(worker.start())


if __name__ == "__main__":
    main()
