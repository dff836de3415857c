"""The cells of a file that cannot be kept as it is: each sheet as reading names it, at the addresses Excel shows."""

from collections.abc import Iterator

from kim.reading.grid import Grid
from kim.reading.unpacking import Unpacked, unpack
from kim.settings import Limits


def grids_of(content: bytes, name: str, limits: Limits) -> list[Grid]:
    """All sheets of a file that reading has let pass, in its order, within its limits.

    What reading refused is left out: a member of a ZIP, or everything.
    """
    return list(_grids(unpack(content, name, limits)))


def _grids(opened: Unpacked) -> Iterator[Grid]:
    yield from opened.grids
    for member, inner in opened.members or ():
        for grid in _grids(inner):
            grid.sheet = f"{member} › {grid.sheet}"
            yield grid
