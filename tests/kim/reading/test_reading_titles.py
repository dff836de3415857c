"""Which community a title names."""

import pytest

from kim.reading.titles import community_in


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("KIM CELEP MAJU DESA CELEP KECAMATAN SIDOARJO", "KIM CELEP MAJU"),
        ("DATA PENGURUS KIM DESA TARIK KEC. TARIK KAB. SIDOARJO", "KIM DESA TARIK"),
        ("SUSUNAN PENGURUS KIM SE-KABUPATEN SIDOARJO", None),
        ("DAFTAR ANGGOTA KIM KABUPATEN PANDEGLANG", None),
        ("SUSUNAN PENGURUS KELOMPOK INFORMASI MASYARAKAT (KIM)", None),
    ],
)
def test_the_community_that_a_title_names(text: str, name: str | None) -> None:
    assert community_in(text) == name
