"""The texts around a table: titles, headings between its rows, the sheet's name; for which rows they hold.

They may give the province, the regency or the community of the rows below them.
"""

import re
from collections.abc import Iterable, Sequence

from kim.reading.grid import RawCell
from kim.reading.markers import prefix_within
from kim.reading.meanings import fold_header
from kim.reading.model import Reading
from kim.reading.name_kinds import NameKind, kind_of, like_person
from kim.reference.contact_marks import holds
from kim.reference.context import NOWHERE, in_title
from kim.reference.text import fold

TITLE_ROWS = 30
_MOST_TEXTS = 60
_LONGEST = 300
_LEVELS = {
    "kota": "kabupaten",
    **dict.fromkeys(("kapanewon", "kemantren", "distrik"), "kecamatan"),
    **dict.fromkeys(("kelurahan", "kalurahan", "gampong", "nagari", "kampung"), "desa"),
}
_RANKS = ("provinsi", "kabupaten", "kecamatan", "desa")
_PLACE = re.compile(
    r"[\s,(–-]*\b(?:desa|ds|kelurahan|kel|kecamatan|kec|kabupaten|kab|kota|gampong|nagari|kampung|distrik|provinsi|prov)\b\.?",
    re.IGNORECASE,
)
_VILLAGE = re.compile(r"(?:desa|ds|kelurahan|kel|gampong|nagari|kampung)\b\.?\s+\S", re.IGNORECASE)
_END = re.compile(r"\s*\b(?:tahun|thn|periode|masa\s+bakti)\b.*$", re.IGNORECASE)


def texts_of(rows: Iterable[Sequence[RawCell]], below: int | None = None, header: Sequence[str] = ()) -> list[str]:
    """The texts of some lines in order, each once; of lines from `below` on, only those that are no header."""
    texts: dict[str, None] = {}
    labels = set(header)
    for at, row in enumerate(rows):
        for cell in row:
            if not isinstance(cell, str):
                continue
            text = " ".join(cell.split())[:_LONGEST]
            if text and not (below is not None and at >= below and any(text in each for each in labels)):
                texts.setdefault(text)
        if len(texts) > _MOST_TEXTS:
            break
    return list(texts)[:_MOST_TEXTS]


def _level(text: str) -> int | None:
    """The rank of the place that a heading names, by its first word that says one."""
    for word in fold_header(text).split():
        rank = _LEVELS.get(word, word)
        if rank in _RANKS:
            return _RANKS.index(rank)
    return None


def put_over(titles: tuple[str, ...], own: Sequence[str]) -> tuple[str, ...]:
    """The titles that hold below new ones: a new heading ends those of its own level and of the levels below."""
    levels = [level for level in map(_level, own) if level is not None]
    if not levels:
        return (*titles, *(text for text in own if text not in titles))
    kept = [text for text in titles if (level := _level(text)) is None or level < min(levels)]
    return (*kept, *own)


def holds_for_rows(title: str) -> bool:
    """Whether a title between tables names the community or the place of the rows below it."""
    return community_in(title) is not None or in_title(title) != NOWHERE


def community_in(text: str) -> str | None:
    """The community that a title, a band or a sheet's name names; None where it names several or none.

    >>> community_in("SUSUNAN PENGURUS KIM MELATI DESA TARIK"), community_in("ANGGOTA KIM KABUPATEN PANDEGLANG")
    ('KIM MELATI', None)
    """
    found = prefix_within(text)
    if not found:
        return None
    prefix, behind = found
    own = _END.sub("", behind).strip(" :,-–")
    cut = _PLACE.search(own)
    name = own[: cut.start()].strip(" ,-–(") if cut else own
    if not name and cut and _VILLAGE.match(own[cut.start() :].lstrip(" ,(–-")):
        after = _PLACE.search(own, cut.end())
        name = own[: after.start()].strip(" ,-–(") if after else own
    words = fold(name).split()
    if not words or words[0] in {"se", "di", "tingkat", "tahun", "dan", "per", "yang"} or len(words) > 8:
        return None
    return f"{prefix} {name}" if kind_of(name) in {NameKind.NAME, NameKind.PLACE} else None


def hidden_sheets(reading: Reading) -> dict[str, str]:
    """Each such sheet's name as sent, with the one by which it is shown: `Sheet 2` is the second that was read."""
    named = [table.sheet for table in reading.tables]
    named += [row.sheet for row in reading.ignored]
    named += [note.sheet for note in reading.notes if note.sheet]
    sheets = list(dict.fromkeys(named))
    return {sheet: f"Sheet {number}" for number, sheet in enumerate(sheets, 1) if _is_personal(sheet)}


def _is_personal(sheet: str) -> bool:
    own = sheet.rpartition("›")[2].strip()
    return not sheet.isprintable() or holds(sheet) or like_person(own) or kind_of(own) is NameKind.TITLED
