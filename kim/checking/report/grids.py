"""The cells of a file that cannot be kept as it is: each sheet as reading names it, at the addresses Excel shows."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from kim.reading.formats import of_members, sniff
from kim.reading.grid import Grid, Marks
from kim.reading.refusal import RefusedError
from kim.reading.text import read_text
from kim.reading.workbook import read_sheets
from kim.settings import Limits

MEMBER = " › "


def grids_of(content: bytes, name: str, limits: Limits) -> list[Grid]:
    """All sheets of a file that reading has let pass; a member of a ZIP that it refused is left out here too."""
    return list(_grids(content, name, limits))


def _grids(content: bytes, name: str, limits: Limits) -> Iterator[Grid]:
    kind = sniff(content)
    try:
        if kind == "text":
            yield read_text(content, name, limits)[0]
        elif kind == "ole":
            yield from read_sheets(content, "xls", lambda _: Marks())
        elif kind == "zip":
            yield from _packed(content, limits)
    except RefusedError:
        return


def _packed(content: bytes, limits: Limits) -> Iterator[Grid]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        kind = of_members(frozenset(packed.namelist()))
        if kind != "zip":
            yield from read_sheets(content, "ods" if kind == "odf" else kind, lambda _: Marks())
            return
        for member in packed.infolist():
            if member.is_dir() or PurePosixPath(member.filename).name.startswith((".", "~$")):
                continue
            for grid in _grids(packed.read(member), member.filename, limits):
                grid.sheet = f"{member.filename}{MEMBER}{grid.sheet}"
                yield grid
