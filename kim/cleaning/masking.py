"""What may be personal data, and is therefore shown as `***` outside the archive and the contact store."""

import re
from functools import lru_cache

from kim.display import on_screen
from kim.reading.name_kinds import NameKind, kind_of, like_person
from kim.reference import contact_marks
from kim.reference.text import fold
from kim.reference.wordlists import words
from schemas.fields import COLUMNS, holding

MASK = contact_marks.MASK
PERSONAL = frozenset(name for name, column in COLUMNS.items() if column.contact)
CHOICES = {"status": "status_words", "jenis_komunitas": "community_types"}
"""Columns of one word out of a few, with the list of their wordings."""
_NEAR_WORD = 70
_HARMLESS = re.compile(r"[\d\s.,:/+±~<>()-]*")
CODES = holding("code")
_MEASURES = holding("measure")
DIGITS = holding("code", "measure", "number")
"""Columns whose own values are full of digits."""
ADDRESSES = holding("address")
# As it stands on the card, or cut in the ways in which people cut it.
_LONG_DIGITS = re.compile(
    r"(?<!\d)(?:\d{16}|\d{4}(?:[ .\-]\d{4}){3}|\d{6}[ .\-]\d{6}[ .\-]?\d{4}"
    r"|\d{2}(?:[ .\-]\d{2}){2}[ .\-]\d{6}[ .\-]\d{4})(?!\d)"
)
_PHONE = re.compile(r"(?<!\d)(?:\+?62|0)[\s.\-]?8(?:[\s.\-]?\d){7,11}(?!\d)")
_BARE_PHONE = re.compile(r"(?<![\d./\-])8\d{8,11}(?![\d./])")
_WA_LINK = re.compile(r"(?:wa\.me|whatsapp\.com)/(?:send/?\?phone=)?\+?\d{6,}", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@/,;:()<>\[\]]{1,64}@[^\s@/]{1,255}?\.[A-Za-z]{2,}")
# A region's whole code, and the village's ten digits with a serial, where they do not begin as a mobile number does.
_PLAIN_CODE = (
    r"^(?:(?:(?:[1-57-9][0-9]|6[013-9])[.][0-9]{2}|62[.][0-79][0-9])[.][0-9]{2}[.][0-9]{4}"
    r"|(?:[1-57-9][0-9]{2}|6[013-9][0-9]|62[0-79])[0-9]{9})$"
)
_PLAIN_HANDLE = r"^@[a-z_]+[0-9]{0,6}$"
_IN_SOMEBODYS_NAME = r"|(?i:\b(?:a\.\s?n\b|a/n|atas nama)\b)"
SUSPECT = contact_marks.SUSPECT + _IN_SOMEBODYS_NAME
"""What a cell has where it holds a contact or is given in somebody's name."""
NARROW_SUSPECT = r"@|[0-9](?:[\s.\-]?[0-9]){8}|[^\x00-\x7f]" + _IN_SOMEBODYS_NAME
"""The same of a cell of codes, dates and numbers, which is full of digits of its own."""
_SUSPECT = re.compile(NARROW_SUSPECT)
_NUMBER = re.compile(r"\d{1,4}")
_ON_BEHALF = re.compile(r"(?<=\w)[\s,(\[–-]*[\s,(\[](?:a\.\s?n\.?|a/n|atas nama)\s+\S.*$", re.IGNORECASE | re.DOTALL)
_PARTS = re.compile(r"\s*[;,\n]\s*")


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
    """A cell full of digits of its own (a decree's number, an id) without those of people and e-mail addresses."""
    if not _holds_contact(text) and not _BARE_PHONE.search(text):
        return text
    for start, end in reversed(_niks(text, in_address=False)):
        text = text[:start] + text[end:]
    for pattern in (_EMAIL, _PHONE, _BARE_PHONE):
        text = pattern.sub("", text)
    return " ".join(re.sub(r"\(\s*\)|\[\s*\]", "", text).split()).strip(" -,;:/")


def without_people(text: str) -> str:
    """A name without numbers and addresses of people, however they are spelt."""
    return contact_marks.without(text)


def without_on_behalf(name: str) -> str:
    """A name without the person in whose name it is given.

    >>> without_on_behalf("KIM Mawar (a.n. Budi Rekaan)")
    'KIM Mawar'
    """
    return _ON_BEHALF.sub("", name)


def holds_contact(text: str, *, in_code: bool = False, in_address: bool = False) -> bool:
    """Whether a cell of a recognised column holds a NIK, a phone number or an e-mail address.

    In free text these are found in whatever spelling; a code, an address and a decree's number are full of digits.
    """
    if not in_code and not in_address:
        return contact_marks.holds(text)
    return _holds_contact(text, in_address=in_address) or (not in_code and bool(_BARE_PHONE.search(text)))


def _holds_contact(text: str, *, in_address: bool = False) -> bool:
    # Most cells hold neither an @ nor nine digits: the rest is not looked for in them.
    if not _SUSPECT.search(text):
        return False
    if "@" in text and _EMAIL.search(text):
        return True
    return find_nik(text, in_address=in_address) or bool(_PHONE.search(text) or _WA_LINK.search(text))


def surely_shown(field: str) -> str | None:
    """A pattern (RE2) of cells of a column that look like contacts but are shown as they stand: `shown` agrees."""
    return _PLAIN_CODE if field in CODES else _PLAIN_HANDLE if field in ADDRESSES else None


def names_person(text: str) -> bool:
    """Whether `text` reads as a person's name, with or without a title."""
    return like_person(text) or kind_of(text) is NameKind.TITLED


def may_be_personal(text: str) -> bool:
    """Whether free text may name or reach a person: true unless each of its words is known to be harmless.

    Of numbers one short one is: two in a row may be a date of birth, an account or a phone number.
    """
    safe, folded = words("safe_words"), fold(text).split()
    numbers = [word for word in folded if word not in safe and _NUMBER.fullmatch(word)]
    return len(numbers) > 1 or not all(word in safe or word in numbers for word in folded)


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
    r"""A cell of column `field` (None: not recognised) as it may be shown outside the encrypted stores.

    >>> shown("nomor_hp", "0812"), shown("kecamatan", "Ta\u202erik")
    ('***', 'Ta\\u202erik')
    """
    return MASK if text and _is_hidden(field, text) else on_screen(text)


def _is_hidden(field: str | None, text: str) -> bool:
    if field in PERSONAL:
        return True
    if field is None or field == "keterangan":
        return may_be_personal(text)
    odd = (
        (field == "whatsapp" and any(c.isdigit() for c in text))
        or (field in CHOICES and not _may_stand_for_choice(field, text))
        # In the wrong column it may be anything.
        or (field in _MEASURES and not _HARMLESS.fullmatch(text) and _may_name(text))
        or (field != "nama_kim" and any(map(names_person, _PARTS.split(text))))
    )
    return odd or _ON_BEHALF.search(text) is not None or holds_contact(text, in_code=field in DIGITS)


@lru_cache(maxsize=5_000)
def _may_name(text: str) -> bool:
    return may_be_personal(" ".join(word for word in fold(text).split() if not any(c.isdigit() for c in word)))
