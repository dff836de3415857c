"""`make up` and `make down`: Prefect's server, a process pool with one worker, the deployments, the inbox's watcher.

What they start is named in `.prefect/` beside the project (`PREFECT_HOME`), and they stop nothing else. PostgreSQL by
one setting: `PREFECT_SERVER_DATABASE_CONNECTION_URL=postgresql+asyncpg://…`.
"""

import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from flows import prepared
from kim.home import PACKAGE_ROOT
from kim.register.disk import write_whole

POOL = "kim"
_PATIENCE_SECONDS = 180.0
_OURS = (b"prefect", b"flows.worker", b"flows.arrival")


def environment() -> dict[str, str]:
    """The environment of server, worker and deployment."""
    port = os.environ.get("PREFECT_SERVER_API_PORT", "4200")
    state = Path(os.environ.get("PREFECT_HOME", PACKAGE_ROOT / ".prefect"))
    secret = auth_string(state)
    return {
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_HOME": str(state),
        # Whoever may call the API can have code run by the worker, which may read the key.
        "PREFECT_SERVER_API_AUTH_STRING": secret,
        "PREFECT_API_AUTH_STRING": secret,
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": f"http://127.0.0.1:{port}",
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
        **os.environ,
    }


def auth_string(state: Path) -> str:
    """Name and password of the API, made on first use and kept for this user alone."""
    path = state / "api.auth"
    if not path.exists():
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(path, [f"kim:{secrets.token_urlsafe(32)}".encode()], 0o600)
    return path.read_text(encoding="utf-8").strip()


def up() -> None:
    """Start what is not running yet, and apply the deployments."""
    settings = environment()
    state = Path(settings["PREFECT_HOME"])
    state.mkdir(parents=True, exist_ok=True)
    if not _answers(settings):
        host, port = "127.0.0.1", settings["PREFECT_API_URL"].removesuffix("/api").rpartition(":")[2]
        if not settings.get("PREFECT_SERVER_DATABASE_CONNECTION_URL"):
            prepared.lay_out(state)
        _start("server", ["prefect", "server", "start", "--host", host, "--port", port], settings, state)
        _await_server(settings, state)
    _call(["prefect", "work-pool", "create", POOL, "--type", "process", "--overwrite"], settings)
    _call(["prefect", "--no-prompt", "deploy", "--all", "--prefect-file", str(PACKAGE_ROOT / "prefect.yaml")], settings)
    _call(["flows.unresponsive"], settings)
    if not _alive(state / "worker.pid"):
        _start("worker", ["flows.worker"], settings, state)
    if not _alive(state / "watcher.pid"):
        _start("watcher", ["flows.arrival"], settings, state)
    _say(
        f"Prefect is up: {settings['PREFECT_API_URL'].removesuffix('/api')} (logs in {state}, name and "
        f"password in {state / 'api.auth'}). `make down` stops it."
    )


def down() -> None:
    """Stop the watcher, the worker and the server that `up` started, and nothing else."""
    state = Path(environment()["PREFECT_HOME"])
    stopped = [name for name in ("watcher", "worker", "server") if _stop(state / f"{name}.pid")]
    _say(f"Stopped: {', '.join(stopped)}." if stopped else "Nothing of ours was running.")


def _start(name: str, words: list[str], settings: dict[str, str], state: Path) -> None:
    with (state / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, "-m", *words],
            env=settings,
            cwd=PACKAGE_ROOT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    pid_file = state / f"{name}.pid"
    pid_file.write_text(f"{process.pid}\n", encoding="utf-8")
    while process.poll() is None and not _alive(pid_file):  # a process has no command line while it is being started
        time.sleep(0.01)


def _stop(pid_file: Path) -> bool:
    if not _alive(pid_file):
        pid_file.unlink(missing_ok=True)
        return False
    pid = int(pid_file.read_text(encoding="utf-8"))
    os.killpg(pid, signal.SIGTERM)
    deadline = time.monotonic() + 20
    while _alive(pid_file) and time.monotonic() < deadline:
        time.sleep(0.2)
    if _alive(pid_file):
        os.killpg(pid, signal.SIGKILL)
    pid_file.unlink(missing_ok=True)
    return True


def _alive(pid_file: Path) -> bool:
    """Whether the process named is ours and runs: its command line must be one of those above."""
    try:
        pid = int(pid_file.read_text(encoding="utf-8"))
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
        ended = " Z " in Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return any(one in words for one in _OURS) and not ended


def _await_server(settings: dict[str, str], state: Path) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not _answers(settings):
        if time.monotonic() > deadline or not _alive(state / "server.pid"):
            sys.exit(f"The Prefect server did not start: see {state / 'server.log'}.")
        time.sleep(0.3)


def _answers(settings: dict[str, str]) -> bool:
    try:
        with urllib.request.urlopen(f"{settings['PREFECT_API_URL']}/health", timeout=5):  # noqa: S310 - as configured
            return True
    except (urllib.error.URLError, OSError):
        return False


def _call(words: list[str], settings: dict[str, str]) -> None:
    done = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", *words],
        env=settings,
        cwd=PACKAGE_ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(f"{' '.join(words[:3])} failed:\n{done.stdout}{done.stderr}")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    {"up": up, "down": down}[sys.argv[1]]()
