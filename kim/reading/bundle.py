"""Which members of a ZIP are an office's files."""

import re

from kim.reading.formats import READABLE, extension
from kim.reading.package import Package

_LEFTOVER = re.compile(r"(?:^|/)(?:__MACOSX/|\.|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_MAYBE = READABLE | {"txt", "tab", ""}


def members_to_read(package: Package) -> tuple[list[str], list[str]]:
    """The members to read and those to name as ignored, both by name; what systems leave behind is neither."""
    names = sorted(name for name in package.members if not _LEFTOVER.search(name))
    wanted = [name for name in names if extension(name) in _MAYBE]
    return wanted, [name for name in names if extension(name) not in _MAYBE]
