"""Which canonical column a header cell means; the wordings stand in `schemas/reference/header_aliases.csv`.

Headers are compared folded: case, punctuation and dots do not count, and short or misspelt words
(`header_words.csv`) read as the words they stand for.
"""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from kim.reading.markers import ACRONYMS
from kim.reference.wordlists import read, words

NUMBERING = "nomor_urut"
NAME = "nama_kim"
PERSON_NAME = "nama_orang"
"""A column of persons' names: never those of communities."""
PERSON_SIGNS = frozenset({"jabatan", "nik", "nip", "jenis_kelamin", "tanggal_lahir", "tanda_tangan", "instansi"})
"""Columns that a community has not: beside them a bare `Nama` is a person's."""
PERSONS = PERSON_SIGNS | {PERSON_NAME, "pekerjaan"}
PART_OF_COUNT = "bagian_anggota"
"""Men or women among the members: they add up to the count."""
PLACES = frozenset({"provinsi", "kabupaten_kota", "kode_wilayah", "kecamatan", "desa_kelurahan"})
LONGEST = 80

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|\*+")
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_NO_WORD = re.compile(r"[^\w]+|_+")
_NUMBERED = re.compile(r"^\s*\d{1,2}\s*[.)]\s*")
_PATH = re.compile(r"^[A-Za-z0-9_]+/(?=[A-Za-z0-9_]+$)")
_KINDS = (*ACRONYMS, "kelompok", "komunitas")
_KIND = re.compile(rf"\b({'|'.join(_KINDS)})\b")
_MAY_NAME = re.compile(
    r"\W*(?:\d{1,2}\W+|(?:\w+\s*[/&]\s*){1,3})?(?:tulis(?:kan)? |isi(?:kan)? |sebutkan |masukkan |apa )?"
    r"(?:nama|nm|name|kim|kig|kelompok|kel|klp|klmpk|komunitas|group|community|susunan)",
    re.IGNORECASE,
)
_TO_SPACES = str.maketrans(dict.fromkeys(string.punctuation, " "))
_AND = re.compile(r"\s*(?:[/&+,\n–-]|\bdan\b|\bserta\b)\s*", re.IGNORECASE)
_WHERE = frozenset({"wilayah", "lokasi", "tempat", "asal", "daerah"})
_LEVELS = frozenset({"provinsi", "kabupaten_kota", "kecamatan", "desa_kelurahan"})
_CHAIR = frozenset({"nama_ketua", "nomor_hp"})
_BARE = frozenset({"nama", "name", "nama lengkap"})
_SEXES = frozenset({"l", "p", "lk", "pr", "laki laki", "laki", "perempuan", "pria", "wanita", "lk2"})
_SUMS = frozenset({"jumlah", "total", "jumlah total", "l p", "jumlah l p"})
_STATUS = frozenset({"aktif", "tidak", "non", "kurang", "vakum", "bubar", "belum", "nonaktif", "mati", "suri", "atau"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header means, and whether its wording is enough by itself (`strong`).

    `choice` is the value that a tick in this column stands for (`Aktif | Tidak Aktif` under `Status`); `also` is the
    second field of a column that holds two (`Desa/Kecamatan`).
    """

    field: str
    strong: bool
    choice: str = ""
    also: str = ""


@cache
def _words() -> dict[str, str]:
    return {row["word"]: row["meaning"] for row in read("header_words")}


@cache
def _aliases() -> dict[str, Meaning]:
    return {
        fold_header(row["variant"]): Meaning(row["field"], row["strength"] == "strong")
        for row in read("header_aliases")
    }


@cache
def _gathering() -> frozenset[str]:
    return frozenset(fold_header(row["group"]) for row in read("header_groups"))


@cache
def _fillers() -> frozenset[str]:
    return frozenset(row["word"] for row in read("header_fillers"))


def fold_header(text: str) -> str:
    """The words of a header, folded: `Tgl. Berdiri` and `TANGGAL BERDIRI` become `tanggal berdiri`."""
    words = _words()
    return " ".join(words.get(word, word) for word in _NO_WORD.sub(" ", text.casefold()).split())


@cache
def _vocabulary() -> frozenset[str]:
    """Every word that a header may have, as it may be typed."""
    plain = {word for alias in _aliases() for word in alias.split()}.union(_KINDS, _fillers())
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
    if text[:1].isdigit():
        text = _NUMBERED.sub("", text)
    elif "/" in text:
        text = _PATH.sub("", text)
    return _vocabulary().issuperset(text.lower().translate(_TO_SPACES).split())


def may_name(text: str) -> bool:
    """Whether a text may be the header of the names: cheap, and false for nearly all cells."""
    return len(text) <= LONGEST and _MAY_NAME.match(text) is not None and may_mean(text)


def meaning(text: str) -> Meaning | None:
    """What a header means: as written, else without remarks in brackets, else without the word for the group."""
    return _meaning(text) if len(text) <= LONGEST and may_mean(text) else None


@lru_cache(maxsize=20_000)
def _meaning(text: str) -> Meaning | None:
    if text.strip() == "#":
        return Meaning(NUMBERING, strong=True)
    joint = _joint(text)
    for folded in _wordings(text):
        if found := _aliases().get(folded):
            if joint and folded != fold_header(text):
                return joint
            return Meaning("status", strong=True) if found.field == "keterangan" and _asks_status(text) else found
        shorter = " ".join(_KIND.sub(" ", folded).split())
        # "KIM aktif" is no status column, "nama" without "KIM" is no group, and "Jumlah KIM" counts communities.
        barred = PERSONS | {NAME, NUMBERING}
        if shorter not in {folded, "jumlah"} and (found := _aliases().get(shorter)) and found.field not in barred:
            return joint or found
    return joint


def _joint(text: str) -> Meaning | None:
    """A header that names two things: places of two levels, or a person and the phone; else a name goes first."""
    if "_" in text and _PATH.match(text):
        return None
    parts = [part for part in _AND.split(_BRACKETS.sub(" ", _NUMBERED.sub("", text))) if part.strip()]
    fields = [_field_of(part) for part in parts]
    if len(parts) > 1 and fields[0] and {*fields} == {fields[0]}:
        return Meaning(fields[0], strong=True)
    if NAME in fields and "nama" in fold_header(text).split() and all(fold_header(part) not in _BARE for part in parts):
        # The head noun decides: what else stands in such a column is no other community. Without the word "nama" it
        # may be a community's own name: "KIM – Desa Aktif".
        leads = fields[0] in {NAME, None, *_LEVELS} and may_mean(" ".join(parts))
        return Meaning(NAME, strong=True) if leads and len(parts) > 1 else None
    if len(parts) != 2:
        return None
    pair = ["nama_ketua" if fold_header(part) in _BARE else field for part, field in zip(parts, fields, strict=True)]
    if None in pair or pair[0] == pair[1] or not (_LEVELS.issuperset(pair) or {*pair} == _CHAIR):
        return None
    return Meaning(str(pair[0]), strong=True, also=str(pair[1]))


def _field_of(part: str) -> str | None:
    """What one of the things that a header names means by itself."""
    folded = fold_header(part)
    found = _aliases().get(folded) or _aliases().get(
        " ".join(word for word in folded.split() if word not in _fillers())
    )
    return found.field if found else None


def _wordings(text: str) -> Iterator[str]:
    """A header's text folded, then with less and less of what is no part of its meaning."""
    yield fold_header(text)
    text = _NUMBERED.sub("", text) if text[:1].isdigit() else _PATH.sub("", text)
    yield fold_header(text)
    folded = fold_header(_BRACKETS.sub(" ", text))
    yield folded
    yield " ".join(word for word in folded.split() if word not in _fillers())
    if folded in _WHERE:
        yield from (fold_header(found) for found in _IN_BRACKETS.findall(text))


def _asks_status(text: str) -> bool:
    """Whether the brackets of a header list states: `Ket. (Aktif/Tidak Aktif)`."""
    return any({"aktif"} <= set(fold_header(found).split()) <= _STATUS for found in _IN_BRACKETS.findall(text))


def meaning_under(group: str, text: str) -> Meaning | None:
    """What a sub-header means under its group header: `Nomor` under `SK`, `HP` under `Kontak`, `Jml`."""
    if not text:
        return meaning(group)
    return _by_group(group, text) or _by_both(group, text)


def _by_group(group: str, text: str) -> Meaning | None:
    """Men, women and their sum under a count; states and kinds under theirs."""
    over = meaning(group) if group else None
    if over and over.field == "jumlah_anggota" and fold_header(text) in _SEXES | _SUMS:
        return Meaning(PART_OF_COUNT if fold_header(text) in _SEXES else over.field, strong=True)
    choice = choice_of(over.field, text) if over else ""
    return Meaning(over.field, True, choice) if over and choice else None


def _by_both(group: str, text: str) -> Meaning | None:
    own = meaning(text)
    both = meaning(f"{text} {group}") or meaning(f"{group} {text}") if group else None
    if own and fold_header(text) in _BARE and (both is None or both.field == NAME) and _KIND.search(fold_header(group)):
        return Meaning(NAME, strong=True)
    if own and own.strong and fold_header(group) in _gathering():
        return own
    if both and (own is None or not own.strong or both.strong):
        return both
    return own


def choice_of(field: str, text: str) -> str:
    """The value for which a tick under this sub-header stands, "" where it is no word for one."""
    listed = {"status": "status_words", "jenis_komunitas": "community_types"}.get(field)
    return words(listed).get(fold_header(text), "") if listed else ""


def is_bare_name(text: str) -> bool:
    """Whether a header says no more than `Nama`: a community's or a person's."""
    return fold_header(_BRACKETS.sub(" ", text)) in _BARE
