"""The usual forms say what their judges say."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kim.cleaning.batch import EncodedColumn
from kim.cleaning.channels import CHANNELS, parse_channel
from kim.cleaning.contacts import parse_email, parse_phone
from kim.cleaning.identifiers import parse_decree, parse_site_number
from kim.cleaning.masking import NARROW_SUSPECT, without_nik
from kim.cleaning.names import name_key, parse_name
from kim.cleaning.parsed import Issue, Parsed, parsed
from kim.cleaning.usual_forms import (
    DECREE,
    EMAIL,
    PERSON,
    PHONE,
    SITE_NUMBER,
    UsualForms,
    channel_forms,
    in_usual_form,
    name_forms,
    plain_keys,
    site_forms,
)
from kim.cleaning.web_presence import parse_site
from kim.reference.text import is_blank, tidy


def site_alone(text: str) -> Parsed[str]:
    verdict = parse_site(text)
    host, handles = verdict.value or (None, ())
    return Parsed(None if handles else host, verdict.issues)


def handle_alone(channel: str) -> Callable[[str], Parsed[str]]:
    def judge(text: str) -> Parsed[str]:
        verdict = parse_channel(channel, text)
        (one,) = verdict.value or (("", ""),)
        return Parsed(one[1] if one[0] == channel else None, verdict.issues)

    return judge


PARSERS: dict[str, tuple[UsualForms, Callable[[str], Parsed[str]]]] = {
    "name": (name_forms(), parse_name),
    "person": (PERSON, lambda text: parsed(without_nik(tidy(text)))),
    "phone": (PHONE, parse_phone),
    "e-mail": (EMAIL, parse_email),
    "decree": (DECREE, parse_decree),
    "site number": (SITE_NUMBER, parse_site_number),
    "site": (site_forms(), site_alone),
    **{name: (channel_forms(name), handle_alone(name)) for name in CHANNELS if name != "whatsapp"},
}
USUAL = [
    ("name", "Kelompok Informasi Masyarakat (KIM) Melati Karya 2"),
    ("name", "KIM YPL (YUDHA PESISIR LESTARI)"),
    ("name", "Kelompok Informasi Gampong Embun Asri"),
    ("name", "kik Pewarta Agung"),
    ("person", "Ketua Contoh, S.Pd."),
    ("phone", "081234567890"),
    ("phone", "0812-3456-7890"),
    ("phone", "81234567890"),
    ("phone", "+62 812 3456 789"),
    ("name", "Anyelir Mekar"),
    ("name", "KIM Kartika Kirana"),
    ("site", "https://www.anyelir.kim.id/"),
    ("site", "desa-contoh.desa.id"),
    ("instagram", "@kim_anyelir123"),
    ("facebook", "https://www.facebook.com/kim.anyelir"),
    ("site number", "357703100601"),
    ("e-mail", "kim.melati@contoh.id"),
    ("decree", "489/07/401.403.6/2014"),
    ("decree", "SK Kepala Desa Contoh Nomor 146 Tahun 2019"),
]


def usual(text: str, forms: UsualForms) -> Parsed[str]:
    # As the frame codes its column: a decree's number is full of digits of its own.
    coded = EncodedColumn(1, NARROW_SUSPECT) if forms is DECREE else EncodedColumn(1)
    coded.fill(0, [text])
    found = in_usual_form(coded, forms)
    return Parsed(found.values[1], tuple(Issue(rule) for rule, codes in found.issues if 1 in codes))


@pytest.mark.parametrize(("name", "text"), USUAL)
def test_what_is_usual_has_a_usual_form(name: str, text: str) -> None:
    forms, judge = PARSERS[name]

    assert usual(text, forms) == judge(text)


@pytest.mark.parametrize("text", ["3515012345678901@contoh.id", "351501.234567.8901@contoh.id"])
def test_a_nik_has_no_usual_form(text: str) -> None:
    assert usual(text, EMAIL).value is None


TOKENS = """
KIM kim Kelompok KOMUNITAS Informasi Masyarakat (KIM) Karya KKM Kim No Nomor 0812 345 67890 +62 / . - @ contoh.id a 12
tidak ada é ' Kirana Kompok Imformasi Kel forum FK https:// www. x.com facebook.com youtu.be groups profile
m. blogspot.com
"""
PIECES = st.sampled_from([*TOKENS.split(), "\n", " "])


@pytest.mark.parametrize("name", PARSERS)
@settings(max_examples=150)
@given(st.data())
def test_a_usual_form_gives_what_the_parser_would_give(name: str, data: st.DataObject) -> None:
    forms, judge = PARSERS[name]
    shape = st.one_of(*(st.from_regex(rf"\A{form.pattern}\Z".replace("(?i:", "(?:")) for form in forms))
    text = data.draw(shape | st.lists(PIECES, max_size=7).map(" ".join) | st.lists(PIECES, max_size=5).map("".join))

    found = usual(text, forms)

    if found.value is not None and not is_blank(text):
        assert judge(text) == found


@settings(max_examples=150)
@given(st.from_regex(r"\A(KIM|KIG|KIK) [A-Za-z0-9]{1,5}( [A-Za-z0-9]{1,5}){0,3}\Z") | PIECES)
def test_a_plain_key_is_the_key(name: str) -> None:
    (key,) = plain_keys([name])
    assert key is None or key == name_key(name)


def test_most_names_have_a_plain_key() -> None:
    assert plain_keys(["KIM Melati Karya 2", "KIG Embun Asri", None]) == ["melatikarya2", "embunasri", None]
