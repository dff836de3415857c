"""The members of an XLSX: which one is which sheet, and the notes on what else is inside."""

import posixpath
import re
from collections import Counter

from kim.reading.formats.package import Budget, Package
from kim.reading.formats.xlsx.markup import Marker, read_markup
from kim.reading.formats.xml_parser import local, parse
from kim.reading.model import Note
from kim.reading.notes import BYTES, RefusedError, over

_BINARY = re.compile(r"\.(?:png|jpe?g|gif|emf|wmf|tiff?|bmp|bin|vml|ttf|fntdata|dat|ico|svg)$", re.IGNORECASE)
_UNIQUE = re.compile(rb"uniqueCount\s*=\s*[\"']([0-9]+)")
_SHARED = re.compile(rb't="s"[^>]*>\s*<v>([0-9]{1,9})</v>')
_END = re.compile(rb"</(?:\w+:)?si>")
_LONG_TEXT = 2_000
_SEAM = 64


def sheets_of(package: Package) -> dict[str, str]:
    """Sheet name to member, as the workbook and its relations say."""
    names: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "sheet":
            key = next((value for each, value in attributes.items() if local(each) == "id"), "")
            names[attributes.get("name", "")] = key

    def relation(name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    parse(package.pieces("xl/workbook.xml"), package.kind, sheet)
    if "xl/_rels/workbook.xml.rels" in package.members:
        parse(package.pieces("xl/_rels/workbook.xml.rels"), package.kind, relation)
    known = {name.casefold(): name for name in package.members}
    found = {name: known.get(_absolute(targets.get(key, "")).casefold()) for name, key in names.items()}
    if not all(found.values()):
        raise RefusedError("file_unreadable", package.kind)
    return {name: member for name, member in found.items() if member}


def _absolute(target: str) -> str:
    if target.startswith("xl/"):  # Against the standard, and read like this by everyone.
        return target
    return posixpath.normpath(posixpath.join("/xl", target.replace("\\", "/"))).lstrip("/")


def struck_styles(package: Package) -> frozenset[int]:
    """The cell styles whose font is struck through, by their number."""
    member = "xl/styles.xml"
    if member not in package.members or not any(b"strike" in piece for piece in package.pieces(member)):
        return frozenset()
    within: list[str] = []
    fonts: set[int] = set()
    struck: set[int] = set()
    count = {"font": -1, "xf": -1}

    def start(name: str, attributes: dict[str, str]) -> None:
        within.append(local(name))
        place = within[-2] if len(within) > 1 else ""
        if within[-1] == "font" and place == "fonts":
            count["font"] += 1
        elif within[-1] == "strike" and "fonts" in within and attributes.get("val") not in {"0", "false"}:
            fonts.add(count["font"])
        elif within[-1] == "xf" and place == "cellXfs":
            count["xf"] += 1
            if attributes.get("fontId", "").isdecimal() and int(attributes["fontId"]) in fonts:
                struck.add(count["xf"])

    def end(_: str) -> None:
        within.pop()

    parse(package.pieces(member), package.kind, start, end)
    return frozenset(struck)


def check_members(package: Package, budget: Budget) -> dict[str, Marker]:
    """Hold every part that will be parsed against the limits; gives a `Marker` for each sheet, by its name."""
    sheets = sheets_of(package)
    over("file_too_many_sheets", len(sheets), budget.limits.sheets)
    if len(set(sheets.values())) < len(sheets):  # one part unpacked as many sheets: Excel never writes that
        raise RefusedError("file_unreadable", package.kind)
    struck = struck_styles(package)
    by_member = {
        member: read_markup(package, member, budget.limits, struck) for member in dict.fromkeys(sheets.values())
    }
    longest: list[int] = []
    for name in package.members:
        if name not in by_member and not _BINARY.search(name):
            shared = name.casefold().endswith("sharedstrings.xml")
            if _check_part(package, name, longest if shared else None):
                read_markup(package, name, budget.limits)
    if longest and max(longest) > _LONG_TEXT:
        _check_repeats(package, list(by_member), longest, budget)
    return {name: by_member[member] for name, member in sheets.items()}


def _check_part(package: Package, name: str, lengths: list[int] | None) -> bool:
    """Refuse a document type or a false count; gives whether the part may be a sheet after all."""
    size, is_sheet, carry, edge = package.members[name].file_size, False, b"", b""
    for piece in package.pieces(name):
        seam, edge = edge + piece[:_SEAM], piece[-_SEAM:]
        if b"<!DOCTYPE" in piece or b"<!DOCTYPE" in seam or piece.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise RefusedError("file_entity_bomb" if b"<!DOCTYPE" in seam + piece else "file_unreadable", package.kind)
        if any(int(count) > size for count in _UNIQUE.findall(seam) + _UNIQUE.findall(piece)):
            raise RefusedError("file_unreadable", package.kind)
        is_sheet = is_sheet or b"sheetData" in piece or b"sheetData" in seam
        if lengths is not None:
            text = carry + piece
            *items, carry = _END.split(text) if b":si>" in text else text.split(b"</si>")
            lengths += map(len, items)
    return is_sheet


def _check_repeats(package: Package, members: list[str], lengths: list[int], budget: Budget) -> None:
    """Long texts that many cells share unpack once a cell: count them like other unpacked bytes."""
    uses: Counter[bytes] = Counter()
    for member in members:
        carry = b""
        for piece in package.pieces(member):
            block = carry + piece
            uses.update(_SHARED.findall(block[: block.rfind(b"<") + 1]))
            carry = block[max(block.rfind(b"<c "), 0) :] if len(block) < 1 << 24 else b""
    total = sum(count * lengths[at] for key, count in uses.items() if (at := int(key)) < len(lengths))
    over("file_unpacks_too_large", budget.unpacked + total, budget.limits.unzipped_bytes, BYTES)


def side_notes(package: Package) -> list[Note]:
    """Macros and links to elsewhere: neither is ever run or followed."""
    names = {name.casefold() for name in package.members}
    notes = []
    if "xl/vbaproject.bin" in names or any(name.startswith("xl/macrosheets/") for name in names):
        notes.append(Note("macros_ignored"))
    if any(name.startswith("xl/externallinks/") for name in names) or "xl/connections.xml" in names:
        notes.append(Note("links_ignored"))
    return notes
