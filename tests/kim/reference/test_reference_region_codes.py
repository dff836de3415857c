"""Region codes as files have them."""

import pytest

from kim.reference.region_codes import dotted, named


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("35.15", "35.15"),
        (35.15, "35.15"),
        (35.1, "35.10"),
        (3515, "35.15"),
        (3515.0, "35.15"),
        ("3515012001", "35.15.01.2001"),
        ("351501", "35.15.01"),
        (3515012001.0, "35.15.01.2001"),
        ("35.15.1.2001", "35.15.01.2001"),
        ("35", "35"),
        ("35.15 - Kabupaten Sidoarjo", "35.15"),
        (35.0, "35"),
        ("35.1", None),
        ("abc", None),
        ("3515010", None),
    ],
)
def test_codes_come_in_many_forms(raw: str | float, code: str | None) -> None:
    from kim.reading.model import text_of

    assert dotted(raw, text_of(raw)) == code


@pytest.mark.parametrize(
    ("text", "digits", "name", "code"),
    [
        ("35.15 - Kabupaten Sidoarjo", 4, "Kabupaten Sidoarjo", "35.15"),
        ("KAB. SIDOARJO (35.15)", 4, "KAB. SIDOARJO", "35.15"),
        ("[3515] Kabupaten Sidoarjo", 4, "Kabupaten Sidoarjo", "35.15"),
        ("35.15.01.2001 Mliriprowo", 10, "Mliriprowo", "35.15.01.2001"),
        ("35 Jawa Timur", 2, "Jawa Timur", "35"),
        ("16 Ulu", 10, "16 Ulu", None),
        ("Kampung 3515", 6, "Kampung 3515", None),
        ("35.15", 4, "35.15", None),
    ],
)
def test_a_code_that_stands_with_its_name(text: str, digits: int, name: str, code: str | None) -> None:
    assert named(text, digits) == (name, code)
