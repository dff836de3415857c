"""What lines below a header say when they are no rows; the wordings stand in `schemas/reference/row_markers.csv`.

`signature` is the wording of a signature block by itself; `signer` only near such a one.
"""

import re
from functools import cache

from kim.reference.wordlists import read

_NUMBER = re.compile(
    r"[\s(\[]*[-+±]?\d[\d.,\s]*(?:%|orang|org|kim|kelompok|anggota|buah|desa)?[\s)\].]*", re.IGNORECASE
)
_ORDINAL = re.compile(r"\s*[(\[]?\s*(\d{1,3})\s*[)\].]?\s*(?:=.*)?")
_ROMAN = re.compile(r"\s*(?:[ivxlc]+|[a-z])\s*[.)]?\s*", re.IGNORECASE)
_GROUP_NAME = re.compile(r"\W*(?:kim|kig|kik|kikm|kelompok|komunitas|forum|fk)\b", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:[-–•*]|\d{1,2}[.)]\s|[a-z][.)]\s)", re.IGNORECASE)
_SUSPECT = re.compile(
    r"\W*(?:jumlah|jml|total|sub|grand|rekap|mengetahui|menyetujui|mengesahkan|di|catatan|keterangan|ket\b|nb|n\.b|note|"
    r"sumber|nip|a\.?\s?n|kepala|camat|lurah|bupati|wali|plt|\d{1,3}\s*[)\].=]*$|nama|nm\b)|\W*$",
    re.IGNORECASE,
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    by_reason: dict[str, list[str]] = {}
    for row in read("row_markers"):
        by_reason.setdefault(row["reason"], []).append(row["pattern"])
    return {
        reason: re.compile(r"\W{0,3}(?:" + "|".join(each) + ")", re.IGNORECASE) for reason, each in by_reason.items()
    }


def says(reason: str, text: str) -> bool:
    """Whether the text is the wording of this reason, from its first to its last letter."""
    return len(text) <= 300 and _patterns()[reason].fullmatch(text.strip()) is not None


def is_suspect(text: str) -> bool:
    """Whether a name is worth a second look: cheap, for every row of a large sheet."""
    return _SUSPECT.match(text) is not None


def is_number(cell: object) -> bool:
    """Whether a cell is a number, or the text of one, with its unit or without."""
    return not isinstance(cell, str) or _NUMBER.fullmatch(cell) is not None


def ordinal(cell: object) -> int | None:
    """The number of a column, as in `3`, `(3)` or `3.`."""
    if isinstance(cell, str):
        found = _ORDINAL.fullmatch(cell)
        return int(found[1]) if found else None
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell == cell // 1 and 0 < cell < 1000:
        return int(cell)
    return None


def is_roman(cell: object) -> bool:
    """Whether a cell numbers a section: `I`, `IV.`, `A)`."""
    return isinstance(cell, str) and _ROMAN.fullmatch(cell) is not None


def names_a_group(cell: object) -> bool:
    """Whether a text says that it names a community: such a line is always a row."""
    return isinstance(cell, str) and _GROUP_NAME.match(cell) is not None


def is_listed(text: str) -> bool:
    """Whether a text is one of a list of remarks: `1. …`, `- …`."""
    return _LISTED.match(text) is not None
