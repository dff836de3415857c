"""Names of provinces and regencies: official, by a listed alias, and never by their beginning."""

import pytest

from kim.reference.region_names import find_province, find_regencies, guess_regency

ALIASES = {
    "11": "NAD|Nanggroe Aceh Darussalam",
    "12": "Sumut|Sumatra Utara",
    "13": "Sumbar",
    "16": "Sumsel",
    "19": "Babel|Kep. Babel|Bangka Belitung|Kep. Bangka Belitung",
    "21": "Kepri|Kep. Riau",
    "31": "DKI|DKJ|Jakarta|D.K.I. Jakarta|Daerah Khusus Ibukota Jakarta|Daerah Khusus Jakarta",
    "32": "Jabar",
    "33": "Jateng",
    "34": "DIY|D.I.Y.|DI Yogyakarta|D.I. Yogyakarta|Jogja|Jogjakarta|Yogyakarta",
    "35": "Jatim|JAWA  TIMUR|jawatimur|35 - Jawa Timur|35",
    "52": "NTB|N.T.B.",
    "53": "NTT",
    "61": "Kalbar",
    "62": "Kalteng",
    "63": "Kalsel",
    "64": "Kaltim",
    "65": "Kaltara",
    "71": "Sulut",
    "72": "Sulteng",
    "73": "Sulsel",
    "74": "Sultra",
    "76": "Sulbar",
    "82": "Malut",
}


@pytest.mark.parametrize(
    ("code", "alias"), [(code, alias) for code, line in ALIASES.items() for alias in line.split("|")]
)
@pytest.mark.parametrize("before", ["", "Prov. ", "Provinsi ", "PROV "])
def test_province_aliases(code: str, alias: str, before: str) -> None:
    assert find_province(before + alias) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [("Papua", "91"), ("Riau", "14"), ("Maluku", "81"), ("Kepulauan Riau", "21"), ("Papua Barat", "92")],
)
def test_a_name_that_begins_another_is_itself(name: str, code: str) -> None:
    assert find_province(name) == code


@pytest.mark.parametrize("name", ["Papua Bar", "Jawa", "Sumatera", "Kalimantan", "Maluku Utar", ""])
def test_the_beginning_of_a_name_is_no_name(name: str) -> None:
    assert find_province(name) is None


REGENCIES = {
    "64.02": "Kukar",
    "64.09": "PPU",
    "62.02": "Kotim",
    "63.04": "Batola",
    "63.07": "HST",
    "63.08": "HSU",
    "63.06": "HSS",
    "12.16": "Humbahas",
    "12.18": "Sergai|Serdangbedagai",
    "12.07": "Deliserdang|Kab. Deliserdang",
    "12.22": "Labusel",
    "12.23": "Labura",
    "62.13": "Bartim",
    "52.08": "KLU",
    "52.01": "Lobar",
    "52.02": "Loteng",
    "34.03": "Gunung Kidul|GUNUNGKIDUL",
    "34.01": "Kulonprogo|Kab. Kulon Progo",
    "13.07": "50 Kota|Kabupaten 50 Kota|Lima Puluh Kota",
    "73.10": "Pangkep",
    "16.02": "OKI",
    "16.01": "OKU",
    "16.06": "Muba",
    "72.04": "Tolitoli|Toli-toli",
    "63.02": "Kotabaru|Kota Baru|Kab. Kotabaru",
    "12.74": "Tanjung Balai|Tanjungbalai|Kota Tj. Balai",
    "31.01": "Kepulauan Seribu|Kab. Adm. Kep. Seribu|Kab Kepulauan Seribu",
    "31.71": "Jakarta Pusat|Kota Jakarta Pusat|Kota Adm. Jakarta Pusat",
    "71.09": "Kepulauan Siau Tagulandang Biaro|Kep. Siau Tagulandang Biaro",
    "73.13": "Kab.Wajo|KABUPATENWAJO",
    "35.15": "35.15|3515|Sidoarjo (Kab.)|Kab. Sidoarjo, Jawa Timur|Sidoarjo, Jatim",
    "35.73": "Malang (Kota)|Kota Malang, Jatim",
}


@pytest.mark.parametrize(
    ("code", "name"), [(code, name) for code, line in REGENCIES.items() for name in line.split("|")]
)
def test_regency_names_and_aliases(code: str, name: str) -> None:
    assert find_regencies(name) == (code,)


@pytest.mark.parametrize("text", ["Kabupaten/Kota", "Kab/Kota", "Kota Kota", "Kota Kab", "Kab. Kota", "Kabupaten"])
def test_a_term_alone_names_no_regency(text: str) -> None:
    assert find_regencies(text) == ()
    assert guess_regency(text, "35") is None
