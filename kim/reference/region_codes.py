"""Region codes as typed: with dots or without, as numbers that Excel cut the zeros of, retired, or of BPS."""

import re

from kim.reference.regions import Regions
from kim.reference.text import tidy

_LENGTHS = {2: (2,), 4: (2, 2), 6: (2, 2, 2), 10: (2, 2, 2, 4)}
# Most codes come as they should be.
_DOTTED = re.compile(r"[0-9]{2}\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?")
_WIDTHS = (2, 2, 2, 4)


def dotted(raw: object, text: str) -> str | None:
    """A code in dotted form, not yet looked up; None where it has no code's shape."""
    return text if _DOTTED.fullmatch(text) and isinstance(raw, str) else _dotted(raw, text)


def _dotted(raw: object, text: str) -> str | None:
    if isinstance(raw, float) and not raw.is_integer():
        # 35.1 in a number cell was 35.10 before Excel dropped its zero.
        whole, _, decimals = repr(raw).partition(".")
        return f"{whole}.{decimals.ljust(2, '0')}" if len(whole) == 2 and len(decimals) <= 2 else None
    # `35.15 - Kabupaten Sidoarjo`: the name is for people.
    plain = re.sub(r"\s*[\-–:(]?\s*[A-Za-z].*$", "", tidy(text))
    plain = re.sub(r"\s", "", plain).strip("'\"")
    if plain.endswith(".0"):
        plain = plain[:-2]
    if plain.isascii() and plain.isdigit():
        widths = _LENGTHS.get(len(plain))
        return _cut(plain, widths) if widths else None
    parts = [part for part in re.split(r"[.\-/_]", plain) if part]
    if not 1 < len(parts) <= 4 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    # `35.1` alone could be 35.01 or 35.10: both are possible.
    if len(parts[-1]) == 1 and len(parts) == 2:
        return None
    if any(len(part) > width for part, width in zip(parts, _WIDTHS, strict=False)):
        return None
    return ".".join(part.zfill(width) for part, width in zip(parts, _WIDTHS, strict=False))


def _cut(digits: str, widths: tuple[int, ...]) -> str:
    parts, at = [], 0
    for width in widths:
        parts.append(digits[at : at + width])
        at += width
    return ".".join(parts)


_CODE = r"[\[(]?([0-9]{2}(?:\.?[0-9]{2}(?:\.?[0-9]{2}(?:\.?[0-9]{4})?)?)?)[\])]?"
_LEADING = re.compile(rf"^\s*{_CODE}\s*[-–—:|/]?\s*(?=[^\W\d])")
_TRAILING = re.compile(rf"(?<=\w)\W*?[-–—:|/\s]\s*{_CODE}\s*$")


def named(text: str, digits: int) -> tuple[str, str | None]:
    """A place's name and the code of so many digits that is typed with it.

    >>> named("35.15 - Kabupaten Sidoarjo", 4), named("JAWA TIMUR (35)", 2), named("16 Ulu", 10)
    (('Kabupaten Sidoarjo', '35.15'), ('JAWA TIMUR', '35'), ('16 Ulu', None))
    """
    for pattern in (_LEADING, _TRAILING):
        if (found := pattern.search(text)) and len(plain := found[1].replace(".", "")) == digits:
            return (text[: found.start()] + text[found.end() :]).strip(), _cut(plain, _LENGTHS[digits])
    return text, None


def current(code: str) -> tuple[str | None, bool]:
    """Today's code for `code` and whether it was replaced; (None, False) where there never was such a code."""
    regions = Regions.load()
    if regions.exists(code):
        return code, False
    successor = regions.retired.get(code[:5])
    if successor is None:
        return None, False
    # Districts and villages of a split province kept their numbers; where one did not, its regency still holds.
    deeper = successor + code[5:]
    return (deeper if regions.exists(deeper) else successor), True


def bps_province(text: str) -> str | None:
    """The Kemendagri province of a code of BPS (2, 4, 7 or 10 digits); finer parts have no table here."""
    digits = re.sub(r"\D", "", text.removesuffix(".0"))
    if len(digits) not in (2, 4, 7, 10):
        return None
    regions = Regions.load()
    known = regions.bps_provinces.get(digits[:2])
    same = digits[:2] in regions.provinces and digits[:2] not in regions.bps_provinces.values()
    return known or (digits[:2] if same else None)
