"""Phones in E.164, e-mails in lower case; what is neither becomes null."""

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kim.cleaning.contacts import parse_email, parse_phone


@pytest.mark.parametrize(
    ("typed", "number", "rules"),
    [
        ("081234567890", "+6281234567890", []),
        ("+62 812-3456-7890", "+6281234567890", []),
        ("62812 3456 7890", "+6281234567890", []),
        ("+62 0812 3456 7890", "+6281234567890", []),
        ("(0812) 3456.7890", "+6281234567890", []),
        ("WA: 081234567890", "+6281234567890", []),
        ("81234567890", "+6281234567890", ["phone_zero"]),
        ("8.1234567890E+10", "+6281234567890", ["phone_zero"]),
        ("(031) 8941234", "+62318941234", []),
        ("+60 12-345 6789", "+60123456789", []),
        ("0812 3456 7890 / 0857 1234 5678", "+6281234567890;+6285712345678", ["phone_several"]),
        ("081234567890 081234567891", "+6281234567890;+6281234567891", ["phone_several"]),
        ("081234567890, 081234567890", "+6281234567890", []),
    ],
)
def test_a_phone_is_in_e164(typed: str, number: str, rules: list[str]) -> None:
    verdict = parse_phone(typed)

    assert (verdict.value, [issue.rule for issue in verdict.issues]) == (number, rules)


@pytest.mark.parametrize(
    "typed", ["0812", "hubungi ketua", "3515012001900001", "8.12346E+10", "08123456789012345", "081234567890 / 12"]
)
def test_what_is_no_phone_becomes_null(typed: str) -> None:
    assert [issue.rule for issue in parse_phone(typed).issues] == ["phone_invalid"]


@given(st.from_regex(r"\A(?:0|\+62|62)8\d{6,13}\Z"))
def test_the_fast_way_agrees_with_the_library(typed: str) -> None:
    international = typed if typed[0] in "+0" else f"+{typed}"
    try:
        number = phonenumbers.parse(international, "ID")
        valid = phonenumbers.is_valid_number(number)
    except phonenumbers.NumberParseException:
        valid = False

    verdict = parse_phone(typed)

    assert (verdict.value is not None) == valid or typed.startswith(("620", "+620"))
    if verdict.value and valid:
        assert verdict.value == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@given(st.text(max_size=24) | st.from_regex(r"\A[0-9 +()/-]{1,24}\Z"))
def test_a_clean_phone_stays_as_it_is(typed: str) -> None:
    number = parse_phone(typed).value

    if number is not None:
        again = parse_phone(number)
        assert again.value == number
        assert all(issue.rule == "phone_several" for issue in again.issues)


def test_a_letter_glued_to_a_digit_is_no_phone_number() -> None:
    assert parse_phone("08123456789a").value is None
    assert parse_phone("08123456789 WA").value == "+628123456789"


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
    assert parse_email(typed).value == address
    assert [issue.rule for issue in parse_email(typed).issues] == rules


@given(st.emails(domains=st.just("contoh.id")))
@example("&lT@contoh.id")
@example("mailto:&lT@contoh.id")
def test_a_clean_e_mail_stays_as_it_is(typed: str) -> None:
    address = parse_email(typed).value

    if address is not None:
        assert (parse_email(address).value, ";" in address) == (address, False) or ";" in address
