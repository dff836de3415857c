"""Officers' sentences: complete, in both languages where a screen shows them, numbers and days as they write them."""

import re
import tomllib
from importlib.resources import files

import pytest

from kim.checking.wording import day, label, moment, number, text
from kim.reading.notes import REASONS
from tests.kim.checking.checking_made import NOON

TEXTS = tomllib.loads(files("kim.checking").joinpath("texts.toml").read_text(encoding="utf-8"))


def test_numbers_and_days_as_each_language_writes_them() -> None:
    assert (number(4114), number(4114, "en")) == ("4.114", "4,114")
    assert day(NOON) == "2 Maret 2026"
    assert moment(NOON) == "2 Maret 2026 pukul 12.00 WIB"


@pytest.mark.parametrize("group", ["severity", "status", "reason", "screen"])
def test_what_a_screen_shows_has_an_english_twin(group: str) -> None:
    id_, en = TEXTS[group]["id"], TEXTS[group]["en"]
    assert list(id_) == list(en)
    for key, sentence in id_.items():
        assert set(re.findall(r"{(\w+)}", sentence)) == set(re.findall(r"{(\w+)}", en[key]))


def test_every_reason_for_ignoring_a_row_has_a_word() -> None:
    assert set(TEXTS["reason"]["id"]) >= set(REASONS)


def test_a_code_without_a_word_is_shown_itself() -> None:
    assert label("reason", "something_new") == "something_new"
    with pytest.raises(KeyError):
        text("report", "no_such_sentence")


def test_every_sentence_is_used() -> None:
    code = "".join(path.read_text("utf-8") for path in _modules())
    stems = {key.rsplit("_", 1)[0] + "_" for key in TEXTS["report"]["id"]}
    for key in [*TEXTS["report"]["id"], *TEXTS["screen"]["id"]]:
        built = any(f'f"{stem}{{' in code for stem in stems if key.startswith(stem))
        assert f'"{key}"' in code or built, key


def _modules() -> list:  # type: ignore[type-arg]
    from pathlib import Path

    import kim.checking
    import kim.cli.printing

    return sorted(path for room in (kim.checking, kim.cli.printing) for path in Path(room.__path__[0]).rglob("*.py"))
