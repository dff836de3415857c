"""Phone numbers in E.164; several in one cell are all kept, joined by `;`."""

import re
from functools import cache
from typing import Any

from kim.cleaning.verdict import Issue, Verdict, bad, good
from kim.reference.text import tidy

_BETWEEN = re.compile(r"[/;,|&\n]|\b(?:dan|atau|or)\b", re.IGNORECASE)
_NOISE = re.compile(r"[^\d+]")
# As Excel shows a long number, with its digits still there.
_SCIENTIFIC = re.compile(r"([1-9])[.,]([0-9]{7,12})[Ee]\+?(1[0-3]|9)")
# A letter glued to a digit is a slip of the hand, unless it says what kind of number it is.
_SLIP = re.compile(r"\d(?!(?:wa|hp|telp?|tlp|ext)\b)[a-z]", re.IGNORECASE)
_LONGEST = 1_000
# How spreadsheets are made to keep the zero: `="0812…"`, `'0812…`.
_AS_TEXT = re.compile(r"""^=?["'\s]*(.*?)["'\s]*$""")
_WORDS = re.compile(r"[A-Za-z:.()\-\s]*")


def judge_phone(text: str) -> Verdict[str]:
    """One or more numbers; rules `phone_invalid`, `phone_zero`, `phone_several`."""
    if len(text) > _LONGEST:
        return bad("phone_invalid")
    text = _AS_TEXT.sub(r"\1", tidy(text))
    if (found := _SCIENTIFIC.fullmatch(text)) and len(found[2]) >= int(found[3]) - 2:
        text = (found[1] + found[2]).ljust(int(found[3]) + 1, "0")
    numbers: list[str] = []
    eaten = False
    for part in _parts(text):
        number, restored = _e164(part)
        if number is None:
            return bad("phone_invalid")
        eaten = eaten or restored
        if number not in numbers:
            numbers.append(number)
    if not numbers:
        return bad("phone_invalid")
    issues = [Issue("phone_zero")] if eaten else []
    if len(numbers) > 1:
        issues.append(Issue("phone_several"))
    return good(";".join(numbers), *issues)


def _parts(text: str) -> list[str]:
    parts = [part for part in _BETWEEN.split(text) if part.strip()]
    if len(parts) > 1 and all(_e164(part)[0] is None for part in parts):
        return [text]
    # Two whole numbers with a space or hyphen between.
    if len(parts) == 1:
        starts = [m.start() for m in re.finditer(r"(?<!\d)(?:\+62|0)8", text)]
        if len(starts) == 2 and len(_NOISE.sub("", text)) >= 18:
            return [text[: starts[1]], text[starts[1] :]]
    return parts


def _e164(text: str) -> tuple[str | None, bool]:
    digits = _NOISE.sub("", text)
    if (
        _SLIP.search(text)
        or not digits
        or "+" in digits[1:]
        or len(digits) > 18
        or not _WORDS.fullmatch(re.sub(r"[\d+]", "", text))
    ):
        return None, False
    if digits.startswith(("+620", "620")):
        digits = "0" + digits.split("620", 1)[1]
    elif digits.startswith("00"):
        digits = "+" + digits[2:]
    restored = digits[0] == "8"
    national = _national(digits)
    if national is not None and _mobile().fullmatch(national):
        return "+62" + national, restored
    return _by_library(digits), restored


def _national(digits: str) -> str | None:
    for lead in ("+62", "62", "0"):
        if digits.startswith(lead):
            return digits[len(lead) :]
    return digits if digits[0] == "8" else None


@cache
def _mobile() -> re.Pattern[str]:
    # The library's own pattern for an Indonesian mobile number: parsing each of a million would take a minute.
    from phonenumbers import PhoneMetadata

    metadata: Any = PhoneMetadata.metadata_for_region("ID")
    return re.compile(str(metadata.mobile.national_number_pattern))


def _by_library(digits: str) -> str | None:
    import phonenumbers

    if digits.startswith("62"):
        digits = "+" + digits
    elif digits[0] not in "+0":
        digits = "0" + digits
    try:
        number = phonenumbers.parse(digits, "ID")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
