"""Files put together: an office's entries, its habits, its layout."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from kim.sampling import offices
from kim.sampling.community import Community
from kim.sampling.draft import REVISED_STATUS, Entry, File, Layout, Sheet
from kim.sampling.faults import FAULTS, Surroundings, plant
from kim.sampling.naming import federation
from kim.sampling.regions import Province, Regency
from kim.sampling.rendering import Style, blur, render, style
from kim.sampling.round import Region

DIRTY_SHARE = 0.07
REPEAT_SHARE = 0.008
FEDERATION_SHARE = 0.004
_PLACES = (("provinsi", "kabupaten_kota"), ("kabupaten_kota",), ())


class Deck:
    """All kinds of fault in an order of its own, dealt one by one."""

    def __init__(self, rng: random.Random) -> None:
        self.kinds = list(FAULTS)
        rng.shuffle(self.kinds)

    def deal(self, entry: Entry, around: Surroundings) -> None:
        """Plant the next kind that fits; it goes to the bottom of the deck."""
        for index, kind in enumerate(self.kinds):
            if plant(kind, entry, around):
                self.kinds.append(self.kinds.pop(index))
                return


def plant_faults(
    entries: list[Entry], fields: frozenset[str], year: int, primary: bool, deck: Deck, rng: random.Random
) -> list[Entry]:
    """The entries of one sheet with faults, repeats and a federation here and there."""
    planted: list[Entry] = []
    for entry in entries:
        if rng.random() < DIRTY_SHARE:
            around = Surroundings(fields, year, primary and entry.case == "plain", rng)
            deck.deal(entry, around)
            if rng.random() < 0.15:
                deck.deal(entry, around)
        planted.append(entry)
        draw = rng.random()
        if draw < REPEAT_SHARE and not entry.planted:
            again = entry.copy("repeat_in_file")
            again.planted.append(("row_repeated", "nama_kim"))
            planted.append(again)
        elif draw < REPEAT_SHARE + FEDERATION_SHARE and entry.community and not entry.planted:
            planted.append(_federation(entry, rng))
    return planted


def _federation(neighbour: Entry, rng: random.Random) -> Entry:
    kept = ("provinsi", "kabupaten_kota")
    cells = {name: neighbour.cells.get(name) for name in kept if name in neighbour.cells}
    regency = neighbour.community.regency.name if neighbour.community else ""
    cells["nama_kim"] = federation(regency, rng)
    return Entry(None, cells, "federation", "quarantined", [("name_federation", "nama_kim")])


class Composer:
    """Composes the files of one province; faults are dealt from one deck over all of them."""

    def __init__(self, province: Province, year: int, deck: Deck, rng: random.Random) -> None:
        self.province = province
        self.year = year
        self.deck = deck
        self.rng = rng

    def regency_files(self, region: Region, serial: int, hidden_office: bool) -> list[File]:
        """The files that a regency sends itself; `hidden_office` where only the title says whose they are."""
        files = []
        size = -(-len(region.communities) // region.files)
        for part in range(region.files):
            chunk = region.communities[part * size : (part + 1) * size]
            if chunk:
                files.append(self._regency_file(region.regency, chunk, part, serial + part, hidden_office))
        return files

    def revised(self, original: File) -> File:
        """The same list sent again with a few corrections. Call before faults are planted in the original."""
        sheets = []
        for sheet in original.sheets:
            entries = [entry.copy("revision") for entry in sheet.entries]
            for entry in entries:
                if "status" in entry.cells and self.rng.random() < 0.06:
                    entry.cells["status"] = REVISED_STATUS
                if "jumlah_anggota" in entry.cells and self.rng.random() < 0.1:
                    entry.cells["jumlah_anggota"] = self.rng.randint(8, 45)
            sheets.append(replace(sheet, entries=entries))
        mark = self.rng.choice(("rev", "(revisi)", "revisi 2"))
        return File(offices.again(original.path, mark), original.form, sheets)

    def with_faults(self, file: File, primary: bool = False) -> File:
        """The file with faults planted in it."""
        for sheet in file.sheets:
            if sheet.layout:
                fields = frozenset(name for name, _ in sheet.layout.columns)
                sheet.entries = plant_faults(sheet.entries, fields, self.year, primary, self.deck, self.rng)
        return file

    def province_file(self, silent: Sequence[Region], repeated: Sequence[Community], old: bool = False) -> File:
        """What a province compiles: regencies that sent nothing themselves, and others typed off."""
        how = replace(style(self.rng, int(self.province.code) * 1000), old_province=old)
        columns = offices.columns(self.rng.choice(("office", "media", "short", "full")), _PLACES[0], self.rng)
        primary = [(community, "plain") for region in silent for community in region.communities]
        everyone = primary + [(community, "repeat") for community in repeated]
        everyone.sort(key=lambda pair: (pair[0].regency.code, pair[0].serial))
        if self.rng.random() < 0.4:
            self.rng.shuffle(everyone)
        entries = [self._entry(community, how, columns, case) for community, case in everyone]
        kind = offices.form(self.rng, len(entries))
        path = offices.province_path(self.province, kind, self.year, self.rng)
        layout = self._layout(columns, f"Provinsi {self.province.name}", kind)
        return File(path, kind, [Sheet("Data KIM", layout, entries)])

    def _regency_file(self, regency: Regency, chunk: list[Community], part: int, serial: int, hidden: bool) -> File:
        how = style(self.rng, int(regency.code.replace(".", "")))
        places = self.rng.choices(_PLACES, (55, 15, 30))[0]
        columns = offices.columns(self.rng.choice(("office", "media", "short", "full")), places, self.rng)
        by_district = False
        if self.rng.random() < 0.5 and how.letters != "upper":
            chunk = sorted(chunk, key=lambda item: (item.district.name if item.district else "", item.core))
            by_district = self.rng.random() < 0.2
        entries = [self._entry(community, how, columns, "plain") for community in chunk]
        groups = self._by_sheet(entries)
        kind = offices.form(self.rng, len(entries), len(groups))
        place = f"{regency.name} Provinsi {self.province.name}"
        layout = replace(self._layout(columns, place, kind), subtotal_field="kecamatan" if by_district else None)
        if hidden:
            layout = replace(layout, titles=offices.titles_of(place, self.year))
            path = offices.unnamed_path(serial, kind)
        else:
            path = offices.regency_path(self.province, regency, part, kind, self.year, self.rng)
        if self.rng.random() < 0.4:
            layout = replace(layout, signature=offices.signature(regency.bare, self.year, self.rng))
        sheets = [Sheet(name, layout, members) for name, members in groups]
        if kind == "xlsx" and self.rng.random() < 0.12:
            sheets.insert(0, Sheet("Petunjuk", None, [], [["Petunjuk pengisian"], ["Isi semua kolom dengan lengkap."]]))
        return File(path, kind, sheets)

    def _by_sheet(self, entries: list[Entry]) -> list[tuple[str, list[Entry]]]:
        if len(entries) < 12 or len(entries) > 500 or self.rng.random() > 0.1:
            return [(self.rng.choice(("Sheet1", "Data KIM", "KIM", "Lembar1")), entries)]
        half = len(entries) // 2
        return [("Tahap I", entries[:half]), ("Tahap II", entries[half:])]

    def _layout(self, columns: tuple[tuple[str, str], ...], place: str, kind: str) -> Layout:
        titles = offices.titles_of(place, self.year)
        return offices.layout(columns, titles, kind in offices.RICH, self.rng)

    def _entry(self, community: Community, how: Style, columns: tuple[tuple[str, str], ...], case: str) -> Entry:
        fields = frozenset(name for name, _ in columns)
        entry = Entry(community, render(community, how, fields, self.rng), case)
        unknown = columns[-1][0]
        if unknown[0].isupper():
            entry.cells[unknown] = offices.unknown_value(unknown, self.rng)
        if case == "repeat":
            blur(entry, how, self.rng)
        entry.hidden = self.rng.random() < 0.003
        return entry

    def national_file(self, communities: Sequence[tuple[Community, str]], path: PurePosixPath) -> File:
        """The ministry's own list: provinces that sent nothing, a few others, and rows without a place."""
        how = replace(style(self.rng, 0), office_phone=None)
        columns = offices.columns("office", _PLACES[0], self.rng)
        entries = [self._entry(community, how, columns, case) for community, case in communities]
        for entry in self.rng.sample(entries, min(2, len(entries))):
            lost = Entry(entry.community, dict(entry.cells), "no_place", "quarantined", [("place_missing", "provinsi")])
            lost.cells.update(provinsi=None, kabupaten_kota=None, kecamatan=None, desa_kelurahan=None)
            entries.append(lost)
        layout = offices.layout(columns, ("REKAP NASIONAL", f"TAHUN {self.year}"), True, self.rng)
        return File(path, "xlsx", [Sheet("Rekap", layout, entries)])
