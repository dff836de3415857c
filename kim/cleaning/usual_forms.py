"""Forms in which most cells of a column come: what is written so is clean as it stands, and is not parsed one by one.

Each form is narrower than the parser of its column, which would yield the same (a test holds the two together).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kim.cleaning.batch import EncodedColumn, blank_pattern, matching
from kim.reference.wordlists import words


@dataclass(frozen=True, slots=True)
class UsualForm:
    """A pattern (RE2, of the whole text), and what to write for it.

    With `contacts` it counts though it may hold a contact; where `unless` is found in the text, it does not. `rule` is
    the rule of an issue that such a cell has.
    """

    pattern: str
    replacement: str
    contacts: bool = False
    unless: str = ""
    rule: str = ""


UsualForms = tuple[UsualForm, ...]
# A word that begins with K is left to the parser where it could be a prefix again (KIM, KKM).
_K_WORD = r"(?:[Kk][A-HJL-Za-hjl-z][A-Za-z]*|[Kk][Ii][A-JL-Za-jl-z][A-Za-z]+)"
_WORD = rf"(?:[A-JL-Za-jl-z][A-Za-z]*|{_K_WORD}|[0-9]{{1,4}})"
_FIRST = r"(?:[A-JL-Za-jl-z][A-Za-z]*|[0-9]{1,4})"
_OWN_NAME = rf"({_FIRST}(?: {_WORD})*(?: \({_WORD}(?: {_WORD})*\))?)"
# Three words that begin with K may be a prefix misspelt; two are none, but for the word of one itself.
_K_NAME = rf"({_K_WORD}(?: {_WORD})?)"
_PREFIX_WORD = r"(?i) (?:kelompok|komunitas|kel)( |$)"


def _prefixed(acronym: str, long: str) -> tuple[UsualForm, ...]:
    lead = rf"(?i:{acronym}|(?:Kelompok|Komunitas) Informasi {long}(?: \( ?{acronym} ?\))?)"
    return (
        UsualForm(rf"{lead} {_OWN_NAME}", rf"{acronym} \1"),
        UsualForm(rf"{lead} {_K_NAME}", rf"{acronym} \1", unless=_PREFIX_WORD),
    )


# A clean name of plain words, whose key needs no looking for prefixes: all have one of the same length.
_CLEAN_NAME = rf"^(?:KIM|KIG|KIK) {_FIRST}(?: {_WORD})*$"
PERSON = (UsualForm(r"([A-Za-z][A-Za-z.,']*(?: [A-Za-z0-9.,'/\-]+)*)", r"\1"),)
PHONE = (
    UsualForm(r"(?:\+62|0)(8[1-35-9][0-9]{7,10})", r"+62\1", contacts=True),
    # A zero that Excel ate.
    UsualForm(r"(8[1-35-9][0-9]{7,10})", r"+62\1", contacts=True, rule="phone_zero"),
    UsualForm(r"(?:\+62[ \-]?|0)(8[1-35-9][0-9])[ \-]([0-9]{4})[ \-]([0-9]{3,5})", r"+62\1\2\3", contacts=True),
)
EMAIL = (
    UsualForm(
        r"([a-z0-9]{1,40}(?:[._\-][a-z0-9]{1,40}){0,3}@(?:[a-z0-9]{1,20}(?:\-[a-z0-9]{1,20})?\.){1,3}[a-z]{2,20})",
        r"\1",
        contacts=True,
    ),
)
DECREE = (
    UsualForm(r"([0-9A-MO-Z][0-9A-Za-z.]*(?:[/\-][0-9A-Za-z.]+)*)", r"\1", unless="^[^0-9]*$"),
    UsualForm(r"((?:SK|Keputusan) [A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)* Nomor [0-9]{1,4} Tahun (?:19|20)[0-9]{2})", r"\1"),
)
SITE_NUMBER = (UsualForm(r"([0-9]{12})", r"\1", contacts=True),)
# One more than a label of a domain may have: what is as long is looked at whole.
_LONG = ".{64}"
_HOST = r"((?:[a-z0-9]+(?:-+[a-z0-9]+)*[.]){1,4}[a-z]{2,24})"
# What is longer is left to the parser.
_LONGEST = 200
# As many digits as a NIK has, however they are parted.
_NIK = r"[0-9](?:[ .\-]?[0-9]){15}"


@cache
def name_forms() -> UsualForms:
    """Plain words behind an official prefix, or without one."""
    federation = "|".join(map(re.escape, words("federation_words")))
    unless = rf"(?i)^(?:{federation})\b|{blank_pattern().removeprefix('(?i)')}"
    bare = UsualForm(rf"([A-JL-Za-jl-z][A-Za-z]*(?: {_WORD})*)", r"\1", unless=unless)
    return (
        *_prefixed("KIM", "Masyarakat"),
        *_prefixed("KIG", "Gampong"),
        *_prefixed("KIK", "Kampung"),
        bare,
    )


@cache
def site_forms() -> UsualForms:
    """A host alone that is no channel's."""
    channels = "|".join(re.escape(host) for host in words("channel_hosts"))
    unless = rf"^(?:https?://)?www(?:[^.]|[.]www)|blogspot|{_LONG}|(?:^|[./])(?:{channels})/?$"
    return (UsualForm(rf"(?:https?://)?(?:www[.])?{_HOST}/?", r"\1", unless=unless),)


