"""Numbers that others gave a community: its decree, its `kim_id`, its number on kim.id, the label it asks for."""

import re
from collections.abc import Sequence

import numpy as np

from kim.cleaning.batch import Batch
from kim.cleaning.dates import DayColumn
from kim.cleaning.findings import Findings
from kim.cleaning.masking import holds_contact, without_contacts
from kim.cleaning.parsed import Parsed, ParsedColumn, parse_text_column, parsed, unparsed
from kim.cleaning.usual_forms import DECREE
from kim.reference.text import tidy

_SITE_NUMBER = re.compile(r"[0-9]{12}")
_SCHEME = re.compile(r"^(?:https?:/{1,2})?(?:www\.)?", re.IGNORECASE)


def parse_site_number(text: str) -> Parsed[str]:
    """The village's ten digits and a serial of two; rule `site_number_invalid`."""
    digits = re.sub(r"[\s.\-/]", "", tidy(text))
    return parsed(digits) if _SITE_NUMBER.fullmatch(digits) else unparsed("site_number_invalid")


def parse_kim_id(text: str) -> Parsed[str]:
    """The id as the office wrote it, without spaces; matching checks whether it was ever given."""
    declared = re.sub(r"\s", "", without_contacts(tidy(text)))
    return parsed(declared[:40]) if declared else Parsed(None)


def parse_label(text: str) -> Parsed[str]:
    """The label under `kim.id`, kept where it is odd: publishing decides on it; rule `label_personal`."""
    typed = tidy(text)
    if holds_contact(typed):
        return unparsed("label_personal")
    plain = _SCHEME.sub("", typed.lower()).split("/")[0].strip(". ")
    label = re.sub(r"\.kim\.id$", "", plain)
    return parsed(label[:253]) if label else Parsed(None)


_LEAD = re.compile(r"^\s*(?:nomor|no\.?)\s*:?\s+", re.IGNORECASE)
_YEAR = re.compile(
    r"(?:[/\-.\s]|^)((?:19[5-9]|20[0-9])\d)\s*$|(?:tahun|thn\.?|th\.?)\s*((?:19[5-9]|20[0-9])\d)\b", re.IGNORECASE
)
# No word for "year" is without a T.
_ENDS_WITH_YEAR = re.compile(r"[^Tt]*[/\-.]((?:19[5-9]|20[0-9])[0-9])")
_LONGEST = 500


def parse_decree(text: str) -> Parsed[str]:
    """The number on one line, as the office writes it; rule `decree_no_number` where it has no digit."""
    number = _LEAD.sub("", without_contacts(tidy(text[:_LONGEST])))
    return parsed(number) if any(map(str.isdigit, number)) else unparsed("decree_no_number")


def decree_year(number: str) -> int | None:
    """The year that the number names, where it names just one.

    >>> decree_year("188.45/12/KEP/2021")
    2021
    """
    years = {first or second for first, second in _YEAR.findall(number)}
    return int(years.pop()) if len(years) == 1 else None


def decree_years(numbers: Sequence[str | None]) -> list[int]:
    """`decree_year` of each, 0 for none; most end with the year and have no word for it."""
    return [
        (int(plain[1]) if (plain := _ENDS_WITH_YEAR.fullmatch(number)) else decree_year(number) or 0) if number else 0
        for number in numbers
    ]


def decree_column(batch: Batch, findings: Findings, decree_on: DayColumn) -> ParsedColumn[str]:
    """Decree numbers; a year that contradicts the decree's date is flagged with `decree_year`."""
    column = parse_text_column(batch, findings, "nomor_sk", parse_decree, DECREE)
    years = np.array(decree_years(column.values), np.int32)[column.codes]
    of_date = decree_on.days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int32) + 1970
    findings.add_to_cells("nomor_sk", "decree_year", (years > 0) & decree_on.known & (years != of_date))
    return column
