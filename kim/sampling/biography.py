"""What a community has besides a name and a place, every value consistent with the others."""

import random
from datetime import date, timedelta

from kim.sampling import people
from kim.sampling.community import Community
from kim.sampling.words import words

FIRST_YEAR = 2010
# Years of founding, the campaigns of 2019 and 2023 on top; about a fifth after the baseline's day.
_YEAR_WEIGHTS = (3, 3, 4, 4, 5, 6, 6, 7, 8, 10, 6, 7, 9, 11, 7, 6)
_STATUS = ("aktif",) * 78 + ("tidak_aktif",) * 18 + ("bubar",) * 4
_KINDS = ("masyarakat",) * 12 + ("umkm", "pelaku_usaha", "pemuda", "perempuan", "tani_nelayan", "pendidikan", "lainnya")


class Biographer:
    """Fills in the communities of one regency; `as_of` is the last day that any date may bear."""

    def __init__(self, regency_code: str, as_of: date, rng: random.Random) -> None:
        self.as_of = as_of
        self.rng = rng
        self.bureau = f"4{rng.randint(10, 99)}.{rng.randint(100, 499)}"
        self.pattern = rng.randrange(4)
        self.code = regency_code
        self.shared_decree = (f"188.45/{rng.randint(20, 900)}/KEP/{{}}", rng.randint(1, 11))

    def tell(self, community: Community) -> None:
        """Give the community its history."""
        rng = self.rng
        community.leader = people.leader(rng)
        community.phone = people.mobile(community.serial)
        community.email = people.email(community.slug, community.serial) if rng.random() < 0.6 else ""
        community.address = people.address(rng)
        community.members = rng.choice((None, *(rng.randint(5, 40) for _ in range(12))))
        community.kind = rng.choice(_KINDS)
        community.status = rng.choice(_STATUS)
        self._found(community)
        if community.founded and rng.random() < 0.72:
            self._decree(community, community.founded)
        if rng.random() < 0.4:
            first = self.as_of.year - rng.randint(0, 2)
            # None lapses within two years: a sample is looked at later than it was made.
            community.term = (first, first + (rng.choice((3, 5)) if first == self.as_of.year else 5))
        self._online(community)

    def _found(self, community: Community) -> None:
        if self.rng.random() < 0.07:
            return
        years = range(FIRST_YEAR, FIRST_YEAR + len(_YEAR_WEIGHTS))
        year = self.rng.choices(years, _YEAR_WEIGHTS)[0]
        founded = date(year, 1, 1) + timedelta(days=self.rng.randrange(365))
        community.founded = min(founded, self.as_of - timedelta(days=120))
        community.founded_precision = "year" if self.rng.random() < 0.15 else "day"

    def _decree(self, community: Community, founded: date) -> None:
        rng = self.rng
        if rng.random() < 0.08:  # one decree of the regent names many communities
            pattern, month = self.shared_decree
            community.decree_on = min(date(founded.year, month, 15), self.as_of)
            community.decree_number = pattern.format(community.decree_on.year)
            return
        days = rng.randint(0, max(0, min(90, (date(founded.year, 12, 31) - founded).days)))
        community.decree_on = founded + timedelta(days=days)
        year, number = community.decree_on.year, rng.randint(1, 420)
        village = community.village
        head = "Camat" if village is None else "Lurah" if village.word == "Kelurahan" else "Kepala Desa"
        where = village.name if village else community.district.name if community.district else ""
        community.decree_number = (
            f"489/{number:02d}/{self.bureau}.{rng.randint(1, 9)}/{year}",
            f"SK {head} {where} Nomor {number} Tahun {year}".replace("  ", " "),
            f"487.12/{number}/{year}",
            f"{number:03d}/KIM/{community.serial % 9973}/{year}",
        )[self.pattern if rng.random() < 0.8 else rng.randrange(4)]

    def _online(self, community: Community) -> None:
        rng, slug = self.rng, community.slug
        unique = f"{slug}{community.serial}"
        if rng.random() < 0.3:
            community.website = (
                f"https://{unique}.contoh.id",
                f"http://kim{unique}-contoh.blogspot.com",
                f"https://kim.contohkab.go.id/{unique}",
                f"https://{unique}-contoh.desa.id",
            )[rng.randrange(4)]
        if community.decree_number and rng.random() < 0.3:
            community.label = slug
        if rng.random() < 0.45:
            community.channels = {
                name: value
                for name, value in (
                    ("facebook", f"https://www.facebook.com/kim.{unique}"),
                    ("instagram", f"@kim_{unique}"),
                    ("youtube", f"https://www.youtube.com/@kim{unique}"),
                    ("whatsapp", community.phone),
                )
                if rng.random() < 0.5
            }
        if community.village and rng.random() < 0.35:
            code = community.village.code.replace(".", "")
            community.site_number = f"{code}{community.serial % 90 + 10:02d}"


def notes(rng: random.Random) -> str:
    """A remark that says nothing about anybody."""
    return str(rng.choice(words()["values"]["notes"]))
