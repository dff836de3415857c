"""The round that is asked for: its communities, province by province, and which offices report them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kim.sampling.community import Biography, Community
from kim.sampling.founding import Founder
from kim.sampling.regions import Province, Regency, provinces

DEFAULT_KIM = 4_500
DEFAULT_AS_OF = date(2025, 12, 31)
MOST_FILES = 2_000
# Rows for each community: province files repeat regency rows, revisions repeat whole files.
ROWS_PER_KIM = 1.4
# Below this many files, provinces of a few communities come in one list of the ministry's.
FEW_FILES = 200
FEW_KIM = 3
KIM_OF_A_REGENCY = 6


@dataclass(frozen=True, slots=True)
class Request:
    """A round: how many communities in about how many files, from which seed, with no date after `as_of`."""

    kim: int = DEFAULT_KIM
    seed: int = 1
    files: int | None = None
    as_of: date = DEFAULT_AS_OF

    @property
    def file_goal(self) -> int:
        """About how many files there will be."""
        return self.files if self.files is not None else max(12, min(MOST_FILES, round(self.kim / 10)))


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


def _own_files(request: Request, counts: list[int], small: list[bool], compiling: list[bool]) -> list[int]:
    goal = request.file_goal
    # Revisions and duplicates; three files to be refused, the ministry's own list, that of Papua before its split.
    special = max(1, goal // 28) + max(1, goal // 70) + 5
    free = max(0, goal - sum(compiling) - special)
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
        communities = Founder(province, regency, rng).found(part, serial)
        biography = Biography(regency.code, request.as_of, rng)
        for community in communities:
            biography.describe(community)
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


def share(total: int, weights: Sequence[float], least: int = 0) -> list[int]:
    """`total` in whole parts after `weights` by largest remainder, none below `least` while the total allows it."""
    if not weights:
        return []
    least = min(least, total // len(weights))
    rest, sum_of_weights = total - least * len(weights), sum(weights)
    exact = [rest * weight / sum_of_weights for weight in weights]
    parts = [int(value) for value in exact]
    order = sorted(range(len(weights)), key=lambda index: (parts[index] - exact[index], index))
    for index in order[: rest - sum(parts)]:
        parts[index] += 1
    return [part + least for part in parts]
