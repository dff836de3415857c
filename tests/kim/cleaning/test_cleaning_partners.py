"""Partners as offices name them: institutions and programmes, never people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.cleaning.masking import MASK, shown
from kim.cleaning.partners import judge_partners


@pytest.mark.parametrize(
    ("typed", "partners", "rules"),
    [
        ("PT Contoh Rekaan", "PT Contoh Rekaan", []),
        ("PT Contoh;  Kampung Siaga ;PT Contoh", "PT Contoh; Kampung Siaga", []),
        ("1. Bank Rekaan\n2. Radio Contoh FM", "Bank Rekaan; Radio Contoh FM", []),
        ("- Diskominfo\n- PKK", "Diskominfo; PKK", []),
        ("Bank Rekaan, Budi Santoso", "Bank Rekaan", ["partner_person"]),
        ("Budi Santoso", None, ["partner_person"]),
        ("Bpk. Budi Santoso, S.Kom", None, ["partner_person"]),
        ("Bank Rekaan 081234567890", "Bank Rekaan", []),
        ("-;-", None, []),
    ],
)
def test_partners_stand_on_one_line_without_people(typed: str, partners: str | None, rules: list[str]) -> None:
    verdict = judge_partners(typed)
    assert verdict.value == partners
    assert [issue.rule for issue in verdict.issues] == rules


@given(st.text())
def test_what_was_taken_is_taken_again_as_it_stands(text: str) -> None:
    once = judge_partners(text).value
    assert once is None or judge_partners(once).value == once


def test_a_cell_that_names_a_person_among_its_partners_is_masked() -> None:
    assert shown("kemitraan", "Bank Rekaan; Budi Santoso") == MASK
    assert shown("kemitraan", "Bank Rekaan; Kampung Siaga") == "Bank Rekaan; Kampung Siaga"
