"""Which canonical column a header cell means; the wordings stand in `schemas/reference/header_aliases.csv`.

Headers are compared folded: case, punctuation and dots do not count, and short or misspelt words
(`header_words.csv`) read as the words they stand for.
"""

import csv
import re
import string
from dataclasses import dataclass
from functools import cache, lru_cache

from kim.home import REFERENCE

NUMBERING = "nomor_urut"
NAME = "nama_kim"
PLACES = frozenset({"provinsi", "kabupaten_kota", "kode_wilayah", "kecamatan", "desa_kelurahan"})
LONGEST = 80

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\*+")
_NO_WORD = re.compile(r"[^\w]+|_+")
_KINDS = ("kim", "kelompok", "komunitas")
_KIND = re.compile(rf"\b({'|'.join(_KINDS)})\b")
_MAY_NAME = re.compile(r"\W*(?:nama|nm|name|kim|kelompok|kel|klp|klmpk|komunitas|group|community)", re.IGNORECASE)
_NO_NAME = frozenset(string.ascii_letters + string.digits).difference("NnKkGgCc")
_TO_SPACES = str.maketrans(dict.fromkeys(string.punctuation, " "))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header means, and whether its wording is enough by itself (`strong`)."""

    field: str
    strong: bool


@cache
def _words() -> dict[str, str]:
    with (REFERENCE / "header_words.csv").open(encoding="utf-8", newline="") as lines:
        return {row["word"]: row["meaning"] for row in csv.DictReader(lines)}


@cache
def _aliases() -> dict[str, Meaning]:
    with (REFERENCE / "header_aliases.csv").open(encoding="utf-8", newline="") as lines:
        return {
            fold(row["variant"]): Meaning(row["field"], row["strength"] == "strong") for row in csv.DictReader(lines)
        }


@cache
def _gathering() -> frozenset[str]:
    with (REFERENCE / "header_groups.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(fold(row["group"]) for row in csv.DictReader(lines))


def fold(text: str) -> str:
    """The words of a header, folded: `Tgl. Berdiri` and `TANGGAL BERDIRI` become `tanggal berdiri`."""
    words = _words()
    return " ".join(words.get(word, word) for word in _NO_WORD.sub(" ", text.casefold()).split())


@cache
def _vocabulary() -> frozenset[str]:
    """Every word that a header may have, as it may be typed."""
    plain = {word for alias in _aliases() for word in alias.split()}.union(_KINDS)
    typed = _words()
    return frozenset(plain.difference(typed)) | {
        word for word, read_as in typed.items() if plain >= set(read_as.split())
    }


def may_mean(text: str) -> bool:
    """Whether all words of a text are words of headers: cheap, and false for nearly all that stands below a header."""
    if not text.isascii():
        return True
    if "(" in text or "[" in text:
        text = _BRACKETS.sub(" ", text)
    return _vocabulary().issuperset(text.lower().translate(_TO_SPACES).split())


def may_name(text: str) -> bool:
    """Whether a text may be the header of the names: cheap, and false for nearly all cells."""
    if text[:1] in _NO_NAME:
        return False
    return len(text) <= LONGEST and _MAY_NAME.match(text) is not None and may_mean(text)


def meaning(text: str) -> Meaning | None:
    """What a header means: as written, else without remarks in brackets, else without the word for the group."""
    return _meaning(text) if len(text) <= LONGEST and may_mean(text) else None


@lru_cache(maxsize=20_000)
def _meaning(text: str) -> Meaning | None:
    aliases = _aliases()
    for candidate in (text, _BRACKETS.sub(" ", text)):
        folded = fold(candidate)
        found = aliases.get(folded)
        if found:
            return found
    if folded == "" and text.strip() == "#":
        return Meaning(NUMBERING, strong=True)
    shorter = " ".join(_KIND.sub(" ", folded).split())
    found = aliases.get(shorter) if shorter != folded else None
    # "KIM aktif" is no status column and "nama" without "KIM" is no group: only whole wordings count there.
    return found if found and found.field not in {NAME, NUMBERING} else None


def meaning_under(group: str, text: str) -> Meaning | None:
    """What a sub-header means under its group header: `Nomor` under `SK`, `HP` under `Kontak`."""
    if not text:
        return meaning(group)
    both = meaning(f"{text} {group}") or meaning(f"{group} {text}") if group else None
    own = meaning(text)
    if own and own.strong and fold(group) in _gathering():
        return own
    if both and (own is None or not own.strong or both.strong):
        return both
    return own
