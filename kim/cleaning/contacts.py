"""Contacts, personal data for the encrypted store alone: chairs, phone numbers (E.164), e-mails and addresses.

Several numbers or e-mail addresses in one cell are all kept, joined by `;`.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute

from kim.cleaning.batch import ArrowArray, Batch, Ints, decoded
from kim.cleaning.findings import Findings
from kim.cleaning.masking import without_nik
from kim.cleaning.model import CONTACT
from kim.cleaning.parsed import Issue, Parsed, ParsedColumn, parse_text_column, parsed, unparsed
from kim.cleaning.usual_forms import EMAIL, PERSON, PHONE
from kim.reference.text import tidy, unescape

_BETWEEN = re.compile(r"[/;,|&\n]|\b(?:dan|atau|or)\b", re.IGNORECASE)
_NOISE = re.compile(r"[^\d+]")
# As Excel shows a long number, with its digits still there.
_SCIENTIFIC = re.compile(r"([1-9])[.,]([0-9]{7,12})[Ee]\+?(1[0-3]|9)")
# A letter glued to a digit is a slip of the hand, unless it says what kind of number it is.
_SLIP = re.compile(r"\d(?!(?:wa|hp|telp?|tlp|ext)\b)[a-z]", re.IGNORECASE)
_LONGEST_CELL = 1_000
# How spreadsheets are made to keep the zero: `="0812…"`, `'0812…`.
_AS_TEXT = re.compile(r"""^=?["'\s]*(.*?)["'\s]*$""")
_WORDS = re.compile(r"[A-Za-z:.()\-\s]*")
_PHONE_LIKE = re.compile(r"[\d\s+().\-]{9,}")
_LONGEST_EMAIL = 254
_EMAIL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~\-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~\-]+)*@"
    r"(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
)


def parse_phone(text: str) -> Parsed[str]:
    """One or more numbers; rules `phone_invalid`, `phone_zero`, `phone_several`.

    >>> parse_phone("0812-0012-3456 / 085200000001").value
    '+6281200123456;+6285200000001'
    """
    if len(text) > _LONGEST_CELL:
        return unparsed("phone_invalid")
    text = _AS_TEXT.sub(r"\1", tidy(text))
    if (found := _SCIENTIFIC.fullmatch(text)) and len(found[2]) >= int(found[3]) - 2:
        text = (found[1] + found[2]).ljust(int(found[3]) + 1, "0")
    numbers: list[str] = []
    eaten = False
    for part in _parts(text):
        number, restored = _e164(part)
        if number is None:
            return unparsed("phone_invalid")
        eaten = eaten or restored
        if number not in numbers:
            numbers.append(number)
    if not numbers:
        return unparsed("phone_invalid")
    issues = [Issue("phone_zero")] if eaten else []
    if len(numbers) > 1:
        issues.append(Issue("phone_several"))
    return parsed(";".join(numbers), *issues)


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


def phone_in(text: str) -> str | None:
    """The phone number in a WhatsApp cell, for the contact store."""
    if "chat.whatsapp.com" in text.lower() or "/channel/" in text.lower():
        return None
    numbers = _PHONE_LIKE.findall(tidy(text)) or re.findall(r"\d{9,15}", text)
    return next((result.value for number in numbers if (result := parse_phone(number)).value), None)


def parse_email(text: str) -> Parsed[str]:
    """One or more addresses; rules `email_invalid`, `email_several`."""
    plain = tidy(text).lower().replace("mailto:", "")
    parts = [part.strip("<>().'\"") for part in re.split(r"[;,\s]+|\s+(?:dan|atau)\s+", plain)]
    addresses = list(dict.fromkeys(part for part in parts if part and part not in ("dan", "atau", "/")))
    if unescape(plain) != plain:
        return unparsed("email_invalid")  # `&lT` is no entity, `&lt` is one: in lower case it would be another text
    if not addresses or any(not _EMAIL.fullmatch(part) or len(part) > _LONGEST_EMAIL for part in addresses):
        return unparsed("email_invalid")
    joined = ";".join(addresses)
    return parsed(joined, Issue("email_several")) if len(addresses) > 1 else parsed(joined)


@dataclass(frozen=True, slots=True)
class Contacts:
    """The columns of contacts; personal data."""

    leader: ParsedColumn[str]
    phone: list[str | None]
    email: ParsedColumn[str]
    address: ParsedColumn[str]


def _kept_text(text: str) -> Parsed[str]:
    return parsed(without_nik(tidy(text)))


def contact_columns(batch: Batch, findings: Findings) -> Contacts:
    """Chairs, phones, e-mails and addresses; a number in the WhatsApp column is a phone too."""
    phones = parse_text_column(batch, findings, "nomor_hp", parse_phone, PHONE)
    by_row = phones.by_row()
    whatsapp = batch.column("whatsapp")
    numbers = [phone_in(text) if any(c.isdigit() for c in text) else None for text in whatsapp.texts]
    having = np.array([number is not None for number in numbers], np.bool_)[whatsapp.codes]
    for row in np.flatnonzero(having).tolist():
        number, known = numbers[int(whatsapp.codes[row])] or "", by_row[row]
        by_row[row] = number if not known else known if number in known.split(";") else f"{known};{number}"
    return Contacts(
        parse_text_column(batch, findings, "nama_ketua", _kept_text, PERSON),
        by_row,
        parse_text_column(batch, findings, "email", parse_email, EMAIL),
        parse_text_column(batch, findings, "alamat", _kept_text, PERSON),
    )


def contact_table(contacts: Contacts, ids: list[str], rows: Ints) -> pa.Table:
    """One row of contacts for each record; personal data."""
    arrays: list[ArrowArray] = [
        pa.array(ids, pa.string()),
        contacts.leader.arrow(rows),
        decoded(contacts.phone, rows),
        contacts.email.arrow(rows),
        contacts.address.arrow(rows),
    ]
    return pa.Table.from_arrays(arrays, schema=CONTACT)
