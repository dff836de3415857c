"""The usual forms say what their judges say."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kim.cleaning.decrees import judge_decree
from kim.cleaning.emails import judge_email
from kim.cleaning.frame import Coded
from kim.cleaning.masking import without_nik
from kim.cleaning.names import judge_name
from kim.cleaning.phones import judge_phone
from kim.cleaning.straight import DECREE, EMAIL, NAME, PERSON, PHONE, Straight, straightened
from kim.cleaning.text import is_blank, tidy
from kim.cleaning.verdict import Verdict, good

JUDGES: dict[str, tuple[Straight, Callable[[str], Verdict[str]]]] = {
    "name": (NAME, judge_name),
    "person": (PERSON, lambda text: good(without_nik(tidy(text)))),
    "phone": (PHONE, judge_phone),
    "e-mail": (EMAIL, judge_email),
    "decree": (DECREE, judge_decree),
}
USUAL = {
    "name": "Kelompok Informasi Masyarakat (KIM) Melati Karya 2",
    "person": "Ketua Contoh, S.Pd.",
    "phone": "081234567890",
    "e-mail": "kim.melati@contoh.id",
    "decree": "489/07/401.403.6/2014",
}


def straight(text: str, form: Straight) -> str | None:
    coded = Coded(1)
    coded.fill(0, [text])
    return straightened(coded.texts, coded.suspects, form)[-1]


@pytest.mark.parametrize("name", JUDGES)
def test_what_is_usual_is_straight(name: str) -> None:
    form, judge = JUDGES[name]

    assert straight(USUAL[name], form) == judge(USUAL[name]).value


TOKENS = """
KIM kim Kelompok KOMUNITAS Informasi Masyarakat (KIM) Karya KKM Kim No Nomor 0812 345 67890 +62 / . - @ contoh.id a 12
tidak ada é '
"""
PIECES = st.sampled_from([*TOKENS.split(), "\n", " "])


@pytest.mark.parametrize("name", JUDGES)
@settings(max_examples=150)
@given(st.data())
def test_a_straight_text_is_what_its_judge_would_say(name: str, data: st.DataObject) -> None:
    form, judge = JUDGES[name]
    shape = st.from_regex(rf"\A{form.pattern}\Z".replace("(?i:", "(?:"))
    text = data.draw(shape | st.lists(PIECES, max_size=7).map(" ".join) | st.lists(PIECES, max_size=5).map("".join))

    value = straight(text, form)

    if value is not None and not is_blank(text):
        verdict = judge(text)
        assert (verdict.value, verdict.issues) == (value, ())
