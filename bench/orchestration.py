"""What orchestration costs: the same round direct, with the embedded server, and with standing servers.

`python -m bench.orchestration [RUNS]`: a 450-file round in a fresh home each time, medians. The PostgreSQL line needs
the server's programs (Debian: `postgresql`); without them it is left out, and said so.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.rounds import DATA, home_with, round_of

ROUND = 6_500
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


def timed(words: list[str], environment: dict[str, str], runs: int) -> float:
    """The median of whole runs, each on a fresh home; one more goes first, for the server's own first time."""
    times = []
    for attempt in range(runs + 1):
        with tempfile.TemporaryDirectory(dir=DATA) as folder:
            home = home_with(round_of(ROUND), Path(folder))
            started = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "kim", "--home", str(home), "run", "-q", *words], check=True, env=environment
            )
            if attempt:
                times.append(time.perf_counter() - started)
    return statistics.median(times)


def main(runs: int = 3) -> None:
    """Time each and print the table."""
    plain = {**os.environ, **QUIET}
    plain.pop("PREFECT_API_URL", None)
    found = {"direct": timed(["--direct"], plain, runs)}
    found["embedded, first run of a home"] = timed([], plain, runs)
    with tempfile.TemporaryDirectory() as folder, prefect_server(Path(folder)) as environment:
        found["SQLite server"] = timed([], environment, runs)
    if list(Path("/usr/lib/postgresql").glob("*/bin")):
        with tempfile.TemporaryDirectory() as folder, postgres(Path(folder)) as url:
            home = Path(tempfile.mkdtemp())
            with prefect_server(home, url) as environment:
                found["PostgreSQL server"] = timed([], environment, runs)
    else:
        print("PostgreSQL's programs are not installed: its line is left out.\n")
    print("| a 450-file round with | median, s | over direct, s | ratio |\n| --- | ---: | ---: | ---: |")
    for name, seconds in found.items():
        print(f"| {name} | {seconds:.1f} | {seconds - found['direct']:+.1f} | {seconds / found['direct']:.2f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
