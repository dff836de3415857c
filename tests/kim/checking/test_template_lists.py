"""The lists behind the drop-downs, and the formulas that find them."""

import pytest

from kim.checking.template.form import children, validation
from kim.checking.template.lists import KINDS, STATUSES, Level, lists_of
from kim.cleaning.attributes import parse_status, parse_type
from kim.sampling.regions import provinces
from schemas.fields import COLUMNS


def _children_of(level: Level, parent: str) -> list[str]:
    (found,) = [(start, count) for key, start, count in level.index if key == parent]
    return level.names[found[0] : found[0] + found[1]]


def test_the_nation_is_whole() -> None:
    # Of 83,762 villages two share name, kind and district with another.
    lists = lists_of(None)
    assert len(lists.provinces) == 38
    assert (len(lists.regencies.names), len(lists.districts.names), len(lists.villages.names)) == (514, 7285, 83760)
    assert len({key for key, _, _ in lists.villages.index}) == 7285


def test_children_are_their_parents() -> None:
    lists = lists_of(None)
    assert "Kota Madiun" in _children_of(lists.regencies, "Jawa Timur")
    assert "Kejuron" in _children_of(lists.villages, "Kota Madiun|Taman")
    assert "Kejuron" not in _children_of(lists.villages, "Kabupaten Sidoarjo|Taman")


def test_a_region_has_itself_and_those_above_alone() -> None:
    lists = lists_of("35.15")
    assert lists.provinces == ["Jawa Timur"]
    assert lists.regencies.names == ["Kabupaten Sidoarjo"]
    sidoarjo = next(r for p in provinces() for r in p.regencies if r.code == "35.15")
    assert lists.districts.names == [district.name for district in sidoarjo.districts]


def test_no_list_offers_one_name_twice() -> None:
    lists = lists_of(None)
    for level in (lists.regencies, lists.districts, lists.villages):
        for _, start, count in level.index:
            names = level.names[start : start + count]
            assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "column", [column for column in COLUMNS.values() if column.check], ids=lambda column: column.name
)
def test_validations_fit_what_excel_allows_and_explain_themselves(column: object) -> None:
    options = validation(column)  # type: ignore[arg-type]
    assert options is not None
    for formula in (options.get("source"), options.get("value")):
        assert formula is None or len(formula) <= 255
    assert 10 < len(options["error_message"]) <= 255
    assert len(options["input_message"]) <= 255
    assert len(options["input_title"]) <= 32


def test_children_are_found_without_indirect() -> None:
    formula = children("desa", '{kabupaten_kota}&"|"&{kecamatan}')
    assert "INDIRECT" not in formula
    assert '$C2&"|"&$D2' in formula


def test_kinds_and_statuses_are_those_that_cleaning_knows() -> None:
    for kind in KINDS:
        assert parse_type(kind).value == kind
    for status in STATUSES:
        assert parse_status(status).value == status
