"""Error codes that calamine does not know: for it, a workbook with one of them cannot be read at all."""

import io
import re
import zipfile
from collections.abc import Iterable

from kim.reading.formats.package import Package

KNOWN = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})
_ANY = b"#N/A"


def with_known_errors(package: Package, codes: Iterable[str]) -> bytes:
    """The workbook with a known error in place of each of these codes; what they were stands in the sheets' marks."""
    code = b"|".join(re.escape(each.encode()) for each in sorted(codes))
    value = re.compile(rb"(<(?:\w+:)?v(?:\s[^<>]*)?>)\s*(?:" + code + rb")\s*(</)")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy:
        for name in package.members:
            content = package.read(name)
            copy.writestr(name, value.sub(rb"\g<1>" + _ANY + rb"\2", content) if b"sheetData" in content else content)
    return target.getvalue()
