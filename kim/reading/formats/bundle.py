"""ZIP of files: each member is read as a file of its own, whatever its format."""

import re
import zipfile
from collections.abc import Callable
from functools import partial
from io import BytesIO

from kim.reading.formats.format import Contents, Format, Member, RawFile
from kim.reading.formats.signature import no_spreadsheet

_LEFTOVER = re.compile(r"(?:^|/)(?:__MACOSX/|\.|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


def _recognise(raw: RawFile) -> str | None:
    return "zip" if raw.signature == "zip" and not no_spreadsheet(raw.members) else None


def _read(raw: RawFile) -> Contents:
    """The members by name, without what systems leave behind."""
    package = raw.package
    package.check(raw.budget, counted=True)
    names = sorted(name for name in package.members if not _LEFTOVER.search(name))
    members = [Member(name, package.members[name].file_size, partial(package.read, name)) for name in names]
    return Contents(members=members)


def _repack(content: bytes, copied: Callable[[str, bytes], bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for member in source.infolist():
            if member.is_dir():
                continue
            entry = zipfile.ZipInfo(member.filename, member.date_time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(entry, copied(member.filename, source.read(member)))
    return target.getvalue()


BUNDLE = Format(
    names=("zip",),
    suffixes=frozenset({"zip"}),
    recognise=_recognise,
    read=_read,
    repack=_repack,
    row_bytes=90,
    head_bytes=5_000,
)
