"""What a community is: its status and kind (one word of a few), its number of members, its partners."""

import re

import numpy as np

from kim.cleaning.batch import Batch
from kim.cleaning.findings import Findings
from kim.cleaning.masking import names_person, without_people
from kim.cleaning.parsed import Issue, Parsed, ParsedColumn, parse_column, parsed, unparsed
from kim.reference.text import fold, tidy
from kim.reference.wordlists import words

_CLOSE = 85
_INACTIVE = re.compile(
    r"\b(?:(?:tidak|tdk|tak|non|kurang|krg|belum|blm) (?:lagi |begitu |terlalu |sepenuhnya )?(?:aktif|berjalan|jalan)"
    r"|nonaktif|inaktif|vakum|vacum|vakuum|mandek|mandeg|macet|mati suri|pasif|berhenti|terhenti)\b"
)
_DISSOLVED = re.compile(r"\b(?:bubar|dibubarkan|membubarkan diri)\b")
_LONGEST_CHOICE = 1_000
_NEVER = re.compile(r"\b(?:tidak|tdk|belum|blm) (?:akan )?(?:bubar|vakum|dibubarkan|mandek)\b")
_ACTIVE = re.compile(r"\b(?:aktif|berjalan)\b")
_NOW = re.compile(r"^.*\b(?:sekarang|kini|saat ini)\b")
_ABOUT_OTHERS = re.compile(
    r"\b(?:ketua|pengurus\w*|anggota\w*|website|situs|web|medsos|media sosial|akun|grup|nomor|hp|wa|sk)\b"
)
_LONGEST_NOTE = 200
MOST = 100_000
_LONGEST_COUNT = 100
_NUMBER = re.compile(
    r"(?P<about>±|\+/?-|kurang lebih|sekitar|kira-?kira|lk\.?|kl\.?|~|>|<|lebih dari|hampir)?\s*"
    r"(?P<digits>\d{1,3}(?:[.,]\d{3}){1,4}|\d{1,12})(?:[.,]0+)?\s*(?P<plus>\+)?\s*"
    r"(?:\(.*\))?\s*(?:orang|org|anggota|or|jiwa|members?|people|pengurus|personil|personel)?(?:\s+(?:orang|anggota))?\s*\.?",
    re.IGNORECASE,
)
_LONGEST_PARTNERS = 1_000
# A comma stands also within a number, and before a degree.
_BETWEEN = re.compile(
    r"\s*(?:;|\n|(?:^|(?<=\s))[-•*]\s|(?:^|(?<=\s))\d{1,2}[.)]\s|,(?!\d)(?!\s*[A-Z][A-Za-z]{0,2}[.]))\s*"
)


def parse_status(text: str) -> Parsed[str]:
    """`aktif`, `tidak_aktif` or `bubar`; rule `status_unknown` (the caller then counts it as `aktif`)."""
    choice = _choice(text, "status_words", "status_unknown")
    if choice.value and fold(text) in words("status_words"):
        return choice
    found = status_in(text)
    return parsed(found) if found else choice


def status_in(text: str) -> str | None:
    """The state that a sentence states, None where it states none or two.

    >>> status_in("Tidak, sudah vakum"), status_in("dulu vakum, sekarang aktif lagi"), status_in("Ketua tidak aktif")
    ('tidak_aktif', 'aktif', None)
    """
    if len(text) > _LONGEST_CHOICE:
        return None
    folded = _NOW.sub("", fold(text)) or fold(text)
    if _NEVER.search(folded):
        return "aktif" if _ACTIVE.search(_INACTIVE.sub(" ", _NEVER.sub(" ", folded))) else None
    states = set()
    if _DISSOLVED.search(folded):
        states.add("bubar")
    if _INACTIVE.search(folded):
        states.add("tidak_aktif")
    if _ACTIVE.search(_INACTIVE.sub(" ", folded)):
        states.add("aktif")
    if states == {"bubar", "tidak_aktif"}:
        states = {"bubar"}
    if folded.split()[:1] in (["tidak"], ["tdk"]) and states != {"bubar"}:
        states = {"tidak_aktif"} if len(folded.split()) == 1 or states <= {"tidak_aktif"} else states
    if not states and folded.split()[:1] == ["ya"]:
        states = {"aktif"}
    return states.pop() if len(states) == 1 and not _ABOUT_OTHERS.search(folded) else None


def parse_type(text: str) -> Parsed[str]:
    """One of the eight kinds; rule `type_unknown`."""
    return _choice(text, "community_types", "type_unknown")


def _choice(text: str, listed: str, rule: str) -> Parsed[str]:
    from rapidfuzz import fuzz, process

    if len(text) > _LONGEST_CHOICE:
        return unparsed(rule)
    known = words(listed)
    # `Tidak aktif (ketua pindah)`: what stands in brackets explains, and decides nothing.
    folded = fold(re.sub(r"\(.*\)", " ", text)).removeprefix("komunitas ").removeprefix("status ")
    if folded in known:
        return parsed(known[folded])
    closest = process.extractOne(folded, known.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
    return unparsed(rule, known[closest[0]] if closest else None)


def status_column(batch: Batch, findings: Findings) -> ParsedColumn[str]:
    """The state by its own column, or where that is blank or missing, by the notes where they state it plainly."""
    column = parse_column(batch, findings, "status", parse_status)
    notes = batch.column("keterangan")
    in_notes = [status_in(text) if len(text) <= _LONGEST_NOTE else None for text in notes.texts]
    if not any(in_notes):
        return column
    values = [*column.values, *in_notes]
    own = np.array([not text.strip() for text in batch.column("status").texts], np.bool_)[column.codes]
    noted = np.array([value is not None for value in in_notes], np.bool_)[notes.codes]
    return ParsedColumn(values, np.where(own & noted, notes.codes + len(column.values), column.codes).astype(np.int32))


def parse_count(text: str) -> Parsed[int]:
    """Members as a number from 1 to 100,000; rules `count_invalid`, `count_approximate`.

    >>> parse_count("± 1.250 orang").value
    1250
    """
    found = _NUMBER.fullmatch(tidy(text.replace("−", "-"))) if len(text) <= _LONGEST_COUNT else None
    if not found:
        return unparsed("count_invalid")
    count = int(re.sub(r"[.,]", "", found["digits"]))
    if not 1 <= count <= MOST:
        return unparsed("count_invalid")
    if found["about"] or found["plus"]:
        return parsed(count, Issue("count_approximate", str(count)))
    return parsed(count)


def parse_partners(text: str) -> Parsed[str]:
    """The partners on one line, each once; rule `partner_person` where one is a person.

    >>> parse_partners("1. PT Contoh Rekaan 2. Kampung Siaga").value
    'PT Contoh Rekaan; Kampung Siaga'
    """
    parts = [tidy(without_people(part)).strip(" .,;:-") for part in _BETWEEN.split(text[:_LONGEST_PARTNERS])]
    named = list(dict.fromkeys(part for part in parts if any(map(str.isalpha, part))))
    institutions = [part for part in named if not names_person(part)]
    if len(institutions) == len(named):
        return parsed("; ".join(named)) if named else Parsed(None)
    return parsed("; ".join(institutions), Issue("partner_person")) if institutions else unparsed("partner_person")
