"""Prefect for one run from the command line: a standing server where one is named, else an embedded one."""

import os
from typing import TYPE_CHECKING

from flows import embedded
from kim.cli.progress import progress_bar

if TYPE_CHECKING:
    from kim.running.outcome import Outcome
    from kim.running.request import RunRequest
    from kim.settings import Settings


def run_flow(settings: "Settings", request: "RunRequest") -> "Outcome":
    """Run the parent flow and hand its outcome back.

    Raises:
        KimError: as the main job does; Prefect has then recorded the failed run.
    """
    os.environ.update(embedded.QUIET)
    with embedded.server(settings.place.work.parent / ".prefect"):
        from flows.listening import listening
        from flows.reregistration import reregistration

        with progress_bar() as progress, listening(progress):
            outcome: Outcome = reregistration(home=settings.place.root, **dict(request))
            return outcome
