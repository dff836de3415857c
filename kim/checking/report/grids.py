"""The cells of a file that cannot be kept as it is: each sheet as reading names it, at the addresses Excel shows."""

from collections.abc import Iterator

from kim.reading.bundle import members_to_read
from kim.reading.formats import of_members, sniff
from kim.reading.grid import Grid
from kim.reading.package import Budget, Package, open_package
from kim.reading.parts import read_ods, read_xls, read_xlsx
from kim.reading.refusal import RefusedError
from kim.reading.text import read_text
from kim.settings import Limits


def grids_of(content: bytes, name: str, limits: Limits) -> list[Grid]:
    """All sheets of a file that reading has let pass, in its order, within its limits.

    What reading refused is left out: a member of a ZIP, or everything.
    """
    return list(_grids(content, name, Budget(limits)))


def _grids(content: bytes, name: str, budget: Budget) -> Iterator[Grid]:
    kind = sniff(content)
    try:
        if kind == "text":
            yield read_text(content, name, budget.limits)[0]
        elif kind == "ole":
            yield from read_xls(content, budget.limits)[0]
        elif kind == "zip":
            yield from _packed(content, budget)
    except RefusedError:
        return


def _packed(content: bytes, budget: Budget) -> Iterator[Grid]:
    package = open_package(content, budget.limits)
    package.kind = of_members(frozenset(package.members))
    if package.kind in {"xlsx", "xlsm"}:
        yield from read_xlsx(content, package, budget)[0]
    elif package.kind == "odf":
        yield from read_ods(content, package, budget)[0]
    elif package.kind == "zip":
        yield from _members(package, budget)


def _members(package: Package, budget: Budget) -> Iterator[Grid]:
    package.check(budget, counted=True)
    if budget.depth > budget.limits.nesting:
        return
    budget.depth += 1
    for member in members_to_read(package)[0]:
        try:
            inner = package.read(member)
        except RefusedError:
            continue
        for grid in _grids(inner, member, budget):
            grid.sheet = f"{member} › {grid.sheet}"
            yield grid
    budget.depth -= 1
