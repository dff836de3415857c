"""A round written to a folder: its files, one after another, in the order in which a country would send them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kim.sampling import offices, refused
from kim.sampling.community import Community
from kim.sampling.compose import Composer, Deck
from kim.sampling.draft import File
from kim.sampling.regions import provinces
from kim.sampling.round import Region, Report, Request, reports
from kim.sampling.truth import Truth
from kim.sampling.writers import content

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
                self.national += [(report.rng.choice(region.communities), "repeat") for region in report.regions[:1]]
        if last:
            yield from self._central(last)

    def _regencies(self, report: Report, composer: Composer) -> Iterator[File]:
        for region in report.regions:
            if not region.files:
                continue
            hidden = report.rng.random() < TITLE_ONLY_SHARE
            for file in composer.regency_files(region, self.reporting + 1, hidden):
                self.reporting += 1
                if self.reporting % 28 == 5:
                    yield composer.revised(file)
                faulty = composer.with_faults(file)
                if self.reporting % 70 == 9:
                    faulty.twin = offices.again(faulty.path, "- salinan")
                yield faulty

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
        return composer.with_faults(composer.province_file(silent, repeated, old), primary=True)

    def _central(self, last: Report) -> Iterator[File]:
        if self.old:
            papua = next(province for province in provinces() if province.code == OLD_PAPUA[0])
            yield Composer(papua, self.request.as_of.year, self.deck, self.rng).province_file(self.old, [], old=True)
        composer = Composer(last.province, self.request.as_of.year, self.deck, self.rng)
        path = PurePosixPath("Nasional") / f"Rekap KIM {self.request.as_of.year}.xlsx"
        yield composer.national_file(self.national, path)
        regency = last.province.regencies[0]
        folder = f"{offices.province_folder(last.province)}/{regency.code} {offices.short_name(regency)}"
        yield from refused.files(folder, self.request.as_of.year, self.rng)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: files, submission rows in them, communities in the round."""

    files: int
    rows: int
    kim: int


def generate(folder: Path, request: Request) -> Written:
    """Write the files of a round into office folders under `folder`, and `truth.csv` beside them.

    The same request writes the same bytes. Files of the same names are overwritten, others left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = rows = 0
    with Truth(folder / "truth.csv") as truth:
        for file in Plan(request).files():
            data = content(file)
            for path in filter(None, (file.path, file.twin)):
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
                files += 1
            rows += truth.write(file)
    return Written(files, rows, request.kim)
