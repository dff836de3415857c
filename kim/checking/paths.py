"""Which files a call means, under which name each one's office may be known, and where its report goes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kim.display import on_screen
from kim.errors import UsageError
from kim.home import Home

SUFFIX = ".xlsx"


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
            below = [_source(path, argument, home) for path in _files(argument)]
            if not below:
                raise UsageError(f"{argument}: the folder holds no files to check.")
            found += below
        elif argument.is_file():
            found.append(_source(argument, argument.parent.parent, home))
        else:
            raise UsageError(f"{argument}: there is no such file. Check the path and the spelling of its name.")
    return found


def _source(path: Path, root: Path, home: Home) -> Source:
    # A name may hold bytes that are no text.
    return Source(path, on_screen(str(path)), on_screen(_name(path, root, home)))


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


def report_paths(found: Sequence[Source], out: Path) -> list[Path]:
    """The report's path for each source; a folder that is needed is made.

    Raises:
        UsageError: a report would replace a file that is checked, or several would go into one file.
    """
    is_file = out.suffix.casefold() == SUFFIX and not out.is_dir()
    if is_file and len(found) > 1:
        raise UsageError(
            f"{out}: {len(found)} files give {len(found)} reports. Name a folder instead, as in --report {out.stem}/."
        )
    if out.suffix and not is_file and not out.is_dir():
        raise UsageError(f"{out}: a report is an Excel workbook. Name a path that ends in .xlsx, or a folder.")
    paths = [out] if is_file else _in_folder(found, out)
    if is_file:
        check_folder(out)
    checked = {source.path.resolve() for source in found}
    for path in paths:
        if path.resolve() in checked:
            raise UsageError(f"{path}: the report would replace the file that is checked. Name another path.")
    if not is_file:
        _make(out)
    return paths


def check_folder(out: Path) -> None:
    """Refuse a report whose folder is not there.

    Raises:
        UsageError: it is not.
    """
    if not out.parent.is_dir():
        raise UsageError(f"{out}: the folder {out.parent} does not exist. Make it first, or name another path.")


def _in_folder(found: Sequence[Source], folder: Path) -> list[Path]:
    """`data.csv` gives `data-laporan.xlsx`; of files of one name, the later ones are numbered."""
    paths: list[Path] = []
    for source in found:
        stem, count = f"{source.path.stem}-laporan", 1
        path = folder / f"{stem}{SUFFIX}"
        while path in paths:
            count += 1
            path = folder / f"{stem}-{count}{SUFFIX}"
        paths.append(path)
    return paths


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: the folder cannot be made ({error.strerror}). Name another path.") from error
