"""E-mails, sites, channels and labels: each in one form."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kim.cleaning.channels import CHANNELS, judge_channel, phone_in
from kim.cleaning.emails import judge_email
from kim.cleaning.identities import judge_kim_id, judge_label, judge_site_number
from kim.cleaning.sites import is_shared, judge_site, normal_form


@pytest.mark.parametrize(
    ("typed", "address", "rules"),
    [
        ("KIM@Contoh.ID", "kim@contoh.id", []),
        ("mailto: kim@contoh.id", "kim@contoh.id", []),
        ("kim@contoh.id; ketua@contoh.id", "kim@contoh.id;ketua@contoh.id", ["email_several"]),
        ("kim@contoh", None, ["email_invalid"]),
        ("kim.contoh.id", None, ["email_invalid"]),
        ("kim@contoh,id", None, ["email_invalid"]),
        ("&lt;kim@contoh.id&gt;", "kim@contoh.id", []),
        ("&lT@contoh.id", None, ["email_invalid"]),
        ("a&Lt@contoh.id", None, ["email_invalid"]),
    ],
)
def test_an_e_mail_is_in_lower_case(typed: str, address: str | None, rules: list[str]) -> None:
    assert judge_email(typed).value == address
    assert [issue.rule for issue in judge_email(typed).issues] == rules


@pytest.mark.parametrize(
    ("typed", "site"),
    [
        ("https://www.KimRonggolawe.com/", "kimronggolawe.com"),
        ("http://kimwartamertani.blogspot.co.id", "kimwartamertani.blogspot.com"),
        ("kimwartamertani.blogspot.com/", "kimwartamertani.blogspot.com"),
        ("kim.bandungkab.go.id/kim/anyelir?page=2#top", "kim.bandungkab.go.id/kim/anyelir"),
        ("http//kim.contoh.id", "kim.contoh.id"),
        ("https://contoh.id/index.php", "contoh.id"),
        ("sambak.desa.id", "sambak.desa.id"),
    ],
)
def test_a_site_is_host_and_path(typed: str, site: str) -> None:
    verdict = judge_site(typed)

    assert verdict.value == (site, ())
    assert verdict.issues == ()


@pytest.mark.parametrize("typed", ["kim contoh id", "www", "kim@contoh.id", "http://", "1.2.3", "a..b.id"])
def test_what_is_no_site_becomes_null(typed: str) -> None:
    assert [issue.rule for issue in judge_site(typed).issues] == ["site_invalid"]


def test_a_channel_in_place_of_a_site_counts_as_that_channel() -> None:
    verdict = judge_site("https://www.facebook.com/kim.anyelir")

    assert verdict.value == (None, (("facebook", "kim.anyelir"),))
    assert [issue.rule for issue in verdict.issues] == ["channel_moved"]


def test_the_site_of_a_village_or_an_office_says_nothing_of_identity() -> None:
    assert is_shared("sambak.desa.id")
    assert is_shared("kim.bandungkab.go.id")
    assert not is_shared("kim.bandungkab.go.id/anyelir")
    assert not is_shared("anyelir.kim.id")


@pytest.mark.parametrize(
    ("channel", "typed", "handle"),
    [
        ("instagram", "@Kim_Anyelir", "kim_anyelir"),
        ("instagram", "https://www.instagram.com/kim_anyelir/?hl=id", "kim_anyelir"),
        ("instagram", "IG: kim_anyelir", "kim_anyelir"),
        ("facebook", "https://web.facebook.com/kim.anyelir", "kim.anyelir"),
        ("facebook", "https://www.facebook.com/profile.php?id=100012345678901", "***"),
        ("facebook", "fb.com/groups/kimanyelir", "kimanyelir"),
        ("facebook", "facebook.com/melati.sidoarjo", "***"),
        ("facebook", "facebook.com/people/Budi-Rekaan/100012345678901", "***"),
        ("facebook", "facebook.com/lukmanhakim", "***"),
        ("facebook", "facebook.com/pages/Melati/100012345678901", "100012345678901"),
        ("facebook", "facebook.com/wartamelati", "wartamelati"),
        ("facebook", "facebook.com/budi.utomo.kim", "budi.utomo.kim"),
        ("facebook", "Budi Rekaan", "***"),
        ("instagram", "@budi_rekaan", "***"),
        ("instagram", "@melati.sidoarjo", "melati.sidoarjo"),
        ("x", "https://twitter.com/kimanyelir", "kimanyelir"),
        ("youtube", "https://www.youtube.com/@KimAnyelir", "kimanyelir"),
        ("youtube", "youtube.com/channel/UCabcdefghijklmnopqrstuv", "UCabcdefghijklmnopqrstuv"),
        ("tiktok", "https://www.tiktok.com/@kim.anyelir", "kim.anyelir"),
        ("whatsapp", "https://chat.whatsapp.com/AbC123", "***"),
        ("whatsapp", "0812 3456 7890", "***"),
        ("whatsapp", "https://wa.me/6281234567890", "***"),
    ],
)
def test_handle_and_address_have_one_form(channel: str, typed: str, handle: str) -> None:
    verdict = judge_channel(channel, typed)

    assert verdict.value == ((channel, handle),)
    assert verdict.issues == ()


def test_a_number_behind_whatsapp_goes_to_the_contacts() -> None:
    assert phone_in("https://wa.me/6281234567890") == "+6281234567890"
    assert phone_in("0812-3456-7890") == "+6281234567890"
    assert phone_in("https://chat.whatsapp.com/081234567890") is None


def test_labels_and_numbers_of_others() -> None:
    assert judge_label("https://Anyelir.kim.id/").value == "anyelir"
    assert judge_label("kim anyelir").value == "kim anyelir"
    assert judge_site_number("3515.012.001.01").value == "351501200101"
    assert [issue.rule for issue in judge_site_number("12345").issues] == ["site_number_invalid"]
    assert judge_kim_id(" KIM-AB12 C ").value == "KIM-AB12C"


URLISH = st.from_regex(r"\A(https?://)?(www\.)?[a-z0-9.]{1,14}\.(id|com|blogspot\.co\.id)(/[A-Za-z0-9./?#]{0,9})?\Z")


@given(URLISH | st.text(max_size=24))
def test_a_clean_site_stays_as_it_is(typed: str) -> None:
    site = normal_form(typed)

    if site is not None:
        assert normal_form(site) == site


@given(st.sampled_from(CHANNELS), st.text(max_size=20) | URLISH | st.from_regex(r"\A@?[A-Za-z0-9_.]{1,20}\Z"))
def test_no_cell_breaks_the_reading_of_channels(channel: str, typed: str) -> None:
    judge_channel(channel, typed)


@given(st.emails(domains=st.just("contoh.id")))
@example("&lT@contoh.id")
@example("mailto:&lT@contoh.id")
def test_a_clean_e_mail_stays_as_it_is(typed: str) -> None:
    address = judge_email(typed).value

    if address is not None:
        assert (judge_email(address).value, ";" in address) == (address, False) or ";" in address


@pytest.mark.parametrize("typed", ["081234567890", "@81234567890", "ketua@contoh.id", "https://wa.me/6281234567890"])
def test_a_contact_in_a_channel_s_column_stays_hidden(typed: str) -> None:
    from kim.cleaning.masking import MASK, shown

    verdict = judge_channel("instagram", typed)

    assert verdict.value is not None
    assert all(handle == MASK for _, handle in verdict.value)
    assert shown("instagram", typed) == shown("situs_web", typed) == MASK
