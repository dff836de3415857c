"""How offices name and shape what they send."""

import random
from pathlib import PurePosixPath

from kim.sampling.places import Province, Regency, double_names, fold
from kim.sampling.writers import extension

_FORMS = (
    ("xlsx", 64),
    ("csv-semicolon-cp1252", 8),
    ("csv-comma-utf8", 8),
    ("csv-semicolon-bom", 4),
    ("csv-pipe-utf8", 2),
    ("tsv-utf8", 4),
    ("tsv-utf16", 3),
    ("ods", 5),
    ("zip", 3),
)
RICH = frozenset({"xlsx", "zip"})
_NAMES = (
    "Data KIM {}",
    "Rekap KIM {} {year}",
    "KIM {}",
    "data_kim {}",
    "Daftar KIM {} {year}",
    "Registrasi ulang KIM {}",
)


def form(rng: random.Random, rows: int, sheets: int = 1) -> str:
    """A format by chance; several sheets need a workbook, and long lists are XLSX or CSV."""
    if sheets > 1:
        return rng.choice(("xlsx", "xlsx", "ods"))
    if rows > 3_000:
        return rng.choice(("xlsx", "csv-semicolon-bom"))
    return rng.choices([name for name, _ in _FORMS], [weight for _, weight in _FORMS])[0]


def short_name(regency: Regency) -> str:
    """The regency as a file name has it: bare only where that names one."""
    return regency.name if fold(regency.bare) in double_names() else regency.bare


def province_folder(province: Province) -> str:
    """The folder of a province."""
    return f"{province.code} {province.name}"


def regency_path(
    province: Province, regency: Regency, part: int, kind: str, year: int, rng: random.Random
) -> PurePosixPath:
    """Where a regency's file goes: its own folder, or only its name under the province's."""
    name = rng.choice(_NAMES).format(short_name(regency), year=year) + (f" tahap {part + 1}" if part else "")
    folder = PurePosixPath(province_folder(province))
    if rng.random() < 0.8:
        folder /= f"{regency.code} {short_name(regency)}"
    return folder / f"{name}.{extension(kind)}"


def unnamed_path(serial: int, kind: str) -> PurePosixPath:
    """A file whose name does not say who sent it: only its title does."""
    return PurePosixPath("Kiriman surel") / f"data kim ({serial}).{extension(kind)}"


def province_path(province: Province, kind: str, year: int, rng: random.Random) -> PurePosixPath:
    """Where a province's compilation goes."""
    name = rng.choice(("Rekapitulasi KIM Provinsi {}", "KIM se-{} {year}", "Data KIM Prov. {}"))
    return PurePosixPath(province_folder(province)) / f"{name.format(province.name, year=year)}.{extension(kind)}"


def again(path: PurePosixPath, mark: str) -> PurePosixPath:
    """The path with a mark before its suffix: `rev`, `(revisi)`, `- salinan`."""
    return path.with_name(f"{path.stem} {mark}{path.suffix}")
