"""Forms in which most cells of a column come: what is written so is clean as it stands, and is not judged one by one.

Each form is narrower than its judge, which would say the same (a test holds the two together).
"""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc


@dataclass(frozen=True, slots=True)
class Straight:
    """A pattern (RE2, of the whole text), and what to write for it; `contacts`: though it may hold a contact."""

    pattern: str
    replacement: str
    contacts: bool = False


# A word that begins with K is left to the judge where it could be a prefix again (KIM, KKM).
_WORD = r"(?:(?:[A-JL-Za-jl-z]|[Kk][A-HJL-Za-hjl-z])[A-Za-z]*|[0-9]{1,4})"
_FIRST = r"(?:[A-JL-Za-jl-z][A-Za-z]*|[0-9]{1,4})"
NAME = Straight(
    rf"(?i:KIM|(?:Kelompok|Komunitas) Informasi Masyarakat(?: \(KIM\))?) ({_FIRST}(?: {_WORD})*)", r"KIM \1"
)
PERSON = Straight(r"([A-Za-z][A-Za-z.,']*(?: [A-Za-z0-9.,'/\-]+)*)", r"\1")
PHONE = Straight(r"(?:\+62|0)(8[1-35-9][0-9]{7,10})", r"+62\1", contacts=True)
EMAIL = Straight(
    r"([a-z0-9]{1,30}(?:[._\-][a-z0-9]{1,20}){0,3}@(?:[a-z0-9]{1,20}(?:\-[a-z0-9]{1,20})?\.){1,3}[a-z]{2,20})",
    r"\1",
    contacts=True,
)
DECREE = Straight(r"([0-9A-MO-Z][0-9A-Za-z.]*(?:[/\-][0-9A-Za-z.]+)*)", r"\1")


def straightened(texts: list[str], suspects: list[bool], form: Straight) -> list[str | None]:
    """For each text its clean value where it has the form, else None: the judge's to say."""
    every: Any = pa.array(texts, pa.string())
    fits: Any = pc.match_substring_regex(every, f"^{form.pattern}$")
    if not form.contacts:
        fits = pc.and_not(fits, pa.array(suspects))
    clean: Any = pc.replace_substring_regex(every, f"^{form.pattern}$", form.replacement)
    return list(pc.if_else(fits, clean, pa.scalar(None, pa.string())).to_pylist())
