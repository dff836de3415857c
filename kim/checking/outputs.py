"""Where the reports of a call go: one file's to a path or into a folder, several files' into a folder."""

from collections.abc import Sequence
from pathlib import Path

from kim.checking.sources import Source
from kim.errors import UsageError

SUFFIX = ".xlsx"


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
