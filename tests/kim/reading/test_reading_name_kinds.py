"""What a text under the names' heading is, where it is no name."""

import pytest

from kim.reading.name_kinds import NameKind, kind_of, like_person, several_in, surely_name


@pytest.mark.parametrize(
    "text",
    [
        "belum terbentuk",
        "Tidak ada KIM",
        "Nihil",
        "KIM belum ada",
        "Dalam proses",
        "rencana 2027",
        "Desa belum memiliki KIM",
    ],
)
def test_a_statement_that_there_is_none(text: str) -> None:
    assert kind_of(text) is NameKind.NONE


@pytest.mark.parametrize("text", ["Ada", "v", "√", "vakum", "tidak aktif", "KIM (belum ada nama)", "KIM Ada"])
def test_there_is_one_without_a_name(text: str) -> None:
    assert kind_of(text) is NameKind.NAMELESS


@pytest.mark.parametrize(
    "text",
    ["KIM Aktif Mandiri", "Suara Desa", "KIM Budi Utomo", "Tunas Harapan", "KIM Ber-koma, Krembung", "KIM 2 Maju"],
)
def test_names_stay_names(text: str) -> None:
    assert kind_of(text) is NameKind.NAME


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Drs. H. Amir Rekaan, M.Si", NameKind.TITLED),
        ("contoh: KIM Anyelir", NameKind.PLACEHOLDER),
        ("xxx", NameKind.PLACEHOLDER),
        ("Data per 31 Desember 2024", NameKind.DATE),
        ("DINAS KOMUNIKASI DAN INFORMATIKA", NameKind.OFFICE),
        ("Kecamatan Tarik", NameKind.PLACE),
        ("KIM belum lelah", NameKind.UNSURE),
    ],
)
def test_other_kinds(text: str, kind: NameKind) -> None:
    assert kind_of(text) is kind


def test_several_names_in_one_cell() -> None:
    assert several_in("KIM Satu, KIM Dua dan KIM Tiga") == ["KIM Satu", "KIM Dua", "KIM Tiga"]
    assert len(several_in("KIM Satu, Dua")) < 2


def test_a_name_that_reads_like_a_persons() -> None:
    assert like_person("Budi Utomo")
    assert not like_person("KIM Budi Utomo")
    assert not like_person("Bina Warga")


@pytest.mark.parametrize(
    "text", ["KIM Satu", "KIM Aktif", "KIM belum ada", "KIM Maju Bersama", "KIM Proses SK", "KIM A dan KIM B"]
)
def test_what_is_surely_a_name_is_one(text: str) -> None:
    assert not surely_name(text) or kind_of(text) is NameKind.NAME
