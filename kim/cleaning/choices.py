"""Words that stand for one of a few: the status of a community and its kind."""

import re

from kim.cleaning.verdict import Verdict, bad, good
from kim.reference.text import fold
from kim.reference.wordlists import words

_CLOSE = 85


_INACTIVE = re.compile(
    r"\b(?:(?:tidak|tdk|tak|non|kurang|krg|belum|blm) (?:lagi |begitu |terlalu |sepenuhnya )?(?:aktif|berjalan|jalan)"
    r"|nonaktif|inaktif|vakum|vacum|vakuum|mandek|mandeg|macet|mati suri|pasif|berhenti|terhenti)\b"
)
_DISSOLVED = re.compile(r"\b(?:bubar|dibubarkan|membubarkan diri)\b")
_LONGEST = 1_000
_NEVER = re.compile(r"\b(?:tidak|tdk|belum|blm) (?:akan )?(?:bubar|vakum|dibubarkan|mandek)\b")
_ACTIVE = re.compile(r"\b(?:aktif|berjalan)\b")
_NOW = re.compile(r"^.*\b(?:sekarang|kini|saat ini)\b")
_ABOUT_OTHERS = re.compile(
    r"\b(?:ketua|pengurus\w*|anggota\w*|website|situs|web|medsos|media sosial|akun|grup|nomor|hp|wa|sk)\b"
)


def judge_status(text: str) -> Verdict[str]:
    """`aktif`, `tidak_aktif` or `bubar`; rule `status_unknown` (the caller then counts it as `aktif`)."""
    said = _choice(text, "status_words", "status_unknown")
    if said.value and fold(text) in words("status_words"):
        return said
    found = status_in(text)
    return good(found) if found else said


def status_in(text: str) -> str | None:
    """The state that a sentence says, None where it says none or two.

    >>> status_in("Tidak, sudah vakum"), status_in("dulu vakum, sekarang aktif lagi"), status_in("Ketua tidak aktif")
    ('tidak_aktif', 'aktif', None)
    """
    if len(text) > _LONGEST:
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


def judge_type(text: str) -> Verdict[str]:
    """One of the eight kinds; rule `type_unknown`."""
    return _choice(text, "community_types", "type_unknown")


def _choice(text: str, listed: str, rule: str) -> Verdict[str]:
    from rapidfuzz import fuzz, process

    if len(text) > _LONGEST:
        return bad(rule)
    known = words(listed)
    # `Tidak aktif (ketua pindah)`: what stands in brackets explains, and decides nothing.
    folded = fold(re.sub(r"\(.*\)", " ", text)).removeprefix("komunitas ").removeprefix("status ")
    if folded in known:
        return good(known[folded])
    closest = process.extractOne(folded, known.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
    return bad(rule, known[closest[0]] if closest else None)
