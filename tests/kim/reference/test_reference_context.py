import pytest

from kim.reference.context import NOWHERE, Context, in_path, in_title, office_in_path

SIDOARJO = Context("35", "35.15")
SUFFIXES = frozenset({"xlsx", "csv", "zip", ""})


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("DATA KIM KABUPATEN SIDOARJO PROVINSI JAWA TIMUR TAHUN 2024", SIDOARJO),
        ("Daftar KIM Kab. Sidoarjo", SIDOARJO),
        ("Rekap KIM Dinas Kominfo Sidoarjo", SIDOARJO),
        ("DATA KIM SE-JAWA TIMUR", Context("35")),
        ("Provinsi Papua Barat Daya", Context("96")),
        ("KIM Kota Gorontalo", Context("75", "75.71")),
        ("Provinsi Gorontalo", Context("75")),
        ("KIM Malang", Context("35")),
        ("Kabupaten Sidoarjo dan Kota Surabaya", Context("35")),
        ("Kelurahan Batu Kecamatan Puncak", Context(None, None, "puncak", "batu")),
        ("Acara puncak Batu Malin", NOWHERE),
        ("Formulir registrasi ulang", NOWHERE),
    ],
)
def test_a_title_names_a_region(title: str, found: Context) -> None:
    assert in_title(title) == found


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("35/35.15 Sidoarjo/kim.xlsx", SIDOARJO),
        ("3515_kim.xlsx", SIDOARJO),
        ("35.15.xlsx", SIDOARJO),
        ("jatim/Kab_Sidoarjo.csv", SIDOARJO),
        ("sidoarjo.xlsx", SIDOARJO),
        ("35 Jawa Timur/data.xlsx", Context("35")),
        ("35/data.xlsx", Context("35")),
        ("jatim/malang.xlsx", Context("35")),
        ("12-05-2024.xlsx", NOWHERE),
        ("12 data kim.xlsx", NOWHERE),
        ("2024/kim.xlsx", NOWHERE),
        ("data kim (11).csv", NOWHERE),
        ("KIM 2025.xlsx", NOWHERE),
        ("kiriman.zip", NOWHERE),
    ],
)
def test_a_path_names_an_office(path: str, found: Context) -> None:
    assert in_path(path, SUFFIXES) == found


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("35.15 Kab. Sidoarjo/daftar.xlsx", ("35.15", "folder")),
        ("35.15/Kab Sidoarjo.xlsx", ("35.15", "folder")),
        ("Kab Sidoarjo.xlsx", ("35.15", "file_name")),
        ("35/Kab Sidoarjo.xlsx", ("35.15", "file_name")),
        ("35.15/Kota Surabaya.xlsx", ("35.78", "file_name")),
        ("daftar.xlsx", (None, None)),
    ],
)
def test_an_offices_folder_is_told_from_what_its_file_is_called(
    path: str, found: tuple[str | None, str | None]
) -> None:
    assert office_in_path(path, SUFFIXES) == found
