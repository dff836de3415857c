"""Region codes as files have them."""

import pytest

from kim.reference.region_codes import dotted


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
    from kim.reading.cell_text import text_of

    assert dotted(raw, text_of(raw)) == code
