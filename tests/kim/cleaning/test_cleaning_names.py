import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.cleaning.names import is_federation, name_key, parse_name


@pytest.mark.parametrize(
    ("typed", "name", "rules"),
    [
        ("KIM Anyelir", "KIM Anyelir", []),
        ("Kelompok Informasi Masyarakat (KIM) Berasri Desa Ceruk", "KIM Berasri Desa Ceruk", []),
        ("Komunitas Informasi Masyarakat Purwoagung", "KIM Purwoagung", []),
        ("KIM BMS (BATURAGUNG MANDIRI SEJAHTERA)", "KIM BMS (BATURAGUNG MANDIRI SEJAHTERA)", []),
        ("KIM D’Bandar Timur Company", "KIM D'Bandar Timur Company", []),
        ("Jagapati Voluenter", "Jagapati Voluenter", []),
        ("Kelompok Infomrasi Masyarakat ( KIM MINAK KONCAR", "KIM MINAK KONCAR", ["name_repaired"]),
        ("(KKM) Dewi Sartika", "KIM Dewi Sartika", ["name_repaired"]),
        ("KIG Gampong Kuta Barat", "KIG Gampong Kuta Barat", []),
        ("Kelompok Informasi Gampong Balohan", "KIG Balohan", []),
        ("KIKM Tidar", "KIKM Tidar", []),
        ("K.I.M. Melati", "KIM Melati", []),
        ('Kelompok Informasi Masyarakat (KIM) "Warta Mudjair"', "KIM Warta Mudjair", []),
        ("KIM Melati &amp;amp; Mawar", "KIM Melati & Mawar", ["name_repaired"]),
        ("КІМ Мelati", "KIM Melati", ["name_repaired"]),
        ("KIM\u00a0 Melati ", "KIM Melati", []),
        ("KIM \x1b[31mMelati\x07", "KIM Melati", ["name_repaired"]),
        ("KIM \u202eMe\u200blati\u2069", "KIM Melati", ["name_repaired"]),
        ("KIM \x9b2JMel\x85ati", "KIM Mel ati", ["name_repaired"]),
        ("KIM\nMelati", "KIM Melati", []),
        ("KIM Melati a.n. Budi Rekaan", "KIM Melati", ["name_repaired"]),
        ("KIM Melati (a/n Siti Rekaan)", "KIM Melati", ["name_repaired"]),
        ("KIM An Nur", "KIM An Nur", []),
        ("KIM Melati siti&#64;contoh.id", "KIM Melati", ["name_repaired"]),
        ("KIM Melati siti@\u200bcontoh.id", "KIM Melati", ["name_repaired"]),
        ("KIM Melati siti%40contoh.id", "KIM Melati", ["name_repaired"]),
        ("KIM Melati siti at contoh titik id", "KIM Melati", ["name_repaired"]),
        ("KIM Melati siti@contoh,id", "KIM Melati", ["name_repaired"]),
        ("Melati (KIM)", "Melati", []),
        ("KIM Melati 081234567890", "KIM Melati", ["name_repaired"]),
        ("Melati 2", "Melati 2", []),
        ("KIM 6/2", "KIM 6/2", []),
        ("KIM Warta_Desa", "KIM Warta_Desa", []),
        ("KIM Kelompok Informasi Masyarakat Melati", "KIM Melati", []),
        ("KIM (Kelompok Informasi Masyarakat) Melati", "KIM Melati", []),
        ("Kelompok Informasi dan Komunikasi Masyarakat Melati", "KIM Melati", []),
        ("Kelompok Infomrasi Masyarakat (KIM) Minak", "KIM Minak", ["name_repaired"]),
        ("Komunitas Infomasi Masyarakat Melati", "KIM Melati", ["name_repaired"]),
        ("Kel. Informasi Masyarakat Melati", "KIM Melati", ["name_repaired"]),
        ("Kelompok Informasi Gampung Melati", "KIG Melati", ["name_repaired"]),
        ("KIM (KKM) Melati", "KIM Melati", ["name_repaired"]),
        ("KKM (KIG) Melati", "KIG Melati", []),
        ("KIM (KIG) Melati", "KIG Melati", []),
        ("KIM Melati (Jaya", "KIM Melati Jaya", ["name_repaired"]),
        ("Kelompok Tani Masyarakat Melati", "Kelompok Tani Masyarakat Melati", []),
        ("Kelompok Informasi Tani Melati", "Kelompok Informasi Tani Melati", []),
        ("Kampung Informasi Masyarakat Melati", "Kampung Informasi Masyarakat Melati", []),
        ("Telompok Informasi Masyarakat Melati", "Telompok Informasi Masyarakat Melati", []),
        ("K" * 300, "K" * 300, []),
    ],
)
def test_a_name_gets_one_form_of_prefix(typed: str, name: str, rules: list[str]) -> None:
    verdict = parse_name(typed)

    assert verdict.value == name
    assert [issue.rule for issue in verdict.issues] == rules


