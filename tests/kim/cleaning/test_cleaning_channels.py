"""Handle and address of a channel have one form, and contacts in them stay hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.cleaning.channels import CHANNELS, parse_channel
from kim.cleaning.contacts import phone_in


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
    verdict = parse_channel(channel, typed)

    assert verdict.value == ((channel, handle),)
    assert verdict.issues == ()


def test_a_number_behind_whatsapp_goes_to_the_contacts() -> None:
    assert phone_in("https://wa.me/6281234567890") == "+6281234567890"
    assert phone_in("0812-3456-7890") == "+6281234567890"
    assert phone_in("https://chat.whatsapp.com/081234567890") is None


URLISH = st.from_regex(r"\A(https?://)?(www\.)?[a-z0-9.]{1,14}\.(id|com|blogspot\.co\.id)(/[A-Za-z0-9./?#]{0,9})?\Z")


@given(st.sampled_from(CHANNELS), st.text(max_size=20) | URLISH | st.from_regex(r"\A@?[A-Za-z0-9_.]{1,20}\Z"))
def test_no_cell_breaks_the_reading_of_channels(channel: str, typed: str) -> None:
    parse_channel(channel, typed)


@pytest.mark.parametrize("typed", ["081234567890", "@81234567890", "ketua@contoh.id", "https://wa.me/6281234567890"])
def test_a_contact_in_a_channel_s_column_stays_hidden(typed: str) -> None:
    from kim.cleaning.masking import MASK, shown

    verdict = parse_channel("instagram", typed)

    assert verdict.value is not None
    assert all(handle == MASK for _, handle in verdict.value)
    assert shown("instagram", typed) == shown("situs_web", typed) == MASK


@pytest.mark.parametrize(
    "typed", ["kim 3578014107850001", "kim (0812) 3456 7890", "kim siti&#64;contoh.id", "kim ０８１２３４５６７８９０"]
)
def test_a_handle_that_holds_a_contact_is_masked(typed: str) -> None:
    assert parse_channel("instagram", typed).value == (("instagram", "***"),)
