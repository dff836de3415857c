"""One report written whole or not at all: in the sender's own layout where that can be, else anew."""

import io
import os
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

from kim.checking.check import Checked, Receipt
from kim.checking.paths import check_folder
from kim.checking.report import keep_layout, rewrite
from kim.checking.report.rewrite import grids_of
from kim.checking.report.sentences import Manner
from kim.errors import KimError, UsageError
from kim.reading.formats import named
from kim.reading.model import Reading
from kim.settings import Limits

LARGE_ROWS = 50_000


def write_report(
    checked: Checked, receipt: Receipt | None, load: Callable[[], bytes], out: Path, limits: Limits
) -> None:
    """Write the report of a file; `load` gives its bytes, and is left alone where they were refused.

    Raises:
        UsageError: `out` is no place for a file.
        KimError: `out` cannot be written.
    """
    check_folder(out)
    if out.is_dir():
        raise UsageError(f"{out} is a folder. Name a file that ends in .xlsx.")
    try:
        handle, name = tempfile.mkstemp(prefix=".kim-", suffix=".xlsx", dir=out.parent)
        os.close(handle)
        partial = Path(name)
        try:
            _fill(checked, receipt, load, partial, limits)
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise KimError(f"{out}: the report cannot be written ({error.strerror or error}).") from error


def _fill(checked: Checked, receipt: Receipt | None, load: Callable[[], bytes], out: Path, limits: Limits) -> None:
    if _is_unreadable(checked.reading):
        rewrite.write(checked, receipt, [], "no_sheets", out)
        return
    content = load()
    manner = _manner(checked, content)
    if manner == "layout_kept":
        try:
            keep_layout.write(checked, receipt, content, out)
        except OSError:
            raise
        except Exception:  # openpyxl fails in many ways on files that Excel and we can read
            manner = "unstyled"
        else:
            return
    grids = grids_of(content, checked.reading.file_name, limits)
    rewrite.write(checked, receipt, grids, manner if grids else "no_sheets", out)


def _is_unreadable(reading: Reading) -> bool:
    """Refused before it was parsed; a file that merely holds no list of KIM can be shown."""
    return reading.refused and not any(note.rule == "file_no_table" and note.sheet is None for note in reading.notes)


def _manner(checked: Checked, content: bytes) -> Manner:
    if checked.row_count > LARGE_ROWS:
        return "large"
    kept = named(checked.reading.format)
    if kept is None or not kept.editable or not zipfile.is_zipfile(io.BytesIO(content)):
        return "rewritten"
    if not keep_layout.fits(content):
        return "large"
    return "unstyled" if keep_layout.is_overmerged(content) else "layout_kept"
