import re

import pytest

from kim.cleaning.catalogue import PAGE, message, page, rule_set_hash, rules
from kim.home import PACKAGE_ROOT
from kim.reading.notes import NOTES


def test_the_page_is_the_one_that_the_rules_give() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m kim.cleaning.catalogue`"


def test_every_note_of_reading_has_its_rule_and_severity() -> None:
    assert {code: kind.severity for code, kind in NOTES.items()} == {
        code: rules()[code].severity for code in NOTES if code in rules()
    }


def test_every_rule_that_the_code_names_exists_and_every_rule_is_named() -> None:
    rooms = [PACKAGE_ROOT / "kim" / room for room in ("cleaning", "reading", "matching")]
    code = "\n".join(path.read_text() for room in rooms for path in room.rglob("*.py"))
    named = set(re.findall(r'"([a-z]+_[a-z_]+)"', code))

    assert set(rules()) - named <= set(NOTES)


@pytest.mark.parametrize("rule", list(rules().values()), ids=lambda rule: str(rule.code))
def test_a_rule_says_what_to_do_in_two_languages(rule: object) -> None:
    entry = rules()[getattr(rule, "code", "")]

    assert entry.message_id.endswith((".", "?"))
    assert entry.message_en.endswith(".")
    assert entry.message_id != entry.message_en
    assert entry.example
    assert entry.version >= 1
    assert set(re.findall(r"{(\w+)}", entry.message_id)) == set(re.findall(r"{(\w+)}", entry.message_en))


def test_braces_in_a_value_are_no_placeholders() -> None:
    assert message("Nilai '{value}'.", "{suggestion}", "x") == "Nilai '{suggestion}'."
    assert message("Nama '{value}'.", None, None) == "Nama (kosong)."
    assert message("Empty ('{value}').", None, None, "(empty)") == "Empty (empty)."


def test_the_hash_is_that_of_the_rules() -> None:
    assert re.fullmatch("[0-9a-f]{64}", rule_set_hash())
