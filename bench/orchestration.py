"""What orchestration costs: the same round direct, with the embedded server, and with standing servers.

`python -m bench.orchestration [RUNS]`: a 450-file round in a fresh home each time, medians. "Again" is a home whose
embedded server has run before. The PostgreSQL line needs the server's programs (Debian: `postgresql`); without them it
is left out, and said so.
"""

import os
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.rounds import DATA, home_with, round_of
from flows import prepared

ROUND = 6_500
STATE = Path("warehouse") / ".prefect"
QUIET = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def prefect_server(folder: Path, database: str | None = None) -> Iterator[dict[str, str]]:
    """A standing Prefect server; yields the environment that names it."""
    port = free_port()
    environment = {
        **os.environ,
        **QUIET,
        "PREFECT_HOME": str(folder),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
    }
    if database:
        environment["PREFECT_SERVER_DATABASE_CONNECTION_URL"] = database
    words = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{environment['PREFECT_API_URL']}/health", timeout=5).close()  # noqa: S310 - loopback
                break
            except OSError:
                time.sleep(0.2)
        yield environment
    finally:
        process.terminate()
        process.wait()


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL cluster of its own; yields the connection URL for Prefect."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    port = free_port()
    shutil.chown(folder, "postgres")
    base = ["su", "postgres", "-c"] if os.geteuid() == 0 else ["sh", "-c"]
    data = folder / "data"
    subprocess.run([*base, f"{programs}/initdb -D {data} -A trust -U postgres"], check=True, stdout=subprocess.DEVNULL)
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    start = f"{programs}/pg_ctl -D {data} -w -l {folder}/log -o '{options}' start"
    subprocess.run([*base, start], check=True, stdout=subprocess.DEVNULL)
    try:
        yield f"postgresql+asyncpg://postgres@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*base, f"{programs}/pg_ctl -D {data} -m fast stop"], check=True, stdout=subprocess.DEVNULL)


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to run: the words after `kim run`, the environment, and a state of Prefect's that the home has already."""

    name: str
    words: tuple[str, ...]
    environment: dict[str, str]
    state: Path | None = None


def timed(kind: Kind) -> tuple[float, float]:
    """Seconds of one whole run on a fresh home, by the clock and of CPU (an embedded server's too)."""
    with tempfile.TemporaryDirectory(dir=DATA) as folder:
        home = home_with(round_of(ROUND), Path(folder))
        if kind.state:
            shutil.copytree(kind.state, home / STATE)
        started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "kim", "--home", str(home), "run", "-q", *kind.words]
        subprocess.run(command, check=True, env=kind.environment)
        seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def state_after_a_run(folder: Path, environment: dict[str, str]) -> Path:
    """The embedded server's state in a home that has run before."""
    (folder / "raw" / "inbox").mkdir(parents=True)
    subprocess.run(
        [sys.executable, "-m", "kim", "--home", str(folder), "run", "-q"], check=True, env=environment, timeout=600
    )
    return folder / STATE


def compare(kinds: list[Kind], runs: int) -> dict[str, tuple[float, float]]:
    """The medians; kinds take turns, so that what else the machine does meets all; a first turn is not counted."""
    found: dict[str, list[tuple[float, float]]] = {kind.name: [] for kind in kinds}
    for turn in range(runs + 1):
        for kind in kinds:
            measured = timed(kind)
            if turn:
                found[kind.name].append(measured)
    return {
        name: (statistics.median(seconds for seconds, _ in each), statistics.median(cpu for _, cpu in each))
        for name, each in found.items()
    }


def main(runs: int = 3) -> None:
    """Time each and print the table."""
    prepared.prepare()
    plain = {**os.environ, **QUIET}
    plain.pop("PREFECT_API_URL", None)
    with ExitStack() as open_now:
        enter = open_now.enter_context
        folders = [Path(enter(tempfile.TemporaryDirectory(prefix="kim-bench-"))) for _ in range(4)]
        kinds = [
            Kind("direct", ("--direct",), plain),
            Kind("embedded, first run of a home", (), plain),
            Kind("embedded, again", (), plain, state_after_a_run(folders[0] / "home", plain)),
            Kind("SQLite server", (), enter(prefect_server(folders[1]))),
        ]
        if list(Path("/usr/lib/postgresql").glob("*/bin")):
            url = enter(postgres(folders[2]))
            kinds.append(Kind("PostgreSQL server", (), enter(prefect_server(folders[3], url))))
        else:
            print("PostgreSQL's programs are not installed: its line is left out.\n")
        found = compare(kinds, runs)
    direct, _ = found["direct"]
    print("| a 450-file round with | median, s | over direct, s | ratio | CPU, s |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for name, (seconds, cpu) in found.items():
        print(f"| {name} | {seconds:.1f} | {seconds - direct:+.1f} | {seconds / direct:.2f} | {cpu:.1f} |")
    print("\nCPU is the run's own and its embedded server's; a standing server's is not in it.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
