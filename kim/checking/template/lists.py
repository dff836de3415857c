"""The lists behind the form's drop-downs, and the hidden sheet with the names by which the form's checks refer to them.

Every name is a plain range and every drop-down an OFFSET into one, found by VLOOKUP in an index: Excel and LibreOffice
both evaluate that, no name of a region has to be a legal name, and sorting the form breaks nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from kim.errors import UsageError
from kim.reading.grid import LISTS_TITLE
from kim.reference.regions import Regions

SHEET = "Daftar"
KINDS = (
    *("masyarakat", "pelaku_usaha", "umkm", "pemuda", "perempuan"),
    *("tani_nelayan", "pendidikan", "lainnya"),
)
STATUSES = ("aktif", "tidak_aktif", "bubar")
_FIRST = 2  # below the title, from 0


@dataclass(slots=True)
class Level:
    """The names of one level, sorted by parent; `index` has a line (parent's key, first position, count) a parent."""

    names: list[str] = field(default_factory=list)
    index: list[tuple[str, int, int]] = field(default_factory=list)

    def add(self, parent: str, names: Iterable[str]) -> None:
        """Enter the children of one parent."""
        start = len(self.names)
        self.names.extend(names)
        self.index.append((parent, start, len(self.names) - start))


@dataclass(slots=True)
class Lists:
    """Provinces, and what lies below them; a district's key is `regency|district`, as its name repeats."""

    provinces: list[str] = field(default_factory=list)
    regencies: Level = field(default_factory=Level)
    districts: Level = field(default_factory=Level)
    villages: Level = field(default_factory=Level)


def lists_of(region: str | None) -> Lists:
    """The lists for the nation, or for one region, the regions above it included.

    Raises:
        UsageError: no region has this code.
    """
    known = Regions.load()
    if region is not None and not known.exists(region):
        raise UsageError(f"{region!r} is no region code. Write it with dots: a province 35, a regency 35.15.")
    lists = Lists()
    children = _children(known)
    for province in _within(known.provinces, region):
        lists.provinces.append(known.provinces[province])
        regencies = _within(children.get(province, ()), region)
        lists.regencies.add(known.provinces[province], [known.regencies[code] for code in regencies])
        for regency in regencies:
            districts = _within(children.get(regency, ()), region)
            lists.districts.add(known.regencies[regency], [known.districts[code] for code in districts])
            for district in districts:
                villages = _within(children.get(district, ()), region)
                key = f"{known.regencies[regency]}|{known.districts[district]}"
                # Two desa of one name in one district: the list has it once, kode_wilayah tells them apart.
                lists.villages.add(key, dict.fromkeys(village_names(known, villages)))
    return lists


def full_name(region: str) -> str:
    """A region with those above it, the finest first: `Kabupaten Sidoarjo, Jawa Timur`."""
    known, parts = Regions.load(), region.split(".")
    return ", ".join(known.name(".".join(parts[:depth])) for depth in range(len(parts), 0, -1))


def village_names(known: Regions, codes: list[str]) -> list[str]:
    """Names of one district's villages; where a desa and a kelurahan share one, with that word before it."""
    names = [known.villages[code] for code in codes]
    return [village_name(name, code, names.count(name) > 1) for name, code in zip(names, codes, strict=True)]


def village_name(name: str, code: str, shared: bool) -> str:
    """A village's name as the form's list has it."""
    if not shared:
        return name
    return f"{'Kelurahan' if code.rsplit('.', 1)[1].startswith('1') else 'Desa'} {name}"


def _children(known: Regions) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    for level in (known.regencies, known.districts, known.villages):
        for code in level:
            children.setdefault(code.rsplit(".", 1)[0], []).append(code)
    return children


def _within(codes: Iterable[str], region: str | None) -> list[str]:
    """Those codes that contain the region or lie in it."""
    if region is None:
        return list(codes)
    return [code for code in codes if f"{region}.".startswith(f"{code}.") or code.startswith(f"{region}.")]


def write_lists(book: xlsxwriter.Workbook, lists: Lists) -> None:
    """Write the sheet and define `daftar_…` (values) and `indeks_…` (key, first position, count)."""
    page = book.add_worksheet(SHEET)
    page.write_string(0, 0, LISTS_TITLE)
    page.hide()
    column = 0
    for name, values in (("prov", lists.provinces), ("jenis", KINDS), ("status", STATUSES)):
        _column(page, column, values)
        _define(book, f"daftar_{name}", column, column, len(values))
        column += 1
    for name, level in (("kab", lists.regencies), ("kec", lists.districts), ("desa", lists.villages)):
        _level(book, page, column, name, level)
        column += 4


def _level(book: xlsxwriter.Workbook, page: Any, column: int, name: str, level: Level) -> None:
    _column(page, column, level.names)
    _define(book, f"daftar_{name}", column, column, len(level.names))
    for row, (parent, start, count) in enumerate(level.index, start=_FIRST):
        page.write_string(row, column + 1, parent)
        page.write_number(row, column + 2, start)
        page.write_number(row, column + 3, count)
    _define(book, f"indeks_{name}", column + 1, column + 3, len(level.index))


def _column(page: Any, column: int, values: list[str] | tuple[str, ...]) -> None:
    for row, value in enumerate(values, start=_FIRST):
        page.write_string(row, column, value)


def _define(book: xlsxwriter.Workbook, name: str, first: int, last: int, count: int) -> None:
    end = _FIRST + max(count, 1)
    area = f"${xl_col_to_name(first)}${_FIRST + 1}:${xl_col_to_name(last)}${end}"
    book.define_name(name, f"={SHEET}!{area}")
