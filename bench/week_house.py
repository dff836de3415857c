"""The house that the simulated week plays in: a home on a small disk, and Prefect as `make up` starts it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx

from bench.orchestration import QUIET, free_port
from kim.home import Home
from kim.running.inbox import waiting

PATIENCE_SECONDS = 300.0
LIMIT_BYTES = 3_000_000
DISK = "400m"
ENDS = {"Completed", "Failed", "Crashed", "Cancelled", "TimedOut"}


def until(true: Callable[[], object], what: str) -> None:
    """Wait for it; whoever waits in vain is told for what."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {PATIENCE_SECONDS:.0f} s in vain: {what}")
        time.sleep(0.3)


@contextmanager
def disk(folder: Path) -> Iterator[bool]:
    """A small disk at `folder`, where we may mount one; yields whether it is one."""
    folder.mkdir(parents=True)
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)],
            check=False,
            stderr=subprocess.DEVNULL,
        ).returncode
    )
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=False)


@contextmanager
def webhook() -> Iterator[tuple[str, list[str]]]:
    """Where alerts go; yields the address and the subjects that came."""
    came: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append(json.loads(self.rfile.read(int(self.headers["content-length"])))["subject"])
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/", came
        server.shutdown()


@dataclass
class House:
    """A home, its standing server with worker and watcher, and what was sent to it."""

    root: Path
    state: Path
    alerts: str
    now: datetime
    sent: list[list[tuple[str, bytes]]] = field(default_factory=lambda: [[]])
    port: int = field(default_factory=free_port)
    deployments: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Home:
        """Its folders."""
        return Home(self.root)

    @property
    def api(self) -> str:
        """The server's address."""
        return f"http://127.0.0.1:{self.port}/api"

    def environment(self) -> dict[str, str]:
        """That of everything that is started here."""
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "KIM_"))},
            **QUIET,
            "PREFECT_HOME": str(self.state),
            "PREFECT_SERVER_API_PORT": str(self.port),
            "PREFECT_WORKER_QUERY_SECONDS": "2",
            "KIM_HOME": str(self.root),
            "KIM_NOW": self.now.isoformat(),
            "KIM_ALERT_WEBHOOK": self.alerts,
            "KIM_WATCH_QUIET_SECONDS": "2",
            "KIM_WATCH_EVERY_SECONDS": "0.5",
            "KIM_LIMIT_FILE_BYTES": str(LIMIT_BYTES),
        }

    def up(self) -> None:
        """`make up`; schedules of the real calendar are paused, since the week has its own."""
        self._standing("up")
        self.at(self.now)

    def down(self) -> None:
        """`make down`."""
        self._standing("down")

    def at(self, now: datetime) -> None:
        """Let it be `now` in every run from here on, however it is started."""
        self.now = now
        for deployment in self._ask("POST", "deployments/filter", {}):
            variables = {"env": {"KIM_NOW": now.isoformat()}}
            self.deployments[deployment["id"]] = deployment["name"]
            paused = deployment["name"] != "on-arrival"
            self._ask("PATCH", f"deployments/{deployment['id']}", {"job_variables": variables, "paused": paused})

    def send(self, name: str, content: bytes) -> None:
        """An office's file comes, whole at once."""
        self.sent[-1].append((name, content))
        path = self.home.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.part")
        unfinished.write_bytes(content)
        unfinished.replace(path)

    def runs(self) -> list[dict[str, Any]]:
        """All runs that were started, the newest first."""
        found = self._ask("POST", "flow_runs/filter", {"sort": "START_TIME_DESC"})
        return [run for run in found if run["start_time"]]

    def run(self, deployment: str, **parameters: object) -> dict[str, Any]:
        """Start a deployment, as a schedule or a person would, and wait for its end."""
        flow, _, name = deployment.partition("/")
        found = self._ask("GET", f"deployments/name/{flow}/{name}")
        asked = {"parameters": parameters, "state": {"type": "SCHEDULED"}}
        return self.end_of(self._ask("POST", f"deployments/{found['id']}/create_flow_run", asked)["id"])

    def end_of(self, run_id: str) -> dict[str, Any]:
        """The run, once it has ended."""
        found: dict[str, Any] = {}

        def ended() -> bool:
            found.update(self._ask("GET", f"flow_runs/{run_id}"))
            return found["state_name"] in ENDS

        until(ended, f"the end of run {run_id}")
        return found

    def arrival(self, before: int) -> dict[str, Any]:
        """The run that the watcher had started, once it has ended; there were `before` runs."""
        until(lambda: len(self.runs()) > before, "the watcher's run")
        return self.end_of(self.runs()[0]["id"])

    def kim(self, *words: str) -> str:
        """A command by hand."""
        done = subprocess.run(
            [sys.executable, "-m", "kim", *words], env=self.environment(), check=True, capture_output=True, text=True
        )
        return done.stdout

    def kill_worker(self) -> None:
        """The worker and all that it started are gone at once."""
        first = int((self.state / "worker.pid").read_text("utf-8"))
        for pid in [first, *_below(first)]:
            os.kill(pid, signal.SIGKILL)

    def left(self) -> int:
        """How many offices' files wait in the inbox."""
        return len(waiting(self.home))

    def receipts(self) -> list[dict[str, Any]]:
        """The book of receipts."""
        path = self.home.receipts
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []

    def fill_disk(self) -> Path:
        """Take all room that there is but a little; returns the file that holds it."""
        ballast = self.root / "ballast"
        room = shutil.disk_usage(self.root).free - 100_000
        with ballast.open("wb") as lead:
            os.posix_fallocate(lead.fileno(), 0, room)
        return ballast

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        """The server's answer; asked again while it is too busy to give one."""
        for _ in range(20):
            answer = httpx.request(method, f"{self.api}/{path}", json=body, timeout=30)
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                break
            time.sleep(1)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def _standing(self, word: str) -> None:
        command = [sys.executable, "-m", "flows.standing", word]
        subprocess.run(command, env=self.environment(), check=True, timeout=PATIENCE_SECONDS, stdout=subprocess.DEVNULL)


def _below(pid: int) -> list[int]:
    """The processes that this one started, and those that they did."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(words[1]), []).append(int(stat.parent.name))
    found = list(parents.get(pid, []))
    for child in found:
        found.extend(parents.get(child, []))
    return found
