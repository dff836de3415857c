"""The place cells of a row as they come, and the place that they mean."""

from dataclasses import dataclass, field
from typing import NamedTuple

from kim.reference.context import Context

LEVELS = {2: "province", 5: "regency", 8: "district", 13: "village"}
FIELDS = ("provinsi", "kabupaten_kota", "kecamatan", "desa_kelurahan", "kode_wilayah")


class PlaceCells(NamedTuple):
    """The place cells of a row, trimmed, empty where they say nothing; `code` in dotted form (None: it has none)."""

    province: str
    regency: str
    district: str
    village: str
    code: str | None
    code_text: str
    context: Context


@dataclass(slots=True)
class Place:
    """The codes found, the level, a key under which equal places agree, and (field, rule, suggestion) to say."""

    province: str | None = None
    regency: str | None = None
    district: str | None = None
    village: str | None = None
    level: str = "province"
    key: str = ""
    says: list[tuple[str, str, str | None]] = field(default_factory=list)
    lost: bool = False

    def say(self, column: str, rule: str, suggestion: str | None = None) -> None:
        """Note a finding on a column."""
        self.says.append((column, rule, suggestion))

    def take(self, other: "Place") -> None:
        """Begin with what `other` has found and said."""
        self.province, self.regency, self.lost = other.province, other.regency, other.lost
        self.says.extend(other.says)
