"""A synthetic community: what is true of it, however offices write it down."""

from dataclasses import dataclass, field
from datetime import date

from kim.sampling.places import District, Province, Regency, Village, fold


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
