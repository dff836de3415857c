"""What may be personal data, and is therefore shown as `***` outside the archive and the contact store."""

import re

from kim.reference.text import fold
from kim.reference.wordlists import words

MASK = "***"
PERSONAL = frozenset({"nama_ketua", "nomor_hp", "email", "alamat"})
CHOICES = {"status": "status_words", "jenis_komunitas": "community_types"}
"""Columns of one word out of a few, with the list of their wordings."""
_NEAR_WORD = 70
CODES = frozenset({"kode_wilayah", "nomor_id_kim", "id_kim"})
ADDRESSES = frozenset({"situs_web", "facebook", "instagram", "x", "youtube", "tiktok"})

# As it stands on the card, or cut in the ways in which people cut it.
_LONG_DIGITS = re.compile(
    r"(?<!\d)(?:\d{16}|\d{4}(?:[ .\-]\d{4}){3}|\d{6}[ .\-]\d{6}[ .\-]?\d{4}"
    r"|\d{2}(?:[ .\-]\d{2}){2}[ .\-]\d{6}[ .\-]\d{4})(?!\d)"
)
_PHONE = re.compile(r"(?<![\d/])(?:\+?62|0)[\s.\-]?8(?:[\s.\-]?\d){7,11}(?!\d)")
_BARE_PHONE = re.compile(r"(?<![\d./\-])8\d{8,11}(?![\d./])")
_WA_LINK = re.compile(r"(?:wa\.me|whatsapp\.com)/(?:send/?\?phone=)?\+?\d{6,}", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@/,;:()<>\[\]]{1,64}@[^\s@/]{1,255}?\.[A-Za-z]{2,}")
# What has none of this holds neither a NIK nor a phone number nor an e-mail address.
SUSPECT = r"@|[0-9](?:[\s.\-]?[0-9]){8}|[^\x00-\x7f]"
# A region's whole code, and the village's ten digits with a serial, where they do not begin as a mobile number does.
_PLAIN_CODE = (
    r"^(?:(?:(?:[1-57-9][0-9]|6[013-9])[.][0-9]{2}|62[.][0-79][0-9])[.][0-9]{2}[.][0-9]{4}"
    r"|(?:[1-57-9][0-9]{2}|6[013-9][0-9]|62[0-79])[0-9]{9})$"
)
_PLAIN_HANDLE = r"^@[a-z_]+[0-9]{0,8}$"
_SUSPECT = re.compile(SUSPECT)
_NUMBER = re.compile(r"\d{1,4}")


def find_nik(text: str, *, in_address: bool = False) -> bool:
    """Whether `text` holds a 16-digit number; inside the address of a site or channel only one built like a NIK."""
    return len(text) >= 16 and bool(_LONG_DIGITS.search(text)) and bool(_niks(text, in_address=in_address))


def _niks(text: str, *, in_address: bool) -> list[tuple[int, int]]:
    spans = []
    for match in _LONG_DIGITS.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if not in_address or _built_like_nik(digits):
            spans.append(match.span())
    return spans


def _built_like_nik(digits: str) -> bool:
    day, month = int(digits[6:8]), int(digits[8:10])
    return 11 <= int(digits[:2]) <= 97 and (1 <= day <= 31 or 41 <= day <= 71) and 1 <= month <= 12


def without_nik(text: str) -> str:
    """`text` with each 16-digit number masked: a NIK is not even for the contact store."""
    for start, end in reversed(_niks(text, in_address=False)):
        text = text[:start] + MASK + text[end:]
    return text


def without_contacts(text: str) -> str:
    """`text` with numbers of people, phones and e-mail addresses cut out."""
    if not holds_contact(text):
        return text
    for start, end in reversed(_niks(text, in_address=False)):
        text = text[:start] + text[end:]
    for pattern in (_EMAIL, _PHONE, _BARE_PHONE):
        text = pattern.sub("", text)
    return " ".join(re.sub(r"\(\s*\)|\[\s*\]", "", text).split()).strip(" -,;:/")


def holds_contact(text: str, *, in_code: bool = False, in_address: bool = False) -> bool:
    """Whether a cell of a recognised column holds a NIK, a phone number or an e-mail address."""
    # Most cells hold neither an @ nor nine digits: the rest is not looked for in them.
    if not _SUSPECT.search(text):
        return False
    if "@" in text and _EMAIL.search(text):
        return True
    if find_nik(text, in_address=in_address) or _PHONE.search(text) or _WA_LINK.search(text):
        return True
    return not in_code and bool(_BARE_PHONE.search(text))


def surely_shown(field: str) -> str | None:
    """A pattern (RE2) of cells of a column that look like contacts but are shown as they stand: `shown` agrees."""
    return _PLAIN_CODE if field in CODES else _PLAIN_HANDLE if field in ADDRESSES else None


def may_be_personal(text: str) -> bool:
    """Whether free text may name or reach a person: true unless each of its words is known to be harmless."""
    safe = words("safe_words")
    return not all(word in safe or _NUMBER.fullmatch(word) for word in fold(text).split())


def _may_stand_for_choice(field: str, text: str) -> bool:
    """Whether a cell of a choice column holds known or harmless words alone: anything else may be a person's name."""
    from rapidfuzz import fuzz, process

    vocabulary = {word for wording in words(CHOICES[field]) for word in wording.split()}
    return all(
        word in vocabulary
        or not may_be_personal(word)
        or process.extractOne(word, vocabulary, scorer=fuzz.ratio, score_cutoff=_NEAR_WORD) is not None
        for word in fold(text).split()
    )


def shown(field: str | None, text: str) -> str:
    """A cell of column `field` (None: not recognised) as it may be shown outside the encrypted stores."""
    if not text:
        return text
    if field in PERSONAL:
        return MASK
    if field is None or field == "keterangan":
        return MASK if may_be_personal(text) else text
    if field == "whatsapp" and any(c.isdigit() for c in text) and "chat.whatsapp.com" not in text.lower():
        return MASK
    if field in CHOICES and not _may_stand_for_choice(field, text):
        return MASK
    return MASK if holds_contact(text, in_code=field in CODES, in_address=field in ADDRESSES) else text
