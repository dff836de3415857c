"""Files with known defects: the same rows in every format, clean but for those that `plants.toml` spoils."""

import csv
import io
import shutil
import subprocess
import tomllib
import zipfile
from dataclasses import dataclass
from itertools import cycle, islice, pairwise
from pathlib import Path
from typing import Any

import xlsxwriter

REGENCY = "35.15"
FIELDS = [
    "nama_kim",
    "provinsi",
    "kabupaten_kota",
    "kecamatan",
    "desa_kelurahan",
    "kode_wilayah",
    "tanggal_berdiri",
    "nomor_sk",
    "tanggal_sk",
    "masa_bakti",
    "nama_ketua",
    "nomor_hp",
    "email",
    "jumlah_anggota",
    "jenis_komunitas",
    "status",
    "situs_web",
    "instagram",
    "nomor_id_kim",
    "keterangan",
]
TITLES = [["DAFTAR KOMUNITAS UJI"], ["Keadaan akhir tahun"], []]
TEXTS = {
    "csv ; cp1252": (";", "cp1252", "csv"),
    "csv , utf-8-sig": (",", "utf-8-sig", "csv"),
    "csv | utf-8": ("|", "utf-8", "csv"),
    "tsv utf-16": ("\t", "utf-16", "tsv"),
}


@dataclass(frozen=True, slots=True)
class Plant:
    """A defect at the cell of a row: where it must be found, and by which rule."""

    rule: str
    row_number: int
    cell: str


@dataclass(frozen=True, slots=True)
class Planted:
    """A file and what was planted in it; `sheet` is the name that Excel shows."""

    kind: str
    path: Path
    sheet: str
    plants: tuple[Plant, ...]
    clean_rows: frozenset[int]


def entries() -> list[dict[str, Any]]:
    """The defects of `plants.toml`."""
    with (Path(__file__).parent / "plants.toml").open("rb") as source:
        return list(tomllib.load(source)["plant"])


def files(folder: Path, each: int) -> list[Planted]:
    """The formats' files in `folder`, every defect `each` times in each of them, a clean row before each."""
    lines, plants, clean = _lines(each)
    made = [Planted("xlsx", _workbook(folder / "uji.xlsx", lines), "Data", plants, clean)]
    for place, (kind, (separator, encoding, suffix)) in enumerate(TEXTS.items()):
        path = folder / f"teks{place}.{suffix}"
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=separator).writerows(lines)
        path.write_bytes(text.getvalue().encode(encoding))
        made.append(Planted(kind, path, path.stem, plants, clean))
    packed = folder / "kiriman.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(folder / "uji.xlsx", "kab/uji.xlsx")
    made.append(Planted("zip", packed, "kab/uji.xlsx › Data", plants, clean))
    return made + [Planted(kind, path, "Data", plants, clean) for kind, path in _converted(folder / "uji.xlsx")]


def clean_rows(count: int) -> list[dict[str, str]]:
    """So many rows without a defect, all different."""
    return [_clean(number, place) for number, place in zip(range(count), cycle(_villages()), strict=False)]


def _lines(each: int) -> tuple[list[list[str]], tuple[Plant, ...], frozenset[int]]:
    lines: list[list[str]] = [*TITLES, list(FIELDS)]
    plants, clean = [], set()
    places, twice = cycle(_villages()), name_twice()
    for number, entry in enumerate(islice(cycle(entries()), each * len(entries()))):
        for spoilt in (False, True):
            if not (spoilt and entry.get("repeats")):
                row = _clean(2 * number + spoilt, next(places))
            if spoilt:
                row |= {field: value.format(n=number, twice=twice) for field, value in entry["cells"].items()}
                cell = f"{chr(65 + FIELDS.index(entry['at']))}{len(lines) + 1}"
                plants.append(Plant(entry["rule"], len(lines) + 1, cell))
            else:
                clean.add(len(lines) + 1)
            lines.append([row[field] for field in FIELDS])
    return lines, tuple(plants), frozenset(clean)


def _clean(number: int, place: tuple[str, str]) -> dict[str, str]:
    word = "".join("abcdefghij"[int(digit)] for digit in f"{number:05}").capitalize()
    return dict.fromkeys(FIELDS, "") | {
        "nama_kim": f"KIM {word}",
        "provinsi": "Jawa Timur",
        "kabupaten_kota": "Kabupaten Sidoarjo",
        "kecamatan": place[0],
        "desa_kelurahan": place[1],
        "tanggal_berdiri": "17-08-2019",
        "nomor_sk": f"489/{number}/2019",
        "tanggal_sk": "20-09-2019",
        "masa_bakti": "2024-2029",
        "nama_ketua": "Contoh",
        "nomor_hp": f"0812{34567890 + number}",
        "email": f"{word.lower()}@contoh.id",
        "jumlah_anggota": "25",
        "jenis_komunitas": "masyarakat",
        "status": "aktif",
        "situs_web": f"https://{word.lower()}.example.com",
        "instagram": f"kim_{word.lower()}",
    }


def _villages() -> list[tuple[str, str]]:
    """Districts and villages of one regency whose village names it has once."""
    from kim.reference.regions import Regions

    regions = Regions.load()
    here = {code: name for code, name in regions.villages.items() if code.startswith(REGENCY + ".")}
    once = {name for name in here.values() if list(here.values()).count(name) == 1}
    return [(regions.name(code[:8]), name) for code, name in here.items() if name in once]


def name_twice() -> str:
    """A village name that the regency has more than once."""
    from kim.reference.regions import Regions

    here = sorted(name for code, name in Regions.load().villages.items() if code.startswith(REGENCY + "."))
    return next(name for name, following in pairwise(here) if name == following)


def _workbook(path: Path, lines: list[list[str]]) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Data")
        for row, cells in enumerate(lines):
            for column, value in enumerate(cells):
                if value:
                    sheet.write_string(row, column, value)
    return path


def _converted(source: Path) -> list[tuple[str, Path]]:
    """The same workbook as XLS and ODS, where LibreOffice is there to write them."""
    office = shutil.which("soffice")
    if office is None:
        return []
    made = []
    for kind in ("xls", "ods"):
        folder = source.parent / kind
        profile = f"-env:UserInstallation=file://{source.parent / 'profile'}"
        command = [office, "--headless", profile, "--convert-to", kind, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True)
        made.append((kind, folder / f"uji.{kind}"))
    return made
