"""Puts small faults into the core, runs the tests of each, and prints those that no test noticed: `make mutants`.

`python -m bench.mutants [-n NUMBER] [--seed SEED] [MODULE …]`: at most so many faults a module, drawn with a seed.
"""

import argparse
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from bench.mutants import of_python, of_sql, trial
from bench.mutants.change import Change

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
SECONDS = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """One change to one file."""

    path: str
    change: Change
    text: str

    @property
    def told(self) -> str:
        """Where it is, the line as it stands, and the change."""
        place = f"{self.path}:{self.change.line_number(self.text)}"
        return f"{place}: {self.change.line(self.text)}\n      {self.change.told(self.text)}"

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays the same while the lines around it move."""
        return self.path, self.change.line(self.text), self.change.told(self.text)


@dataclass
class Outcome:
    """What became of one module's faults."""

    module: str
    tried: int = 0
    survivors: list[Fault] = field(default_factory=list)


def modules() -> dict[str, dict[str, list[str]]]:
    """Name → `files` and `tests` (`modules.toml`)."""
    return tomllib.loads((HERE / "modules.toml").read_text("utf-8"))


def same_in_effect() -> set[tuple[str, str, str]]:
    """The faults that are none: the file, its line and a change (`equivalent.toml`, which says why)."""
    listed = tomllib.loads((HERE / "equivalent.toml").read_text("utf-8")).get("fault", [])
    return {(one["file"], one["line"], change.strip()) for one in listed for change in one["changes"]}


def faults(
    files: Sequence[str], root: Path = ROOT, *, known: set[tuple[str, str, str]] | None = None
) -> Iterator[Fault]:
    """Every fault that these files can be given, those without an effect (`known`) left out."""
    known = same_in_effect() if known is None else known
    for path in files:
        text = (root / path).read_text("utf-8")
        for change in (of_sql if path.endswith(".sql") else of_python).faults_of(text):
            fault = Fault(path, change, text)
            if fault.key not in known and fault.change.applied(text) != text:
                yield fault


def drawn(module: str, number: int, seed: int, root: Path = ROOT) -> list[Fault]:
    """At most `number` of a module's faults, the same ones for the same seed."""
    every = list(faults(modules()[module]["files"], root))
    chosen = Random(f"{seed}|{module}").sample(range(len(every)), min(number, len(every)))  # noqa: S311
    return [every[at] for at in sorted(chosen)]


def tried(module: str, chosen: Sequence[Fault], tree: trial.Tree) -> Outcome:
    """Run the module's tests once for each fault; those of a sound tree must pass."""
    tests = modules()[module]["tests"]
    begun = time.monotonic()
    if not tree.passes(tests, 10 * SECONDS):
        raise SystemExit(f"{module}: its tests fail without any fault")
    seconds = max(20, round(3 * (time.monotonic() - begun)))
    outcome = Outcome(module, len(chosen))
    for fault in chosen:
        if tree.passes(tests, seconds, (fault.path, fault.change.applied(fault.text))):
            outcome.survivors.append(fault)
            print(f"  survives {fault.told}", file=sys.stderr, flush=True)
    return outcome


def table(outcomes: Sequence[Outcome]) -> str:
    """The survivors, then how many there are by module."""
    lines = [f"{one.module}: {fault.told}" for one in outcomes for fault in one.survivors]
    lines.append(f"{'module':<16}{'faults':>8}{'killed':>8}{'survive':>9}{'share':>8}")
    every = Outcome("all", sum(o.tried for o in outcomes), [f for o in outcomes for f in o.survivors])
    for one in [*outcomes, every]:
        left = len(one.survivors)
        lines.append(
            f"{one.module:<16}{one.tried:>8}{one.tried - left:>8}{left:>9}{left / one.tried if one.tried else 0:>8.1%}"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 1 where a tenth or more of the faults went unnoticed."""
    parser = argparse.ArgumentParser(prog="bench.mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE", help=f"of {', '.join(modules())}; all where none")
    parser.add_argument("-n", type=int, default=40, help="faults a module, 0 for every one")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    if unknown := set(asked.modules) - set(modules()):
        parser.error(f"no such module: {', '.join(sorted(unknown))}")
    trial.load()
    with tempfile.TemporaryDirectory() as folder, trial.Tree(ROOT, Path(folder)) as tree:
        number = asked.n or sys.maxsize
        outcomes = [
            tried(name, drawn(name, number, asked.seed, tree.copy), tree) for name in asked.modules or modules()
        ]
    print(table(outcomes))
    survivors, every = sum(len(one.survivors) for one in outcomes), sum(one.tried for one in outcomes)
    return int(survivors * 10 >= every)


if __name__ == "__main__":
    sys.exit(main())
