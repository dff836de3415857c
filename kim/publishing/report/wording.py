"""Texts, numbers and dates of the report in both languages, as markup that shows the language that is chosen."""

import tomllib
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

MONTHS_ID = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober"),
    *("November", "Desember"),
)
MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
MINUS = "\N{MINUS SIGN}"


@cache
def texts() -> dict[str, dict[str, list[str]]]:
    """Every text by section and key: Indonesian, English."""
    return tomllib.loads((Path(__file__).parent / "texts.toml").read_text(encoding="utf-8"))


def pair(key: str) -> tuple[str, str]:
    """The two texts of `section.key`."""
    section, name = key.split(".", 1)
    indonesian, english = texts()[section][name]
    return indonesian, english


def bridge_label(line: str, baseline_id: str) -> tuple[str, str]:
    """The two labels of a line of the bridge from a baseline."""
    indonesian, english = pair(f"bridge.{line}")
    return indonesian.format(id=baseline_id), english.format(id=baseline_id)


def both(indonesian: str, english: str) -> Markup:
    """Markup that holds both languages; the page shows one."""
    if indonesian == english:
        return escape(indonesian)
    return Markup('<span lang="id">{}</span><span lang="en">{}</span>').format(indonesian, english)


def text(key: str, **values: object) -> Markup:
    """A text with its values: numbers and dates in both notations, the rest as it is."""
    filled = []
    for lang, template in zip(("id", "en"), pair(key), strict=True):
        shown = {name: _shown(value, lang) for name, value in values.items()}
        filled.append(template.format(**shown))
    return both(*filled)


def _shown(value: object, lang: str) -> str:
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(value, int):
        return number(value) if lang == "id" else f"{value:,}"
    if isinstance(value, date):
        return day(value)[0 if lang == "id" else 1]
    return str(value)


def figure(value: int | None, *, signed: bool = False) -> Markup:
    """A number that the language switch can write anew."""
    if value is None:
        return Markup('<span class="nil">–</span>')
    shown = number(value, signed=signed)
    return Markup('<span class="n" data-n="{}" data-signed="{}">{}</span>').format(value, int(signed), shown)


def share(part: int, whole: int) -> Markup:
    """A share in per cent, in both notations."""
    shown = percent(part, whole)
    return both(shown, shown.replace(",", "."))


def when(value: date, precision: str = "day") -> Markup:
    """A date in both languages."""
    return both(*day(value, precision))


def tools() -> dict[str, Callable[..., Markup]]:
    """What templates call."""
    return {"t": text, "n": figure, "share": share, "when": when, "both": both}


def number(value: int | None, *, signed: bool = False) -> str:
    """`4.114`; with `signed` also `+4.114`; a true minus sign; a dash for what is not known.

    >>> number(4114), number(4114, signed=True), number(None)
    ('4.114', '+4.114', '–')
    """
    if value is None:
        return "–"
    sign = MINUS if value < 0 else "+" if signed and value > 0 else ""
    return sign + f"{abs(value):,}".replace(",", ".")


def percent(part: int, whole: int) -> str:
    """`54,2%`; a dash where there is no whole. Never 100 or 0 for what only rounds to it.

    >>> percent(542, 1000), percent(1, 2000), percent(1, 0)
    ('54,2%', '<0,1%', '–')
    """
    if whole == 0:
        return "–"
    share = 100 * part / whole
    if 0 < share < 0.1:
        return "<0,1%"
    if 99.9 < share < 100:
        return ">99,9%"
    return f"{share:.1f}%".replace(".", ",").replace(",0%", "%")


def day(value: date, precision: str = "day") -> tuple[str, str]:
    """A date in Indonesian and English, as precise as it is known.

    >>> day(date(2026, 3, 2)), day(date(2026, 3, 2), "year")
    (('2 Maret 2026', '2 March 2026'), ('2026', '2026'))
    """
    if precision == "year":
        return str(value.year), str(value.year)
    head = f"{value.day} " if precision == "day" else ""
    return (
        f"{head}{MONTHS_ID[value.month - 1]} {value.year}",
        f"{head}{MONTHS_EN[value.month - 1]} {value.year}",
    )
