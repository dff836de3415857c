"""Which files a call means, and under which name each one's office may be known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kim.errors import UsageError
from kim.home import Home


@dataclass(frozen=True, slots=True)
class Source:
    """A file to check: where it is, how the caller named it, and its name as an inbox would give it."""

    path: Path
    label: str
    name: str


def sources(arguments: Sequence[Path], home: Home) -> list[Source]:
    """The files that the arguments name, a folder standing for all files below it, in name order.

    Raises:
        UsageError: an argument names nothing, or a folder without files.
    """
    found: list[Source] = []
    for argument in arguments:
        if argument.is_dir():
            below = [Source(path, str(path), _name(path, argument, home)) for path in _files(argument)]
            if not below:
                raise UsageError(f"{argument}: the folder holds no files to check.")
            found += below
        elif argument.is_file():
            found.append(Source(argument, str(argument), _name(argument, argument.parent.parent, home)))
        else:
            raise UsageError(f"{argument}: there is no such file. Check the path and the spelling of its name.")
    return found


def _files(folder: Path) -> Iterator[Path]:
    """As the inbox is scanned: hidden files, and those that an open Excel leaves beside its own, are no submissions."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts):
            yield path


def _name(path: Path, root: Path, home: Home) -> str:
    """Relative to the inbox where it lies there; else with the folder it lies in, which may name the office."""
    full, inbox = path.resolve(), home.inbox.resolve()
    if full.is_relative_to(inbox):
        return full.relative_to(inbox).as_posix()
    return full.relative_to(root.resolve()).as_posix() if full.is_relative_to(root.resolve()) else path.name
