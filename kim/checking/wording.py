"""The sentences of `texts.toml`, and numbers and days as the language writes them."""

import tomllib
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Literal

from kim.clock import JAKARTA
from kim.findings import Finding

Language = Literal["id", "en"]


@cache
def _texts() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(files(__package__).joinpath("texts.toml").read_text(encoding="utf-8"))


def text(group: str, key: str, language: Language = "id", /, **filled: object) -> str:
    """A sentence of a group (`report`, `screen`, …), filled in.

    Raises:
        KeyError: there is no such sentence; a test goes through them all.
    """
    shown = {name: number(value, language) if isinstance(value, int) else value for name, value in filled.items()}
    return _texts()[group][language][key].format(**shown)


def label(group: str, key: str, language: Language = "id") -> str:
    """A word for a code; the code itself where it is new and has no word yet."""
    return _texts()[group].get(language, {}).get(key, key)


def number(value: int, language: Language = "id") -> str:
    """The number with its thousands.

    >>> number(4114), number(4114, "en")
    ('4.114', '4,114')
    """
    marked = f"{value:,}"
    return marked.replace(",", ".") if language == "id" else marked


def moment(at: datetime) -> str:
    """Day and time in Jakarta, in Indonesian."""
    there = at.astimezone(JAKARTA)
    return text("report", "moment", date=day(at), time=there.strftime("%H.%M"))


def day(at: datetime) -> str:
    """The day in Jakarta: `24 November 2026`."""
    there = at.astimezone(JAKARTA)
    return f"{there.day} {label('month', str(there.month))} {there.year}"


def message(finding: Finding, language: Language) -> str:
    """What the finding says in a language."""
    return finding.message_id if language == "id" else finding.message_en
