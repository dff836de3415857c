"""The usual forms say what their judges say."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kim.cleaning.decrees import judge_decree
from kim.cleaning.emails import judge_email
from kim.cleaning.frame import Coded
from kim.cleaning.masking import without_nik
from kim.cleaning.names import judge_name, name_key
from kim.cleaning.phones import judge_phone
from kim.cleaning.straight import DECREE, EMAIL, NAME, PERSON, PHONE, Forms, plain_keys, straightened
from kim.cleaning.text import is_blank, tidy
from kim.cleaning.verdict import Verdict, good

JUDGES: dict[str, tuple[Forms, Callable[[str], Verdict[str]]]] = {
    "name": (NAME, judge_name),
    "person": (PERSON, lambda text: good(without_nik(tidy(text)))),
    "phone": (PHONE, judge_phone),
    "e-mail": (EMAIL, judge_email),
    "decree": (DECREE, judge_decree),
}
USUAL = [
    ("name", "Kelompok Informasi Masyarakat (KIM) Melati Karya 2"),
    ("name", "KIM YPL (YUDHA PESISIR LESTARI)"),
    ("name", "Kelompok Informasi Gampong Embun Asri"),
    ("name", "kik Pewarta Agung"),
    ("person", "Ketua Contoh, S.Pd."),
    ("phone", "081234567890"),
    ("phone", "0812-3456-7890"),
    ("phone", "+62 812 3456 789"),
    ("e-mail", "kim.melati@contoh.id"),
    ("decree", "489/07/401.403.6/2014"),
    ("decree", "SK Kepala Desa Contoh Nomor 146 Tahun 2019"),
]


def straight(text: str, forms: Forms) -> str | None:
    coded = Coded(1)
    coded.fill(0, [text])
    return straightened(coded, forms)[-1]


@pytest.mark.parametrize(("name", "text"), USUAL)
def test_what_is_usual_is_straight(name: str, text: str) -> None:
    forms, judge = JUDGES[name]

    assert straight(text, forms) == judge(text).value


@pytest.mark.parametrize("text", ["3515012345678901@contoh.id", "351501.234567.8901@contoh.id"])
def test_a_nik_is_never_straight(text: str) -> None:
    assert straight(text, EMAIL) is None


TOKENS = """
KIM kim Kelompok KOMUNITAS Informasi Masyarakat (KIM) Karya KKM Kim No Nomor 0812 345 67890 +62 / . - @ contoh.id a 12
tidak ada é '
"""
PIECES = st.sampled_from([*TOKENS.split(), "\n", " "])


@pytest.mark.parametrize("name", JUDGES)
@settings(max_examples=150)
@given(st.data())
def test_a_straight_text_is_what_its_judge_would_say(name: str, data: st.DataObject) -> None:
    forms, judge = JUDGES[name]
    shape = st.one_of(*(st.from_regex(rf"\A{form.pattern}\Z".replace("(?i:", "(?:")) for form in forms))
    text = data.draw(shape | st.lists(PIECES, max_size=7).map(" ".join) | st.lists(PIECES, max_size=5).map("".join))

    value = straight(text, forms)

    if value is not None and not is_blank(text):
        verdict = judge(text)
        assert (verdict.value, verdict.issues) == (value, ())


@settings(max_examples=150)
@given(st.from_regex(r"\A(KIM|KIG|KIK) [A-Za-z0-9]{1,5}( [A-Za-z0-9]{1,5}){0,3}\Z") | PIECES)
def test_a_plain_key_is_the_key(name: str) -> None:
    (key,) = plain_keys([name])
    assert key is None or key == name_key(name)


def test_most_names_have_a_plain_key() -> None:
    assert plain_keys(["KIM Melati Karya 2", "KIG Embun Asri", None]) == ["melatikarya2", "embunasri", None]
