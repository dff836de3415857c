"""The kind of a text in the column of names: a community's name, or what stands there in its place.

A name may have any words. Other texts are made of words about a community (`phrase_words.csv`: that there is none, how
it is, that it is planned), or have the form of a date, a letterhead, a person or a place.
"""

import re
from enum import StrEnum
from functools import cache, lru_cache

from kim.reading.markers import ACRONYM, ACRONYMS, without_prefix
from kim.reference.regions import Regions, key_of
from kim.reference.text import fold
from kim.reference.wordlists import read, words

_SIMPLE = re.compile(r"(?:KIM|KIG|KIK|kim|Kim) [A-Za-z][A-Za-z ]*[A-Za-z0-9]")
_CALLED = re.compile(r"(?:KIM|KIG|KIK)(?: [A-Z][a-z]+){1,3}")
# That there is none, anywhere in a text: the object of the verb is a community, or is left out.
_NONE_SAID = re.compile(
    r"(?:^|[\s,(])(?:belum|blm|blum|tidak|tdk|tak|tanpa)\s+(?:\w+\s+){0,2}?"
    r"(?:ada|adanya|memiliki|mempunyai|punya|terdapat|tersedia|ter\s?bentuk|di\s?bentuk|membentuk|berdiri|dibentuknya)"
    rf"(?:\s*(?:$|[,.;:(/-])|\s+(?:pembentukan\s+|pengurus\s+)?(?:{ACRONYM}|kelompok|komunitas)\b)",
    re.IGNORECASE,
)
_JOINS = frozenset({"dan", *ACRONYMS})
_TICK = re.compile(r"[\s(\[]*[vV√✓✔☑][\s)\].]*")
_PLACEHOLDER = re.compile(
    r"\W*(?:te?st(?:ing)?|tes|coba2?|dummy|asdf\w*|qwerty|([a-z])\1*|contoh\s*(?:[:.]|kim\b|nama\b).*|contoh"
    r"|misal(?:nya)?\s*[:,]?\s.*|isi(?:kan)?\s+(?:di\s?sini|nama).*|nama\s+(?:jelas|lengkap|terang)"
    r"|tanda\s?tangan|ttd|stempel|cap)\W*",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:uari)?|feb(?:ruari)?|pebruari|mar(?:et)?|apr(?:il)?|mei|jun[i]?|jul[i]?|ag(?:us)?t(?:us)?|agustus"
    r"|sep(?:t|tember)?|okt(?:ober)?|no[vp](?:ember)?|des(?:ember)?)"
)
_DATE = re.compile(
    rf"(?:(?:data|update|posisi|keadaan|kondisi|periode|tahun|thn|per|tanggal|tgl|s d|sampai|bulan)\s)*"
    rf"(?:\d{{1,2}}\s)?(?:{_MONTH}\s)?(?:(?:19|20)\d\d)|\d{{1,2}} \d{{1,2}} \d{{2,4}}|\d{{1,2}} {_MONTH}"
)
_OFFICE = re.compile(
    r"(?:pemerintah|dinas|diskominfo|dinkominfo|kementerian|sekretariat daerah|kepala|lampiran|keputusan|peraturan"
    r"|surat keputusan|perihal|kepada yth|yth|nomor|daftar|rekapitulasi|rekap|laporan|formulir)\b.*"
)
_TITLE = re.compile(
    r"^\W*(?:(?:drs|dra|ir|prof|dr|hj?|kh|k\.h|ust|bpk|sdri?)\s*\.|(?:bapak|ibu|bpk|sdri?|drs|dra|haji|hajjah)\s)"
    r"|(?:,|\s)\s*(?:s\.\s?[a-z]{1,4}\b|m\.\s?[a-z]{1,4}\b|a\.\s?md?\b|ph\.\s?d\b|amd\b|spd\b|ssos\b|skom\b|msi\b|mpd\b)"
    r"|,\s*(?:se|sh|st|sp|mm|mh|mt|skm|sip|stp|sos|ss|sag)\b",
    re.IGNORECASE,
)
# Behind a community's name: on whose behalf, or who leads it.
_OF_PERSON = re.compile(
    r"(?:^|[\s,(–-])(?:a\.\s?n\.?|atas nama|[Bb]pk\.?|[Bb]apak|[Ss]dr[i]?\.?|(?:[Kk]etua|KETUA)(?:nya)?\s*[:.]?)"
    r"\s+(?=[A-Z])"
)
_INITIAL = re.compile(r"^\W*(?:[hm]|hj)\s*\.\s", re.IGNORECASE)
_AGAIN = re.compile(
    r"(?:^|[,;/&+\n]|\s[-–•*]|\bdan\b|\b(?:\d{1,2}|[a-h])\s*[.)])\s*(?:(?:\d{1,2}|[a-h])\s*[.)]|[-–•*])?\s*"
    rf"((?:{ACRONYM}|kelompok informasi masyarakat)\b\W*\w[^,;/&+\n]*?)"
    r"(?=\s*(?:[,;/&+\n]|\s[-–•*]\s*kim\b|\bdan\s+kim\b|\b(?:\d{1,2}|[a-h])\s*[.)]|$))",
    re.IGNORECASE,
)
_LISTED = re.compile(r"(?:^|[\s,;])\d{1,2}\s*[.)]\s*([^\d,;\n][^,;\n]*?)(?=[\s,;]+\d{1,2}\s*[.)]|\s*$)", re.MULTILINE)
_SENTENCE = frozenset(
    {"yang", "untuk", "dengan", "akan", "karena", "pada", "dari", "oleh", "ini", "telah", "sudah", "belum", "tidak"}
)
_LONG = 6
_LONGEST = 200
_LONGEST_NAME = 2_000


