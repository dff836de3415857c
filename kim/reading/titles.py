"""The texts above a table: they may say which province or regency its rows belong to."""

from collections.abc import Iterable, Sequence

from kim.reading.grid import RawCell
from kim.reading.headers import fold

TITLE_ROWS = 30
_MOST_TEXTS = 60
_LONGEST = 300
_LEVELS = {
    "kota": "kabupaten",
    **dict.fromkeys(("kapanewon", "kemantren", "distrik"), "kecamatan"),
    **dict.fromkeys(("kelurahan", "kalurahan", "gampong", "nagari", "kampung"), "desa"),
}
_RANKS = ("provinsi", "kabupaten", "kecamatan", "desa")


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
    for word in fold(text).split():
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
