"""A run whose process is gone says nothing any more: an automation marks it as crashed, so that nobody waits for it.

`python -m flows.unresponsive` makes the automation or brings it up to date; `make up` does so.
"""

import asyncio
from datetime import timedelta

from prefect.automations import Automation
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification

NAME = "kim: a run that fell silent has crashed"
SILENT = timedelta(seconds=120)
"""Four heartbeats of 30 seconds (`PREFECT_FLOWS_HEARTBEAT_FREQUENCY`)."""
MESSAGE = "The run's process fell silent."
_BEAT = "prefect.flow-run.heartbeat"
_ENDS = ("Completed", "Failed", "Cancelled", "Crashed")


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


if __name__ == "__main__":
    asyncio.run(establish())