class NameKind(StrEnum):
    """The kind of a text in the column of names."""

    NAME = "name"
    NONE = "none"
    """Says that there is no community (yet)."""
    NAMELESS = "nameless"
    """Says that there is one, or how it is, without a name."""
    PLACEHOLDER = "placeholder"
    DATE = "date"
    OFFICE = "office"
    """A letterhead, a decree's heading, a signer's office."""
    TITLED = "titled"
    """A person with titles."""
    PLACE = "place"
    """A place with the word for its kind, and nothing else."""
    SENTENCE = "sentence"
    SEVERAL = "several"
    UNSURE = "unsure"
    """Begins like a statement and goes on like a name: the rest of its row decides."""


_FORMS = ((_TICK, NameKind.NAMELESS), (_PLACEHOLDER, NameKind.PLACEHOLDER))


@cache
def _roles() -> dict[str, str]:
    return {line["word"]: line["role"] for line in read("phrase_words")}


def surely_name(text: str) -> bool:
    """Whether a text is the prefix and a few plain words, the first of them in no statement: most names are."""
    if not _SIMPLE.fullmatch(text):
        return False
    said = text.lower().split()
    return len(said) <= _LONG and said[1] not in _roles() and _JOINS.isdisjoint(said[1:])


@lru_cache(maxsize=50_000)
def kind_of(text: str) -> NameKind:
    """The kind of a text in the column of names.

    >>> kind_of("KIM belum lelah").value, kind_of("belum terbentuk").value, kind_of("KIM A, KIM B").value
    ('unsure', 'none', 'several')
    """
    if len(text) > _LONGEST_NAME:
        return NameKind.SENTENCE
    bare = without_prefix(text)
    prefixed = bare != text
    if not prefixed and (kind := next((kind for form, kind in _FORMS if form.fullmatch(text)), None)):
        return kind
    if len(several_in(text)) > 1:
        return NameKind.SEVERAL
    if (not prefixed and _TITLE.search(text)) or _OF_PERSON.search(bare):
        return NameKind.TITLED
    if not prefixed and len(text) <= _LONGEST and _NONE_SAID.search(text):
        return NameKind.NONE
    return _of_words(fold(bare), prefixed=prefixed, titled=bare.istitle())


def _of_words(folded: str, *, prefixed: bool, titled: bool) -> NameKind:
    said = folded.split()
    if kind := _statement(said):
        return kind
    if not prefixed and (folded.isdigit() or _DATE.fullmatch(folded)):
        return NameKind.DATE
    if len(said) >= _LONG and (sum(word in _SENTENCE or _roles().get(word) == "sentence" for word in said)) >= 2:
        return NameKind.SENTENCE
    if not prefixed and _OFFICE.fullmatch(folded):
        return NameKind.OFFICE
    if not prefixed and is_termed_place(folded):
        return NameKind.PLACE
    first = _roles().get(said[0]) if said else None
    # "KIM Belum Terlambat": written as a name is, and not a statement from end to end.
    states = first in {"negation", "plan"} and not titled
    return NameKind.UNSURE if states or (first and not prefixed) else NameKind.NAME


