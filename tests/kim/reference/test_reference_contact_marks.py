"""Numbers of people and e-mail addresses are found in whatever spelling, and what is none is left alone."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kim.reference.contact_marks import holds, masked, without

SEPARATORS = st.sampled_from(
    ["", " ", "-", ".", "/", "_", "–", "−", "‑", "·", "*", ":", ",", " - ", "--", "  ", "\u3000", ") ", " ("]
)
LOOK_ALIKES = {"0": "0Oo０٠", "1": "1lI１", "2": "2２", "8": "8８۸"}


def _digits(number: str) -> st.SearchStrategy[list[str]]:
    return st.tuples(*(st.sampled_from(LOOK_ALIKES.get(digit, digit)) for digit in number)).map(list)


@settings(max_examples=400)
@given(
    st.sampled_from(["081299990001", "6281299990001", "0318999005", "081299990001234"]).flatmap(_digits),
    st.lists(SEPARATORS, min_size=15, max_size=15),
    st.sampled_from(["", "HP ", "wa:", "(", "no. "]),
)
def test_a_phone_is_found_however_it_is_spelt(digits: list[str], between: list[str], lead: str) -> None:
    # Look-alikes stand beside digits, as people type them; a separator only between groups of three or four.
    plain = "081299990001234"
    digits = [plain[at] if digit.isalpha() and at % 3 else digit for at, digit in enumerate(digits)]
    spelt = "".join(digit + (between[at] if at % 4 == 3 else "") for at, digit in enumerate(digits))
    text = f"KIM Melati {lead}{spelt}"
    assert holds(text)
    assert not re.search(r"[89]999", without(text))
    assert "***" in masked(text)


@settings(max_examples=200)
@given(
    st.sampled_from(["3515081205800003", "1101010101010001"]),
    st.lists(SEPARATORS, min_size=16, max_size=16),
    st.integers(2, 6),
)
def test_a_nik_is_found_however_it_is_cut(nik: str, between: list[str], every: int) -> None:
    spelt = "".join(digit + (between[at] if at % every == every - 1 else "") for at, digit in enumerate(nik))
    assert holds(f"KIM Melati NIK {spelt}")


@pytest.mark.parametrize(
    "text",
    [
        "siti@contoh.id", "siti(at)contoh.id", "siti [at] contoh [dot] id", "siti@contoh . id", "siti at contoh dot id",
        "SITI (AT) CONTOH.CO.ID", "siti＠contoh.id", "siti.rahma+kim@contoh.go.id",
    ],
)  # fmt: skip
def test_an_address_is_found_however_it_is_spelt(text: str) -> None:
    assert holds(f"KIM Melati {text}")
    assert without(f"KIM Melati {text}") == "KIM Melati"


@pytest.mark.parametrize(
    "text",
    [
        "KIM Melati", "KIM 45", "KIM 17-08-1945", "KIM 2019-2024", "KIM Melati RT 02 RW 05", "KIM Sukses @ Desa",
        "KIM Lolo Il", "KIM Generasi 2000", "Kelompok 1, 2 dan 3", "KIM At Taqwa", "25 orang", "KIM Tarik (35.15.01)",
    ],
)  # fmt: skip
def test_what_is_none_is_left_alone(text: str) -> None:
    assert not holds(text)
    assert masked(text) == without(text) == text


def test_a_words_own_digits_stay_where_a_number_begins_behind_them() -> None:
    assert without("KIM Tes00 (0812) 9999 0001") == "KIM Tes00"


@given(st.text(max_size=60))
def test_nothing_is_found_in_what_is_left(text: str) -> None:
    assert not holds(masked(text)) or "***" not in masked(text)
