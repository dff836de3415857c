"""The round's files, one after another, in the order in which a country would send them."""

import random
from collections.abc import Iterator
from pathlib import PurePosixPath

from kim.sampling import offices, refused
from kim.sampling.community import Community
from kim.sampling.compose import Composer
from kim.sampling.dirt import Deck
from kim.sampling.draft import File
from kim.sampling.places import Province, provinces
from kim.sampling.population import Region, Report, reports, special_files
from kim.sampling.request import Request

REPEATED_SHARE = 0.52
TITLE_ONLY_SHARE = 0.07
# Papua of before 2022: in a small round its office still sends one list, with regencies that have left it.
OLD_PAPUA = ("91", "93", "94", "95")


class Plan:
    """Yields every file of a round; what the ministry lists itself is gathered on the way."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.rng = random.Random(f"{request.seed}|plan")  # noqa: S311
        self.deck = Deck(self.rng)
        self.special = special_files(request.file_goal)
        self.reporting = 0
        self.national: list[tuple[Community, str]] = []
        self.old: list[Region] = []
        self.taken: set[PurePosixPath] = set()

    def files(self) -> Iterator[File]:
        """The files, each under a path of its own."""
        for file in self._files():
            while file.path in self.taken:
                file.path = offices.again(file.path, "lanjutan")
            self.taken.add(file.path)
            if file.twin:
                self.taken.add(file.twin)
            yield file

    def _files(self) -> Iterator[File]:
        last: Report | None = None
        for report in reports(self.request):
            last = report
            composer = Composer(report.province, self.request.as_of.year, self.deck, report.rng)
            yield from self._regencies(report, composer)
            if report.small and report.province.code in OLD_PAPUA:
                self.old += report.regions
                continue
            if report.small:
                self.national += [(community, "plain") for region in report.regions for community in region.communities]
                continue
            if report.compiles or not all(region.files for region in report.regions):
                yield self._compilation(report, composer)
            if report.province.code[0] != "9":
                self.national += [(_some(region, report.rng), "repeat") for region in report.regions[:1]]
        if last:
            yield from self._central(last)

    def _regencies(self, report: Report, composer: Composer) -> Iterator[File]:
        for region in report.regions:
            if not region.files:
                continue
            hidden = report.rng.random() < TITLE_ONLY_SHARE
            for file in composer.regency_files(region, self.reporting + 1, hidden):
                self.reporting += 1
                if self._due("revision", 28):
                    yield composer.revised(file)
                soiled = composer.soiled(file)
                if self._due("duplicate", 70):
                    soiled.twin = offices.again(soiled.path, "- salinan")
                yield soiled

    def _due(self, sort: str, every: int) -> bool:
        return self.reporting % every == min(every, 5 if sort == "revision" else 9)

    def _compilation(self, report: Report, composer: Composer) -> File:
        silent = [region for region in report.regions if not region.files]
        repeated = [
            community
            for region in report.regions
            if region.files
            for community in region.communities
            if report.rng.random() < REPEATED_SHARE
        ]
        old = any(region.regency.old for region in report.regions) and report.rng.random() < 0.7
        return composer.soiled(composer.province_file(silent, repeated, old), primary=True)

    def _central(self, last: Report) -> Iterator[File]:
        if self.old:
            papua = next(province for province in provinces() if province.code == OLD_PAPUA[0])
            yield Composer(papua, self.request.as_of.year, self.deck, self.rng).province_file(self.old, [], old=True)
        composer = Composer(last.province, self.request.as_of.year, self.deck, self.rng)
        path = PurePosixPath("Nasional") / f"Rekap KIM {self.request.as_of.year}.xlsx"
        yield composer.national_file(self.national, path)
        yield from refused.files(self._unlucky(last.province), self.request.as_of.year, self.rng)

    @staticmethod
    def _unlucky(province: Province) -> str:
        regency = province.regencies[0]
        return f"{offices.province_folder(province)}/{regency.code} {offices.short_name(regency)}"


def _some(region: Region, rng: random.Random) -> Community:
    return rng.choice(region.communities)