@pytest.mark.parametrize("typed", ["KIM", "Kelompok Informasi Masyarakat", "-", "...", "tidak ada", "(KIM)"])
def test_a_prefix_or_a_number_alone_is_no_name(typed: str) -> None:
    assert [issue.rule for issue in parse_name(typed).issues] == ["name_missing"]


@pytest.mark.parametrize("typed", ["K" * 301, "12345", "2019"])
def test_a_sentence_or_a_bare_number_is_doubtful(typed: str) -> None:
    assert [issue.rule for issue in parse_name(typed).issues] == ["row_doubtful"]


@pytest.mark.parametrize(
    "typed",
    [
        "FK KIM Karawang",
        "Forum KIM Jawa Barat",
        "Forum Komunikasi KIM (FK KIM) Jawa Barat",
        "FK-KIM Kota Bandung",
        "FKKIM Garut",
        "Forum Komunikasi Kelompok Informasi Masyarakat Garut",
        "forum komunikasi komunitas informasi masyarakat",
    ],
)
def test_a_federation_is_told_from_a_community(typed: str) -> None:
    assert [issue.rule for issue in parse_name(typed).issues] == ["name_federation"]


@pytest.mark.parametrize("typed", ["Forum Warga Kita", "KIM Forum Pemuda", "Forumku", "KIM FK Jaya"])
def test_a_forum_of_citizens_is_no_federation(typed: str) -> None:
    assert not is_federation(typed)


@pytest.mark.parametrize(
    "same",
    [
        ("KIM Anyelir", "kim anyelir", "Kelompok Informasi Masyarakat (KIM) Anyelir", "KIM &quot;Anyelir&quot;"),
        ("KIM Sani-sani", "KIM Sani Sani", "KIM  SANI SANI", "Komunitas Informasi Masyarakat Sani-Sani"),
        ("KIM D’Bandar", "KIM D'Bandar", "KIM D&#039;Bandar"),
    ],
)
def test_re_exports_of_a_name_have_one_key(same: tuple[str, ...]) -> None:
    assert len({name_key(name) for name in same}) == 1


@pytest.mark.parametrize(("one", "other"), [("KIM PKK", "KIM Desa"), ("KIM Desa A", "KIM A"), ("KIM 1", "KIM 2")])
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


TOKENS = r"""
KIM KIG (KIM) Kelompok Informasi Masyarakat Desa Sani-sani D'Angin &amp; "Warta" Forum FK - ( ) Kim 12 é K.I.M.
"""
WORDS = st.sampled_from(tuple(TOKENS.split(None)))


@given(st.lists(WORDS, min_size=1, max_size=7).map(" ".join) | st.text(max_size=30))
def test_a_clean_name_stays_as_it_is(typed: str) -> None:
    name = parse_name(typed).value

    if name is not None:
        again = parse_name(name)
        assert (again.value, again.issues) == (name, ())
        assert name_key(name) == name_key(name.upper()) or not name.isascii()


def test_a_quote_whose_partner_went_with_the_edge_goes_too() -> None:
    assert parse_name("KIM “Café” Désa").value == "KIM Café Désa"


@pytest.mark.parametrize("text", ["Nama KIM", "NAMA", "Nama Kelompok", "Kelompok (KIM)", "KIM", "kelompok"])
def test_what_heads_the_column_is_no_name(text: str) -> None:
    assert [issue.rule for issue in parse_name(text).issues] == ["name_missing"]