def _statement(said: list[str]) -> NameKind | None:
    """The kind of a text whose words are all about communities; None where one of them may be a name."""
    roles = {_roles().get(word, "") if not word.isdigit() else "function" for word in said}
    if not said or "" in roles:
        return None
    if "nameless" in roles and "negation" in roles:
        return NameKind.NAMELESS
    if "state" in roles:
        return NameKind.NAMELESS
    if "negation" in roles or "plan" in roles:
        return NameKind.NONE
    return NameKind.NAMELESS if "exists" in roles else None


@lru_cache(maxsize=1_000)
def asks_whether(label: str) -> bool:
    """Whether a header asks if there is a community: `KIG Terbentuk (Sudah/Belum)`, `Ada KIM?`.

    >>> asks_whether("KIG Terbentuk (Sudah/Belum)"), asks_whether("SK (Ada/Belum)"), asks_whether("Status KIM")
    (True, False, False)
    """
    said = fold(label).split()
    roles = {_roles().get(word, "") for word in said if word not in _JOINS and word != "keberadaan"}
    named = not _JOINS.isdisjoint(set(said) - {"dan"})
    return named and "" not in roles and ("exists" in roles or "keberadaan" in said) and "state" not in roles


def counts_communities(label: str) -> bool:
    """Whether a header is that of a count of communities: `Jumlah KIM`, `Banyaknya KIM`."""
    said = set(fold(label).split())
    return bool(said & {"jumlah", "jml", "banyaknya", "banyak"}) and not said.isdisjoint(ACRONYMS) and len(said) <= 3


def may_be_called(text: str) -> bool:
    """Whether a text that says there is a community is written as a name is: `KIM Ada`, not `KIM ada`."""
    roles = {_roles().get(word) for word in fold(text).split()[1:]}
    return _CALLED.fullmatch(text) is not None and "exists" in roles and not roles & {"negation", "plan", "state"}


def is_tick(cell: object) -> bool:
    """Whether a cell is a tick."""
    return isinstance(cell, str) and _TICK.fullmatch(cell) is not None


def several_in(text: str) -> list[str]:
    """The names in one cell, where it plainly holds more than one: each with its prefix, or numbered."""
    if len(text) > _LONGEST_NAME:
        return []
    named = [found.strip() for found in _AGAIN.findall(text)]
    if len(named) > 1:
        return named
    listed = [found.strip() for found in _LISTED.findall(text)]
    return listed if len(listed) > 1 else []


def is_termed_place(folded: str) -> bool:
    """Whether a folded text is a place with the word for its kind: `kecamatan tarik`, `desa mliriprowo`."""
    first, _, rest = folded.partition(" ")
    # "Lurah Berkarya" speaks of a person's office, and may be a name.
    return (
        bool(rest)
        and first != "lurah"
        and (first in words("region_terms") or first in words("regency_terms"))
        and len(rest.split()) <= 4
    )


@cache
def _place_keys() -> frozenset[str]:
    regions = Regions.load()
    names = [*regions.provinces.values(), *regions.districts.values()]
    names += [name.partition(" ")[2] for name in regions.regencies.values()]
    return frozenset(map(key_of, names))


def is_place(text: str) -> bool:
    """Whether a text is the bare name of a province, regency, district or village somewhere in the country."""
    key = key_of(text)
    return bool(key) and (key in _place_keys() or bool(Regions.load().names_in("village", "").exact.get(key)))


@lru_cache(maxsize=50_000)
def like_person(text: str) -> bool:
    """Whether a name without a prefix reads like a person's: two to four words that begin with a given name."""
    if without_prefix(text) != text:
        return False
    said = fold(text).split()
    if not 2 <= len(said) <= 4 or any(not word.isalpha() for word in said):
        return False
    given = [words("given_names").get(word) for word in said]
    return given[0] == "person" or (given[0] == "also" and "person" in given[1:]) or bool(_INITIAL.match(text))
