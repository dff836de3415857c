"""Every benchmark, one after the other; writes `bench/RESULTS.md`.

`python -m bench [NAME …]` runs all, or those named, and replaces their sections alone.
"""

import os
import platform
import subprocess
import sys
from importlib.metadata import version

from bench import figures
from bench.figures import RESULTS

ORDER = (
    "startup",
    "checking",
    "planted",
    "planted_files",
    "cleaning",
    "rounds",
    "matching",
    "matching_spark",
    "queries",
    "orchestration",
    "cluster",
)
PACKAGES = ("duckdb", "splink", "prefect", "pandas", "pandera", "pyarrow", "python-calamine")


def heading() -> str:
    """What machine this was, and which versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        "# Results\n\nWritten by `make bench`. "
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}; {versions}.\n"
    )


def main(asked: list[str]) -> None:
    """Run and write after each, so that a long one that is broken off loses nothing."""
    known = figures.sections(RESULTS.read_text("utf-8") if RESULTS.exists() else "")
    for name in asked or ORDER:
        sys.stderr.write(f"bench.{name} …\n")
        done = subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"bench.{name} failed:\n{done.stderr}")
        known[name] = f"\n{done.stdout.strip()}\n\n"
        ordered = [each for each in ORDER if each in known]
        RESULTS.write_text(heading() + "".join(f"\n## {each}\n{known[each].rstrip()}\n" for each in ordered), "utf-8")
    figures.write()


if __name__ == "__main__":
    main(sys.argv[1:])