@cache
def channel_forms(name: str) -> UsualForms:
    """A community's handle, or the channel's own address of one; others, which may be a person's, are not."""
    if name == "whatsapp":
        return ()
    address = rf"(?:https://)?(?:www[.])?{name}[.]com/@?(ki[gkm][a-z0-9_.]{{0,47}})/?"
    # As many digits as a phone number has are left to the parser.
    return (
        UsualForm(r"@?(ki[gkm][a-z0-9_]{0,27})", r"\1", contacts=True, unless="[0-9]{9}"),
        UsualForm(address, r"\1"),
    )


@dataclass(frozen=True, slots=True)
class InUsualForm:
    """For each distinct text its clean value where it has one of the forms, else None: left to the parser."""

    values: list[str | None]
    issues: list[tuple[str, list[int]]]
    """Rules, and the codes of the texts that break them."""


def in_usual_form(encoded: EncodedColumn, forms: UsualForms) -> InUsualForm:
    """The distinct texts of a column, as far as they have one of the forms."""
    issues = []
    clean = np.full(len(encoded.texts), None, np.object_)
    left = np.arange(len(clean))
    for form in forms:
        some: Any = encoded.arrow.take(pa.array(left))
        taken = matching(some, f"^{form.pattern}$")
        lengths: Any = pc.utf8_length(some)
        taken &= lengths.to_numpy(zero_copy_only=False) <= _LONGEST
        taken &= ~(matching(some, _NIK) if form.contacts else encoded.suspects[left])
        if form.unless:
            taken &= ~matching(some, form.unless)
        fit = some.filter(pa.array(taken))
        written: Any = pc.replace_substring_regex(fit, f"^{form.pattern}$", form.replacement)
        clean[left[taken]] = written.to_numpy(zero_copy_only=False)
        if form.rule:
            issues.append((form.rule, left[taken].tolist()))
        left = left[~taken]
    return InUsualForm(clean.tolist(), issues)


def plain_keys(names: Sequence[str | None]) -> list[str | None]:
    """For each clean name of plain words its key (`kim.cleaning.names.name_key`), else None: to be made one by one."""
    every: Any = pa.array(names, pa.string())
    plain: Any = pc.fill_null(pc.match_substring_regex(every, _CLEAN_NAME), False)
    keys: Any = pc.replace_substring(pc.utf8_slice_codeunits(pc.ascii_lower(every), 4), " ", "")
    return list(pc.if_else(plain, keys, pa.scalar(None, pa.string())).to_pylist())
