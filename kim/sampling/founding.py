"""The communities of a regency, hard negatives among them.

The invariant: within a village no two communities share a first word, except where they are meant to be told apart.
"""

import random
from collections.abc import Iterator

from kim.sampling.community import Community
from kim.sampling.regions import District, Province, Regency, Village, fold
from kim.sampling.words import words

# How many communities of a thousand begin a group that a careless matcher would merge.
SHARES = (("twin", 20), ("neighbour", 20), ("pkk", 18), ("above", 18), ("district", 10), ("regency", 3))


class Founder:
    """Founds communities in one regency, one name at most once in a village."""

    def __init__(self, province: Province, regency: Regency, rng: random.Random) -> None:
        self.province = province
        self.regency = regency
        self.rng = rng
        self.districts = [district for district in regency.districts if district.villages]
        self.taken: set[tuple[str, str]] = set()

    def found(self, count: int, serial: int) -> list[Community]:
        """`count` communities, numbered from `serial`."""
        made: list[Community] = []
        while len(made) < count:
            for community in self._group(count - len(made)):
                community.serial = serial + len(made)
                made.append(community)
        _pin(made)
        return made

    def _group(self, room: int) -> Iterator[Community]:
        draw = self.rng.randrange(1000)
        for case, share in SHARES:
            if draw < share:
                makers = {
                    "twin": self._twins,
                    "neighbour": self._neighbours,
                    "pkk": self._pkk,
                    "above": self._above,
                    "district": self._of_district,
                    "regency": self._of_regency,
                }
                group = makers[case]()
                if group and len(group) <= room:
                    yield from group
                    return
                break
            draw -= share
        yield self._plain()

    def _spot(self) -> tuple[District, Village]:
        district = self.rng.choice(self.districts)
        return district, self.rng.choice(district.villages)

    def _new(self, district: District | None, village: Village | None, form: str, case: str = "plain") -> Community:
        return Community(0, self.province, self.regency, district, village, form, case=case)

    def _claim(self, where: str, what: str) -> bool:
        if (where, what) in self.taken:
            return False
        self.taken.add((where, what))
        return True

    def _tokens(self, village: Village) -> tuple[str, ...]:
        lists = words()["community"]
        for attempt in range(40):
            first = lists["marked" if self.rng.random() < 0.03 else "first"]
            tokens: tuple[str, ...] = (self.rng.choice(first),)
            if self.rng.random() < 0.8 or attempt > 4:
                tokens += (self.rng.choice(lists["second"]),)
            if len(tokens) > 1 and self.rng.random() < 0.12:
                tokens += (self.rng.choice([word for word in lists["third"] if word not in tokens]),)
            if fold(" ".join(tokens)) in fold(village.name) or tokens[0] in tokens[1:]:
                continue
            if self._claim(village.code, tokens[0]):
                return tokens
        # A crowded village: the words run out before the communities do.
        tokens = (*self.rng.sample(lists["first"], 3), self.rng.choice(lists["second"]))
        self.taken.add((village.code, tokens[0]))
        return tokens

    def _own(self, district: District, village: Village, case: str = "plain") -> Community:
        community = self._new(district, village, "own", case)
        community.tokens = self._tokens(village)
        if case == "plain" and len(community.tokens) == 3 and self.rng.random() < 0.7:
            acronym = "".join(token[0] for token in community.tokens)
            if self._claim(village.code, acronym):
                community.form = "acronym"
        return community

    def _plain(self) -> Community:
        district, village = self._spot()
        if self.rng.random() < 0.38 and self._claim(village.code, "place"):
            return self._new(district, village, "place")
        return self._own(district, village)

    def _twins(self) -> list[Community]:
        district, village = self._spot()
        tokens = self._tokens(village)[:2]
        numerals = self.rng.choice((("I", "II"), ("1", "2"), ("I", "II", "III"), ("Satu", "Dua")))
        twins = [self._new(district, village, "own", "twin") for _ in numerals]
        for twin, numeral in zip(twins, numerals, strict=True):
            twin.tokens, twin.numeral = tokens, numeral
        return twins

    def _neighbours(self) -> list[Community]:
        district, village = self._spot()
        first = self._own(district, village, "neighbour")
        other = district if self.rng.random() < 0.6 else self.rng.choice(self.districts)
        spots = [place for place in other.villages if fold(place.name) != fold(village.name)]
        spots = [place for place in spots if (place.code, first.tokens[0]) not in self.taken]
        if not spots:
            return [first]
        second = self._new(other, self.rng.choice(spots), "own", "neighbour")
        self.taken.add((second.village.code if second.village else "", first.tokens[0]))
        second.tokens = first.tokens
        return [first, second]

    def _pkk(self) -> list[Community]:
        district, village = self._spot()
        if not (self._claim(village.code, "place") and self._claim(village.code, "pkk")):
            return []
        return [self._new(district, village, "place", "pkk"), self._new(district, village, "pkk", "pkk")]

    def _above(self) -> list[Community]:
        district, village = self._spot()
        named_alike = [place for place in district.villages if fold(place.name) == fold(district.name)]
        village = named_alike[0] if named_alike else village
        if not (self._claim(village.code, "place") and self._claim(district.code, "district")):
            return []
        return [self._new(district, None, "district", "above"), self._new(district, village, "place", "above")]

    def _of_district(self) -> list[Community]:
        district = self.rng.choice(self.districts)
        return [self._new(district, None, "district")] if self._claim(district.code, "district") else []

    def _of_regency(self) -> list[Community]:
        return [self._new(None, None, "regency")] if self._claim(self.regency.code, "regency") else []


def _pin(communities: list[Community]) -> None:
    """Mark those that their name alone does not tell from another in the regency."""
    seen: dict[str, int] = {}
    for community in communities:
        seen[community.key] = seen.get(community.key, 0) + 1
    for community in communities:
        alike = seen[community.key] > 1
        community.pinned = alike or community.case != "plain" or community.form in {"district", "regency"}
