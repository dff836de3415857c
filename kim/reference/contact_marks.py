"""Numbers of people and e-mail addresses in free text, in whatever spelling: one normaliser for all that is shown.

A phone number, a NIK and an address are found behind brackets, blanks and dashes of any kind, digits of other scripts
and letters that stand for digits. Where it is unsure (`08-09-2019 10:30`), it is taken for one.

>>> masked("KIM Satu (0812) 9999 OO01"), masked("siti [at] contoh [dot] id"), masked("KIM 45, RT 02")
('KIM Satu (***', '***', 'KIM 45, RT 02')
"""

import re
import unicodedata
from functools import lru_cache

from kim.reference.text import unescape, without_controls

MASK = "***"
# What has none of this holds no hit; RE2 and Python read it alike.
SUSPECT = (
    r"@|%40|&#?[0-9A-Za-z]{1,10};|(?i:[(\[{]\s*(?:at|a)\s*[)\]}]|\bat\b)"
    r"|[0-9](?:[^0-9A-Za-z]{0,4}[0-9OolI|]){7}|[^\x00-\x7f]"
)
_SUSPECT = re.compile(SUSPECT)
_DIGIT = r"(?:[0-9]|(?:(?<=[0-9])|(?<=[0-9][OolI|]))[OolI|]|[OolI|](?=[OolI|]?[0-9]))"
_RUN = re.compile(rf"{_DIGIT}(?:[\W_]{{0,4}}{_DIGIT}){{7,60}}")
_GROUP = re.compile(r"[0-9OolI|]+")
_AS_DIGITS = str.maketrans("OolI|", "00111")
_AT = r"\s{0,3}(?:@|%40|[(\[{]\s{0,2}(?:at|a)\s{0,2}[)\]}]|\bat\b)\s{0,3}"
_DOT = r"\s{0,3}(?:\.|,(?=(?:com|co|id|net|org)\b)|[(\[{]\s{0,2}(?:dot|titik)\s{0,2}[)\]}]|\b(?:dot|titik)\b)\s{0,3}"
_EMAIL = re.compile(rf"[\w.+-]{{1,64}}{_AT}[\w-]{{1,63}}(?:{_DOT}[A-Za-z][\w-]{{1,62}}){{1,4}}", re.IGNORECASE)
_PHONE, _NIK = range(9, 16), 16
_MOST_GROUPS = 12


def holds(text: str) -> bool:
    """Whether a text holds what reads as a number of a person or an e-mail address."""
    return bool(_SUSPECT.search(text)) and bool(_found(text)[1])


def masked(text: str) -> str:
    """The text with each of them as `***`."""
    return _replaced(text, MASK)


def without(text: str) -> str:
    """The text with each of them cut out, and the brackets that are left empty."""
    if not holds(text):
        return text
    cut = re.sub(r"[(\[{]\s*[)\]}]?(?=\s|$)|(?<=\s)[)\]}]", " ", _replaced(text, " "))
    return " ".join(cut.split()).strip(" -,;:/(")


def _replaced(text: str, by: str) -> str:
    if not _SUSPECT.search(text):
        return text
    plain, spans = _found(text)
    if not spans:
        return text
    for start, end in reversed(spans):
        plain = plain[:start] + by + plain[end:]
    return plain


@lru_cache(maxsize=5_000)
def _found(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text in compatibility form, and where the hits are in it."""
    plain = text if text.isascii() and text.isprintable() and "&" not in text else _plain(text)
    spans = [found.span() for found in _EMAIL.finditer(plain) if _is_address(found.group())]
    spans += [span for found in _RUN.finditer(plain) if (span := _number_in(plain, *found.span()))]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return plain, tuple(merged)


def _plain(text: str) -> str:
    whole = unicodedata.normalize("NFKC", without_controls(unescape(text)))
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in whole)


def _is_address(found: str) -> bool:
    """A bare `at` is a word of names too: it counts where a dot is spelt out as well, or stands without blanks."""
    return "@" in found or re.search(r"[(\[{]|%40|\b(?:dot|titik)\b", found, re.IGNORECASE) is not None


def _number_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """From where to where in a run of digits a phone number or a NIK stands.

    One that begins with a word's own digits (`Tes00 0812 …`) is taken only where none begins behind them.
    """
    groups = [found.span() for found in _GROUP.finditer(text, start, end)]
    length = sum(ends - begins for begins, ends in groups)
    if sum(map(str.isdigit, text[start:end])) * 2 < length:
        return None
    own = [at for at, (begins, _) in enumerate(groups) if begins and text[begins - 1].isalpha()]
    for at in [*(at for at in range(len(groups)) if at not in own), *own][:_MOST_GROUPS]:
        digits = ""
        for begins, ends in groups[at : at + _MOST_GROUPS]:
            digits += text[begins:ends].translate(_AS_DIGITS)
            if (len(digits) in _PHONE and digits.startswith(("0", "62", "8"))) or len(digits) >= _NIK:
                return groups[at][0], end
    return None
