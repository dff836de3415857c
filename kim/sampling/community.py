"""A synthetic community: what is true of it, however offices write it down, every value consistent with the others.

Its people do not exist, and nobody is reached by its numbers and addresses.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from kim.sampling.regions import District, Province, Regency, Village, fold
from kim.sampling.words import words

Value = str | int | date | None
# Each block holds the subscriber numbers 000000 to 999999: valid mobile numbers, all beginning 00.
MOBILE_BLOCKS = ("081200", "081300", "085200", "085700", "087800", "082100", "089600", "083800")
EMAIL_DOMAIN = "contoh.id"
_STEP = 4_999_999  # coprime with the range: neighbours get numbers far apart, and none twice
FIRST_YEAR = 2010
# Years of founding, the campaigns of 2019 and 2023 on top; about a fifth after the baseline's day.
_YEAR_WEIGHTS = (3, 3, 4, 4, 5, 6, 6, 7, 8, 10, 6, 7, 9, 11, 7, 6)
_STATUS = ("aktif",) * 78 + ("tidak_aktif",) * 18 + ("bubar",) * 4
_KINDS = ("masyarakat",) * 12 + ("umkm", "pelaku_usaha", "pemuda", "perempuan", "tani_nelayan", "pendidikan", "lainnya")


def leader(rng: random.Random) -> str:
    """A chair's name: a common given name and an invented family name."""
    people = words()["people"]
    return f"{rng.choice(people['given'])} {rng.choice(people['family'])}"


def mobile(serial: int) -> str:
    """The `serial`-th mobile number, `08…`, unique for 8 million serials."""
    block, rest = divmod(serial * _STEP % (len(MOBILE_BLOCKS) * 1_000_000), 1_000_000)
    return f"{MOBILE_BLOCKS[block]}{rest:06d}"


def email(slug: str, serial: int) -> str:
    """An address under a domain that stands for examples; `serial` keeps it unique."""
    return f"kim.{slug[:24]}{serial}@{EMAIL_DOMAIN}"


def address(rng: random.Random) -> str:
    """A street that is nowhere."""
    return f"{rng.choice(words()['people']['streets'])} No. {rng.randint(1, 120)} RT {rng.randint(1, 9):02d}"


def secretary_signature(rng: random.Random) -> list[str]:
    """The lines under a letter: office, name and a service number made of zeros."""
    return [
        "Kepala Dinas Komunikasi dan Informatika",
        leader(rng).upper(),
        f"NIP. 19000000 000000 0 {rng.randint(0, 999):03d}",
    ]


@dataclass(slots=True)
class Community:
    """One community. `form` says what it is named after: `own`, `acronym`, `place`, `pkk`, `district`, `regency`.

    `pinned` is true where another community nearby bears the same name, so that only its place tells it apart: no row
    of it may lose its place.
    """

    serial: int
    province: Province
    regency: Regency
    district: District | None
    village: Village | None
    form: str
    tokens: tuple[str, ...] = ()
    numeral: str = ""
    case: str = "plain"
    pinned: bool = False
    founded: date | None = None
    founded_precision: str = "day"
    decree_number: str = ""
    decree_on: date | None = None
    term: tuple[int, int] | None = None
    leader: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    members: int | None = None
    kind: str = "masyarakat"
    status: str = "aktif"
    website: str = ""
    label: str = ""
    channels: dict[str, str] = field(default_factory=dict)
    site_number: str = ""

    @property
    def identity(self) -> str:
        """The community as `truth.csv` calls it."""
        return f"C{self.serial:07d}"

    @property
    def core(self) -> str:
        """The name without any prefix."""
        village = f"{self.village.word} {self.village.name}" if self.village else ""
        named = {
            "place": village,
            "pkk": f"PKK {village}",
            "district": f"{district_word(self.province.code)} {self.district.name if self.district else ''}",
            "regency": self.regency.name,
            "acronym": "".join(token[0] for token in self.tokens),
        }
        return named.get(self.form) or " ".join((*self.tokens, *filter(None, (self.numeral,))))

    @property
    def key(self) -> str:
        """The name as compared within its surroundings: tokens in any order, no word for the place."""
        if self.form == "place" and self.village:
            return fold(self.village.name)
        if self.form in {"own", "acronym"}:
            return "".join(sorted(fold(token) for token in self.tokens)) + self.numeral
        return fold(self.core)

    @property
    def slug(self) -> str:
        """The name as a label of a site."""
        words = self.tokens or ((self.village.name,) if self.village else (self.core,))
        return fold(" ".join((*words, *(("pkk",) if self.form == "pkk" else ()), self.numeral)))[:40]


def district_word(province_code: str) -> str:
    """What a district is called there."""
    if province_code in {"91", "92", "93", "94", "95", "96"}:
        return "Distrik"
    return "Kapanewon" if province_code == "34" else "Kecamatan"


class Biography:
    """Fills in the communities of one regency; `as_of` is the last day that any date may bear."""

    def __init__(self, regency_code: str, as_of: date, rng: random.Random) -> None:
        self.as_of = as_of
        self.rng = rng
        self.bureau = f"4{rng.randint(10, 99)}.{rng.randint(100, 499)}"
        self.pattern = rng.randrange(4)
        self.code = regency_code
        self.shared_decree = (f"188.45/{rng.randint(20, 900)}/KEP/{{}}", rng.randint(1, 11))

    def describe(self, community: Community) -> None:
        """Give the community its history."""
        rng = self.rng
        community.leader = leader(rng)
        community.phone = mobile(community.serial)
        community.email = email(community.slug, community.serial) if rng.random() < 0.6 else ""
        community.address = address(rng)
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
