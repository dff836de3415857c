"""A Prefect server for the length of one run, started before anything is imported that has to wait for it.

Prefect would start one by itself, but only when the client is loaded, and with all its services: both cost seconds.
"""

import importlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kim.errors import KimError

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": os.environ.get("PREFECT_FLOWS_HEARTBEAT_FREQUENCY", "30"),
    "PREFECT_LOGGING_LEVEL": os.environ.get("PREFECT_LOGGING_LEVEL", "WARNING"),
    # A fault of a run from the command line is told once, as a sentence; `KIM_DEBUG=1` shows where it came from.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "NOTSET" if os.environ.get("KIM_DEBUG") else "CRITICAL",
    "PREFECT_LOGGING_INTERNAL_LEVEL": os.environ.get("PREFECT_LOGGING_INTERNAL_LEVEL", "ERROR"),
}
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
_NEEDED = ("flows.reregistration", "schemas.intake", "kim.matching.resolve", "kim.publishing.publish")
"""What the run loads anyway; it loads while the server starts."""
_PATIENCE_SECONDS = 120.0


@contextmanager
def server(folder: Path) -> Iterator[None]:
    """Have `PREFECT_API_URL` name a server for the block: the standing one, else one whose state is in `folder`.

    Raises:
        KimError: the embedded server did not start.
    """
    if os.environ.get("PREFECT_API_URL"):
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    process = _start(folder, port)
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    os.environ.setdefault("PREFECT_HOME", str(folder))
    os.environ.setdefault("PREFECT_LOGGING_TO_API_ENABLED", "false")
    try:
        for module in _NEEDED:
            importlib.import_module(module)
        _await(port, process, folder)
        yield
    finally:
        del os.environ["PREFECT_API_URL"]
        process.kill()
        process.wait()


def _start(folder: Path, port: int) -> "subprocess.Popen[bytes]":
    environment = {
        **os.environ,
        **{f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in _UNUSED},
        "PREFECT_HOME": str(folder),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{folder / 'prefect.db'}",
        "PREFECT_SERVER_UI_ENABLED": "false",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "",
        "PREFECT__SERVER_EPHEMERAL": "1",
        "PREFECT__SERVER_FINAL": "1",
    }
    command = [sys.executable, "-m", "uvicorn", "--factory", "prefect.server.api.server:create_app"]
    options = ["--host", "127.0.0.1", "--port", str(port), "--log-level", "error", "--lifespan", "on"]
    with (folder / "server.log").open("ab") as log:
        return subprocess.Popen([*command, *options], env=environment, stdout=log, stderr=log)  # noqa: S603 - our own words


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
