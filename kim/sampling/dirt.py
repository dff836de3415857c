"""Where faults go: every so many rows, each kind in its turn, so that even a small round has them all."""

import random

from kim.sampling import faults_of_place, faults_of_value
from kim.sampling.draft import Entry
from kim.sampling.faults import FAULTS, Place, plant
from kim.sampling.naming import federation

KINDS = (faults_of_place, faults_of_value)  # importing them enters their faults
DIRTY_SHARE = 0.07
REPEAT_SHARE = 0.008
FEDERATION_SHARE = 0.004


class Deck:
    """All kinds of fault in an order of its own, dealt one by one."""

    def __init__(self, rng: random.Random) -> None:
        self.kinds = list(FAULTS)
        rng.shuffle(self.kinds)

    def deal(self, entry: Entry, surroundings: Place) -> None:
        """Plant the next kind that fits; it goes to the bottom of the deck."""
        for index, kind in enumerate(self.kinds):
            if plant(kind, entry, surroundings):
                self.kinds.append(self.kinds.pop(index))
                return


def soil(
    entries: list[Entry], fields: frozenset[str], year: int, primary: bool, deck: Deck, rng: random.Random
) -> list[Entry]:
    """The entries of one sheet with faults, repeats and a federation here and there."""
    soiled: list[Entry] = []
    for entry in entries:
        if rng.random() < DIRTY_SHARE:
            place = Place(fields, year, primary and entry.case == "plain", rng)
            deck.deal(entry, place)
            if rng.random() < 0.15:
                deck.deal(entry, place)
        soiled.append(entry)
        draw = rng.random()
        if draw < REPEAT_SHARE and not entry.planted:
            again = entry.copy("repeat_in_file")
            again.planted.append(("row_repeated", "nama_kim"))
            soiled.append(again)
        elif draw < REPEAT_SHARE + FEDERATION_SHARE and entry.community and not entry.planted:
            soiled.append(_federation(entry, rng))
    return soiled


def _federation(neighbour: Entry, rng: random.Random) -> Entry:
    kept = ("provinsi", "kabupaten_kota")
    cells = {name: neighbour.cells.get(name) for name in kept if name in neighbour.cells}
    regency = neighbour.community.regency.name if neighbour.community else ""
    cells["nama_kim"] = federation(regency, rng)
    return Entry(None, cells, "federation", "quarantined", [("name_federation", "nama_kim")])
