"""Two meanings in one column (`Desa/Kecamatan`, `Nama Ketua / No. HP`): each cell is parted into its two values."""

import re
from collections.abc import Sequence

from kim.reading.grid import RawCell
from kim.reading.meanings import PLACES, Meaning, choice_of
from kim.reference.text import without_hamlet

Block = list[list[RawCell]]

_DISTRICT = r"(?:kecamatan|kec|kapanewon|kemantren|distrik)\b\.?\s*:?\s*"
_VILLAGE = r"(?:desa|ds|kelurahan|kel|kalurahan|gampong|nagari|kampung|pekon)\b\.?\s*:?\s*"
_REGENCY = r"(?=(?:kabupaten|kab|kota)\b)"
_PROVINCE = r"(?:provinsi|prov)\b\.?\s*:?\s*"
_TERMS = {"desa_kelurahan": _VILLAGE, "kecamatan": _DISTRICT, "kabupaten_kota": _REGENCY, "provinsi": _PROVINCE}
# From the clearest mark to the one that may stand inside a name.
_SEPARATORS = tuple(
    map(re.compile, (r"\s*[\n;|]\s*", r"\s*/\s*", r"\s*,\s*", r"\s+[-–—]\s*|\s*[-–—]\s+", r"\s*[()]\s*"))
)
_PHONE = re.compile(
    r"(?:(?:no\.?\s*)?(?:hp|wa|telp|tlp|hp/wa)\b\.?\s*:?\s*)?\(?(\+?\d[\d\s.()/-]{6,}\d)\)?", re.IGNORECASE
)
_WITH_STATE = re.compile(r"(.*\S)\s*[(\[]\s*([A-Za-z ]{4,20}?)\s*[)\]]\s*")
_EDGES = " \t\n,;/|()-–—:"


def divide(block: Block, fields: dict[int, str], meanings: Sequence[Meaning | None], width: int) -> dict[int, int]:
    """Part the cells of joint columns; each second half goes into a column of its own, from position `width` on.

    Returns:
        For each new position the one from which its values come. `fields` gets the new columns.
    """
    sources: dict[int, int] = {}
    for at, each in enumerate(meanings):
        if each is None or not each.also or fields.get(at) != each.field or each.also in fields.values():
            continue
        new = width + len(sources)
        for row in block:
            row += [""] * (new + 1 - len(row))
            row[at], row[new] = halves(row[at], each.field, each.also)
        fields[new] = each.also
        sources[new] = at
    return sources


def take_states(block: Block, name: int, fields: dict[int, str], width: int) -> dict[int, int]:
    """Take a state in brackets out of names (`KIM Lalang (vakum)`): into the column of states, else into a new one.

    Returns:
        As `divide`.
    """
    target = next((at for at, each in fields.items() if each == "status"), None)
    sources: dict[int, int] = {}
    for row in block:
        cell = row[name] if name < len(row) else ""
        found = _WITH_STATE.fullmatch(cell) if isinstance(cell, str) and cell.rstrip()[-1:] in {")", "]"} else None
        if not found or not choice_of("status", found[2]):
            continue
        if target is None:
            target = width
            fields[target], sources[target] = "status", name
        row += [""] * (target + 1 - len(row))
        if row[target] == "":
            row[name], row[target] = found[1], found[2]
    return sources


def halves(cell: RawCell, first: str, second: str) -> tuple[RawCell, RawCell]:
    """The two values of a cell in a joint column; in the header's order where no word shows which is which.

    >>> halves("Ds. Waru, Kec. Taman", "kecamatan", "desa_kelurahan")
    ('Kec. Taman', 'Ds. Waru')
    >>> halves("Sepanjang - Taman", "desa_kelurahan", "kecamatan")
    ('Sepanjang', 'Taman')
    """
    if second not in PLACES:
        return (_person(cell) if second == "nomor_hp" else _person(cell)[::-1]) if cell != "" else ("", "")
    if not isinstance(cell, str) or not cell.strip():
        return cell, ""
    text = without_hamlet(cell)
    if (termed := _by_terms(text, first, second)) is not None:
        return termed
    return _two_parts(text) or (text, "")


def _two_parts(text: str) -> tuple[str, str] | None:
    """What stands before and behind the clearest separator that parts the text in two."""
    for separator in _SEPARATORS:
        parts = [part.strip() for part in separator.split(text) if part.strip()]
        if len(parts) == 2:
            return parts[0], parts[1]
    return None


def _by_terms(text: str, first: str, second: str) -> tuple[RawCell, RawCell] | None:
    """By the words before the names: `Desa Waru Kecamatan Taman`; None where neither name has one."""
    starts = {field: re.search(rf"(?<!\w){_TERMS[field]}", text, re.IGNORECASE) for field in (first, second)}
    at = {field: found.start() for field, found in starts.items() if found}
    if not at:
        return None
    if len(at) == 2:
        early, late = sorted(at, key=lambda field: at[field])
        found = {early: text[: at[late]].strip(_EDGES), late: text[at[late] :].strip(_EDGES)}
        return found[first], found[second]
    ((termed, start),) = at.items()
    own, rest = text[start:].strip(_EDGES), text[:start].strip(_EDGES)
    other = second if termed == first else first
    if not rest:
        own, rest = _two_parts(own) or (own, rest)
    found = {termed: own, other: rest}
    return found[first], found[second]


def _person(cell: RawCell) -> tuple[RawCell, RawCell]:
    """Name and phone of a cell that holds both."""
    if not isinstance(cell, str):
        return "", cell
    found = _PHONE.search(cell)
    if found is None:
        return cell, ""
    return (cell[: found.start()] + " " + cell[found.end() :]).strip(_EDGES), found[1]
