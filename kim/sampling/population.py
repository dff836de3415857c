"""The communities of a round, province by province, and who reports them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kim.sampling.biography import Biographer
from kim.sampling.community import Community
from kim.sampling.places import Province, Regency, provinces
from kim.sampling.request import Request
from kim.sampling.settle import Settlers
from kim.sampling.shares import share

# Below this many files, provinces of a few communities come in one list of the ministry's.
FEW_FILES = 200
FEW_KIM = 3
KIM_OF_A_REGENCY = 6


@dataclass(slots=True)
class Region:
    """A regency's communities; `files` of its own, none where only the province reports it."""

    regency: Regency
    communities: list[Community]
    files: int = 0


@dataclass(slots=True)
class Report:
    """A province's communities; `small` ones send nothing themselves."""

    province: Province
    regions: list[Region]
    small: bool
    compiles: bool
    rng: random.Random


def reports(request: Request) -> Iterator[Report]:
    """Every province with communities, each from a random stream of its own."""
    everyone = provinces()
    counts = share(request.kim, [province.weight for province in everyone])
    few = request.file_goal < FEW_FILES
    small = [few and count <= FEW_KIM for count in counts]
    streams = [random.Random(f"{request.seed}|{province.code}") for province in everyone]  # noqa: S311
    compiling = [
        bool(count) and not tiny and (few or stream.random() < 0.8)
        for count, tiny, stream in zip(counts, small, streams, strict=True)
    ]
    own_files = _own_files(request, counts, small, compiling)
    serial = 1
    for index, province in enumerate(everyone):
        if counts[index]:
            regions = _settle(province, counts[index], serial, request, streams[index])
            _give_files(regions, own_files[index])
            yield Report(province, regions, small[index], compiling[index], streams[index])
        serial += counts[index]


def special_files(goal: int) -> dict[str, int]:
    """How many files of each special sort a round of `goal` files has."""
    return {"revision": max(1, goal // 28), "duplicate": max(1, goal // 70), "rejected": 3, "national": 1, "old": 1}


def _own_files(request: Request, counts: list[int], small: list[bool], compiling: list[bool]) -> list[int]:
    goal = request.file_goal
    free = max(0, goal - sum(compiling) - sum(special_files(goal).values()))
    able = [0 if tiny else count for count, tiny in zip(counts, small, strict=True)]
    # A province that compiles nothing needs a file of its own; none has more files than communities.
    needed = [int(bool(count) and not has) for count, has in zip(able, compiling, strict=True)]
    given = share(max(0, free - sum(needed)), [float(count) ** 0.75 for count in able]) if any(able) else able
    return [min(count, need + part) for count, need, part in zip(able, needed, given, strict=True)]


def _settle(province: Province, count: int, serial: int, request: Request, rng: random.Random) -> list[Region]:
    wanted = min(len(province.regencies), max(1, -(-count // KIM_OF_A_REGENCY)))
    weights = {
        regency.code: (sum(len(district.villages) for district in regency.districts) + 20) * rng.uniform(0.5, 1.5)
        for regency in province.regencies
    }
    chosen = sorted(province.regencies, key=lambda regency: (-weights[regency.code], regency.code))[:wanted]
    chosen.sort(key=lambda regency: regency.code)
    regions = []
    for regency, part in zip(chosen, share(count, [weights[r.code] for r in chosen], least=1), strict=True):
        communities = Settlers(province, regency, rng).found(part, serial)
        biographer = Biographer(regency.code, request.as_of, rng)
        for community in communities:
            biographer.tell(community)
        _share_contacts(communities, rng)
        regions.append(Region(regency, communities))
        serial += part
    return regions


def _share_contacts(communities: list[Community], rng: random.Random) -> None:
    """Groups in one village are often led, or at least called, by one person."""
    for first, second in pairwise(communities):
        if first.case == second.case and first.case in {"twin", "pkk"} and first.village is second.village:
            if rng.random() < 0.3:
                second.phone = first.phone
            if rng.random() < 0.15:
                second.leader = first.leader


def _give_files(regions: list[Region], files: int) -> None:
    """The regencies with most communities report first; left-over files go to the largest as further parts."""
    order = sorted(regions, key=lambda region: (-len(region.communities), region.regency.code))
    for region in order[:files]:
        region.files = 1
    extra = files - sum(region.files for region in regions)
    if extra > 0:
        for region, part in zip(order, share(extra, [len(r.communities) for r in order]), strict=True):
            region.files = min(len(region.communities), region.files + part)
