"""Lists and patterns that the tools share, and the rules that none of them has of its own."""

import csv
import gzip
from collections import Counter
from dataclasses import dataclass

from kim.home import REFERENCE
from kim.reference.wordlists import read

REQUIRED = ("nama_kim", "provinsi", "kabupaten_kota")
DATES = ("tanggal_berdiri", "tanggal_sk")
DATE_FORMAT = "%d-%m-%Y"
PATTERNS = {
    "masa_bakti": r"[0-9]{4}-[0-9]{4}",
    "email": r"[^@ ]+@[^@ ]+[.][a-z]{2,}",
    "jumlah_anggota": r"[0-9]+",
    "situs_web": r"https?://[a-z0-9-]+([.][a-z0-9-]+)+(/[^ ]*)?",
    "instagram": r"[A-Za-z0-9_.]{1,30}",
    "nomor_id_kim": r"[0-9]{12}",
}
FEDERATION = r"(?i)\b(?:FK|forum|federasi|gabungan|asosiasi)\b"
NIK = r"(?:^|[^0-9])[0-9]{16}(?:[^0-9]|$)"
DECREE_YEAR = r"/([0-9]{4})$"


@dataclass(frozen=True, slots=True)
class Lists:
    """What a cell may say: names, names within names (joined by `|`), codes, and words."""

    provinces: set[str]
    regencies: set[str]
    regency_in_province: set[str]
    district_in_regency: set[str]
    village_in_district: set[str]
    village_once_in_regency: set[str]
    codes: dict[str, str]
    types: set[str]
    statuses: set[str]


def lists() -> Lists:
    """Read from the register's reference tables."""
    provinces = {row["code"]: row["name"] for row in read("provinces")}
    regencies = {row["code"]: row["name"] for row in read("regencies")}
    districts = {row["code"]: row["name"] for row in read("districts")}
    with gzip.open(REFERENCE / "villages.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        villages = {row["code"]: row["name"] for row in csv.DictReader(lines)}
    often = Counter(f"{regencies[code[:5]]}|{name}" for code, name in villages.items())
    return Lists(
        set(provinces.values()),
        set(regencies.values()),
        {f"{provinces[code[:2]]}|{name}" for code, name in regencies.items()},
        {f"{regencies[code[:5]]}|{name}" for code, name in districts.items()},
        {f"{regencies[code[:5]]}|{districts[code[:8]]}|{name}" for code, name in villages.items()},
        {key for key, count in often.items() if count == 1},
        {code: regencies.get(code[:5], "") for code in (*provinces, *regencies, *districts, *villages)},
        {row["word"] for row in read("community_types")},
        {row["word"] for row in read("status_words")} | {"tidak_aktif"},
    )


def valid_phone(text: str) -> bool:
    """Whether a number is an Indonesian one that can be called."""
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(text, "ID"))
    except phonenumbers.NumberParseException:
        return False
