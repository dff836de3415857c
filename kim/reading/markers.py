"""The wordings by which a cell is recognised: a total, a signature, a number; and the prefix of a community's name.

Those of lines that are no rows stand in `schemas/reference/row_markers.csv`: `signature` is the wording of a signature
block by itself, `signer` only near such a one.
"""

import re
from collections.abc import Iterable
from functools import cache

from kim.reference.wordlists import read

_NUMBER = re.compile(
    r"[\s(\[]*[-+±]?\d[\d.,\s]*(?:%|orang|org|kim|kelompok|anggota|buah|desa)?[\s)\].]*", re.IGNORECASE
)
_ORDINAL = re.compile(r"\s*[(\[]?\s*(\d{1,3})\s*[)\].]?\s*(?:=.*)?")
_ROMAN = re.compile(r"\s*(?:[ivxlc]+|[a-z])\s*[.)]?\s*", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:[-–•*]|\d{1,2}[.)]\s|[a-z][.)]\s)", re.IGNORECASE)
_SUSPECT = re.compile(
    r"\W*(?:jumlah|jml|total|sub|grand|rekap|mengetahui|menyetujui|mengesahkan|di|catatan|keterangan|ket\b|nb|n\.b|note|"
    r"sumber|nip|a\.?\s?n|kepala|camat|lurah|bupati|wali|plt|\d{1,3}\s*[)\].=]*$|nama|nm\b)|\W*$",
    re.IGNORECASE,
)

# The prefix of a community's name: every pattern in which it stands is made of these.
ACRONYMS = ("kim", "kig", "kik")
ACRONYM = f"(?:{'|'.join(ACRONYMS)})"
_DOTTED = r"(?:k\.?i\.?m|kig|kik)"
_IN_FULL = r"(?:kelompok|komunitas)\s+informasi\s+(?:masyarakat|gampong|kampung)"
_PREFIX = re.compile(rf"^\W*(?:{_DOTTED}|kikm|{_IN_FULL})\b(?:\W*\(\s*{ACRONYM}\s*\))?[\W_]*", re.IGNORECASE)
_WITHIN = re.compile(rf"\b(?:{_DOTTED}\b|{_IN_FULL}\b(?:\s*\(\s*{ACRONYM}\s*\))?)\W*(?P<own>[^\n]*)", re.IGNORECASE)
_GROUP_NAME = re.compile(rf"\W*(?:{ACRONYM}|kikm|kelompok|komunitas|forum|fk)\b", re.IGNORECASE)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    by_reason: dict[str, list[str]] = {}
    for row in read("row_markers"):
        by_reason.setdefault(row["reason"], []).append(row["pattern"])
    return {
        reason: re.compile(r"\W{0,3}(?:" + "|".join(each) + ")", re.IGNORECASE) for reason, each in by_reason.items()
    }


def says(reason: str, text: str) -> bool:
    """Whether the text is the wording of this reason, as a whole."""
    return len(text) <= 300 and _patterns()[reason].fullmatch(text.strip()) is not None


def is_suspect(text: str) -> bool:
    """Whether a name may be the wording of another line: cheap, for every row of a large sheet."""
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
    """Whether a text begins with a word for a community."""
    return isinstance(cell, str) and _GROUP_NAME.match(cell) is not None


def count_named(cells: Iterable[object]) -> tuple[int, int]:
    """How many cells of a column name a community, and how many are filled."""
    filled = [cell for cell in cells if cell != ""]
    return sum(map(names_a_group, filled)), len(filled)


def without_prefix(text: str) -> str:
    """A community's name without the prefix; any other text as it is.

    >>> without_prefix("Kelompok Informasi Masyarakat (KIM) Melati"), without_prefix("Karang Taruna")
    ('Melati', 'Karang Taruna')
    """
    return _PREFIX.sub("", text, count=1)


def prefix_within(text: str) -> tuple[str, str] | None:
    """The first prefix within a text, as an acronym, and what stands behind it on its line.

    >>> prefix_within("PENGURUS KIG MAWAR")
    ('KIG', 'MAWAR')
    """
    found = _WITHIN.search(text)
    if found is None:
        return None
    acronym = found.group()[:3].upper()
    return acronym if acronym in {"KIG", "KIK"} else "KIM", found["own"]


def is_listed(text: str) -> bool:
    """Whether a text is one of a list of remarks: `1. …`, `- …`."""
    return _LISTED.match(text) is not None
