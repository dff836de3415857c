"""Numbers that others gave a community: its `kim_id`, its number on kim.id, the label it asks for."""

import re

from kim.cleaning.masking import without_contacts
from kim.cleaning.verdict import Verdict, bad, good
from kim.reference.text import tidy

_SITE_NUMBER = re.compile(r"[0-9]{12}")
_SCHEME = re.compile(r"^(?:https?:/{1,2})?(?:www\.)?", re.IGNORECASE)


def judge_site_number(text: str) -> Verdict[str]:
    """The village's ten digits and a serial of two; rule `site_number_invalid`."""
    digits = re.sub(r"[\s.\-/]", "", tidy(text))
    return good(digits) if _SITE_NUMBER.fullmatch(digits) else bad("site_number_invalid")


def judge_kim_id(text: str) -> Verdict[str]:
    """The id as the office wrote it, without spaces; whether it was ever given, matching knows."""
    declared = re.sub(r"\s", "", without_contacts(tidy(text)))
    return good(declared[:40]) if declared else Verdict(None)


def judge_label(text: str) -> Verdict[str]:
    """The label under `kim.id`; whether it can be granted is publishing's to say, so an odd one is kept."""
    plain = _SCHEME.sub("", without_contacts(tidy(text)).lower()).split("/")[0].strip(". ")
    label = re.sub(r"\.kim\.id$", "", plain)
    return good(label[:253]) if label else Verdict(None)
