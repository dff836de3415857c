"""Prefect for one run from the command line: a standing server where one is named, else an embedded one."""

import gc
import importlib
import os
from typing import TYPE_CHECKING

from flows import embedded
from kim.cli.progress import progress_bar

if TYPE_CHECKING:
    from kim.running.pipeline import Outcome
    from kim.running.request import RunRequest
    from kim.settings import Settings


_NEEDED = ("flows.reregistration", "fastapi", "schemas.intake", "kim.matching.resolve", "kim.publishing.publish")


def run_flow(settings: "Settings", request: "RunRequest") -> "Outcome":
    """Run the parent flow and hand its outcome back.

    Raises:
        KimError: as the main job does; Prefect has then recorded the failed run.
    """
    os.environ.update(embedded.QUIET)
    with embedded.server(settings.place.work.parent / ".prefect", _load):
        from flows.listening import listening
        from flows.parents import in_home
        from flows.reregistration import reregistration

        try:
            with progress_bar() as progress, listening(progress), in_home(settings.place.root):
                outcome: Outcome = reregistration(**dict(request))
                return outcome
        finally:
            gc.freeze()  # the process ends now: to look through half a million objects again takes half a second


def _load() -> None:
    """Import what the run needs; nothing a module holds is garbage, and looking for it takes a fifth of the time."""
    gc.disable()
    for module in _NEEDED:
        importlib.import_module(module)
    gc.freeze()
    gc.enable()
