"""Prefect for one run from the command line: by a standing server where one is named, else by one of its own.

`run_flow` is the entry point `kim.orchestrator`: `kim run` finds it there and imports no flow by itself. A server for
the length of one run is started before anything is imported that has to wait for it.

Prefect would start one by itself, but only when the client is loaded, and with all its services: both cost seconds.
"""

import gc
import importlib
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from flows import prepared
from kim.errors import KimError
from kim.home import PACKAGE_ROOT

if TYPE_CHECKING:
    from kim.progress import Progress
    from kim.running.pipeline import Outcome
    from kim.running.request import RunRequest
    from kim.settings import Settings

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    # A fault of a run from the command line is shown once, as a sentence; `KIM_DEBUG=1` shows where it came from.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "NOTSET" if os.environ.get("KIM_DEBUG") else "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": os.environ.get("PREFECT_LOGGING_INTERNAL_LEVEL", "ERROR"),
}
_WATCHED = {
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": os.environ.get("PREFECT_FLOWS_HEARTBEAT_FREQUENCY", "30"),
    "PREFECT_LOGGING_LEVEL": os.environ.get("PREFECT_LOGGING_LEVEL", "INFO"),
}
"""With a standing server: it keeps the journal, and marks a run that falls silent as crashed."""
_UNWATCHED = {
    "PREFECT_LOGGING_LEVEL": os.environ.get("PREFECT_LOGGING_LEVEL", "WARNING"),
    "PREFECT_LOGGING_TO_API_ENABLED": os.environ.get("PREFECT_LOGGING_TO_API_ENABLED", "false"),
}
"""The embedded one ends with the run: nobody would read its log."""
_UNUSED = (
    "CANCELLATION_CLEANUP",
    "CLEANUP_RECONCILER",
    "FOREMAN",
    "LATE_RUNS",
    "PAUSE_EXPIRATIONS",
    "REPOSSESSOR",
    "SCHEDULER",
    "TRIGGERS",
    "EVENT_PERSISTER",
)
_PATIENCE_SECONDS = 120.0
_NEEDED = ("flows.reregistration", "fastapi", "schemas.intake", "kim.matching.resolve", "kim.publishing.publish")


def run_flow(settings: "Settings", request: "RunRequest", progress: "AbstractContextManager[Progress]") -> "Outcome":
    """Run the parent flow and hand its outcome back; `progress` is opened once the server answers.

    Raises:
        KimError: as the main job does; Prefect has then recorded the failed run.
    """
    os.environ.update(QUIET)
    with server(settings.place.work.parent / ".prefect", _load):
        from flows.parents import in_home, listening
        from flows.reregistration import reregistration

        try:
            with progress as bar, listening(bar), in_home(settings.place.root):
                outcome: Outcome = reregistration(**dict(request))
                return outcome
        finally:
            gc.freeze()  # the process ends now: to look through half a million objects again takes half a second


@contextmanager
def server(folder: Path, load: Callable[[], None]) -> Iterator[None]:
    """Have `PREFECT_API_URL` name a server for the block: the standing one, else one whose state is in `folder`.

    Args:
        folder: the state of the embedded server.
        load: imports whatever the block needs; it does so while the server starts.

    Raises:
        KimError: the embedded server did not start.
    """
    if os.environ.get("PREFECT_API_URL"):
        os.environ.update(_WATCHED)
        if "PREFECT_API_AUTH_STRING" not in os.environ and (known := PACKAGE_ROOT / ".prefect" / "api.auth").exists():
            os.environ["PREFECT_API_AUTH_STRING"] = known.read_text(encoding="utf-8").strip()
        load()
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    secret = f"kim:{secrets.token_urlsafe(32)}"
    process = _start(folder, port, secret)
    os.environ["PREFECT_API_AUTH_STRING"] = secret
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    os.environ.setdefault("PREFECT_HOME", str(folder))
    os.environ.update(_UNWATCHED)
    os.environ.pop("PREFECT_FLOWS_HEARTBEAT_FREQUENCY", None)  # nobody listens, and to stop it takes a second
    try:
        load()
        _await(port, process, folder)
        yield
    finally:
        del os.environ["PREFECT_API_URL"], os.environ["PREFECT_API_AUTH_STRING"]
        process.kill()
        process.communicate()


def _load() -> None:
    """Import what the run needs; nothing a module holds is garbage, and looking for it takes a fifth of the time."""
    gc.disable()
    for module in _NEEDED:
        importlib.import_module(module)
    gc.freeze()
    gc.enable()


def _start(folder: Path, port: int, secret: str) -> "subprocess.Popen[bytes]":
    prepared.lay_out(folder)
    environment = {
        **os.environ,
        **{f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in _UNUSED},
        "PREFECT_HOME": str(folder),
        "PREFECT_SERVER_API_AUTH_STRING": secret,
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{folder / prepared.DATABASE}",
        "PREFECT_SERVER_UI_ENABLED": "false",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "",
    }
    command = [sys.executable, "-m", "flows.serving", str(port)]
    with (folder / "server.log").open("ab") as log:
        return subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=log, stderr=log)  # noqa: S603 - our own words


def _await(port: int, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise KimError(
        f"the embedded Prefect server did not start; see {folder / 'server.log'}, or use `kim run --direct`, "
        "or start a server and set PREFECT_API_URL"
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
