"""How offices name and lay out what they send: paths, formats, columns, titles, headers of two lines, signatures."""

import random
from pathlib import PurePosixPath

from kim.sampling.community import secretary_signature
from kim.sampling.draft import Layout
from kim.sampling.regions import Province, Regency, double_names, fold
from kim.sampling.rendering import MONTHS
from kim.sampling.words import words
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
_CONTACT = ("nama_ketua", "nomor_hp")
COLUMNS = {
    "short": ("nama_kim", "kecamatan", "desa_kelurahan", *_CONTACT, "tanggal_berdiri", "status"),
    "office": (
        *("nama_kim", "kecamatan", "desa_kelurahan", "alamat", "tanggal_berdiri", "nomor_sk", "tanggal_sk"),
        *(*_CONTACT, "jumlah_anggota", "status", "keterangan"),
    ),
    "media": (
        *("nama_kim", "desa_kelurahan", "kecamatan", *_CONTACT, "email", "nomor_sk", "tanggal_berdiri"),
        *("jenis_komunitas", "situs_web", "domain_diajukan", "facebook", "instagram", "youtube", "whatsapp"),
        *("nomor_id_kim", "status"),
    ),
    "full": (
        *("nama_kim", "kecamatan", "desa_kelurahan", "kode_wilayah", "alamat", "tanggal_berdiri", "nomor_sk"),
        *("tanggal_sk", "masa_bakti", *_CONTACT, "email", "jumlah_anggota", "jenis_komunitas", "status"),
        *("situs_web", "domain_diajukan", "facebook", "instagram", "nomor_id_kim", "keterangan"),
    ),
}
# Headers of two lines: a group over neighbours that are all present.
GROUPS = (
    (("kecamatan", "desa_kelurahan"), "Lokasi"),
    (("desa_kelurahan", "kecamatan"), "Lokasi"),
    (("nama_ketua", "nomor_hp", "email"), "Pengurus"),
    (("nama_ketua", "nomor_hp"), "Pengurus"),
    (("nomor_sk", "tanggal_sk"), "Legalitas"),
    (("facebook", "instagram"), "Media Sosial"),
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


def columns(kind: str, places: tuple[str, ...], rng: random.Random) -> tuple[tuple[str, str], ...]:
    """The columns of one file as (canonical name, header as typed); `places` come before the finer ones."""
    fields = list(COLUMNS[kind])
    at = 1 if rng.random() < 0.8 else 0
    fields[at:at] = places
    if rng.random() < 0.25:
        fields.append(rng.choice(words()["unknown"]["headers"]))
    headers = words()["headers"]
    manner = rng.choices(("usual", "capitals", "canonical"), (65, 25, 10))[0]
    return tuple((name, _header(name, headers.get(name, [name]), manner, rng)) for name in fields)


def _header(name: str, variants: list[str], manner: str, rng: random.Random) -> str:
    if manner == "canonical":
        return name
    text = rng.choice(variants)
    return text.upper() if manner == "capitals" else text


def layout(chosen: tuple[tuple[str, str], ...], titles: tuple[str, ...], rich: bool, rng: random.Random) -> Layout:
    """A layout for these columns; `rich` where the format has merged and hidden cells."""
    names = tuple(name for name, _ in chosen)
    two_lines = rich and rng.random() < 0.3
    groups = tuple(_groups(names)) if two_lines else ()
    return Layout(
        columns=chosen,
        titles=titles if rng.random() < 0.75 else (),
        header_lines=2 if groups else 1,
        groups=groups,
        numbering=rng.random() < 0.75,
        number_row=rng.random() < 0.08,
        total=rng.random() < 0.3,
        blank_every=rng.choice((0, 0, 0, 0, 7, 12)),
        repeat_header_every=rng.choice((0,) * 12 + (25,)),
        merge_field="kecamatan" if rich and rng.random() < 0.15 else None,
        hidden_column="keterangan" if rich and rng.random() < 0.1 and "keterangan" in names else None,
        first_column=1 if rich and rng.random() < 0.1 else 0,
        note="*) Data sementara, akan diperbarui" if rng.random() < 0.1 else None,
    )


def _groups(names: tuple[str, ...]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for members, label in GROUPS:
        if members[0] in names:
            at = names.index(members[0])
            free = all(at + len(members) <= first or at > last for first, last, _ in found)
            if free and names[at : at + len(members)] == members:
                found.append((at, at + len(members) - 1, label))
    return found


def titles_of(place: str, year: int) -> tuple[str, ...]:
    """Lines above a header that name the office's region."""
    return ("DATA KELOMPOK INFORMASI MASYARAKAT (KIM)", place.upper(), f"TAHUN {year}")


def signature(place: str, year: int, rng: random.Random) -> tuple[str, ...]:
    """Lines of a signature below a table."""
    when = f"{place}, {rng.randint(1, 28)} {rng.choice(MONTHS)} {year}"
    return (when, *secretary_signature(rng))


def unknown_value(header: str, rng: random.Random) -> str:
    """A value for a column that the register does not know."""
    return str(rng.choice(words()["unknown"][header]))
