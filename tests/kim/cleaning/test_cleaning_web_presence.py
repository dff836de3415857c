"""A site is host and path; a channel in its place counts as that channel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.cleaning.web_presence import is_shared, normal_form, parse_site

URLISH = st.from_regex(r"\A(https?://)?(www\.)?[a-z0-9.]{1,14}\.(id|com|blogspot\.co\.id)(/[A-Za-z0-9./?#]{0,9})?\Z")


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
    verdict = parse_site(typed)

    assert verdict.value == (site, ())
    assert verdict.issues == ()


@pytest.mark.parametrize("typed", ["kim contoh id", "www", "kim@contoh.id", "http://", "1.2.3", "a..b.id"])
def test_what_is_no_site_becomes_null(typed: str) -> None:
    assert [issue.rule for issue in parse_site(typed).issues] == ["site_invalid"]


def test_a_channel_in_place_of_a_site_counts_as_that_channel() -> None:
    verdict = parse_site("https://www.facebook.com/kim.anyelir")

    assert verdict.value == (None, (("facebook", "kim.anyelir"),))
    assert [issue.rule for issue in verdict.issues] == ["channel_moved"]


def test_the_site_of_a_village_or_an_office_says_nothing_of_identity() -> None:
    assert is_shared("sambak.desa.id")
    assert is_shared("kim.bandungkab.go.id")
    assert not is_shared("kim.bandungkab.go.id/anyelir")
    assert not is_shared("anyelir.kim.id")


@given(URLISH | st.text(max_size=24))
def test_a_clean_site_stays_as_it_is(typed: str) -> None:
    site = normal_form(typed)

    if site is not None:
        assert normal_form(site) == site
