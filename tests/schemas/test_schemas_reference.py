"""The reference data adds up: what is counted, joined or pointed at exists."""

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest

from kim.home import REFERENCE
from kim.reference.region_names import find_province, find_regencies
from kim.reference.regions import key_of
from schemas.words import STATUSES, TYPES


def lines(name: str) -> list[dict[str, str]]:
    path = REFERENCE / f"{name}.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as source:
            return list(csv.DictReader(source))
    with gzip.open(f"{path}.gz", "rt", encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


@pytest.fixture(scope="module")
def villages() -> list[dict[str, str]]:
    return lines("villages")


@pytest.mark.parametrize(
    ("name", "count"), [("provinces", 38), ("regencies", 514), ("districts", 7285), ("villages", 83762)]
)
def test_counts_by_level(name: str, count: int) -> None:
    codes = [line["code"] for line in lines(name)]

    assert (len(codes), len(set(codes))) == (count, count)


def test_every_parent_exists_and_is_the_code_s_own(villages: list[dict[str, str]]) -> None:
    levels = [("provinces", lines("provinces")), ("regencies", lines("regencies")), ("districts", lines("districts"))]
    parents = {name: {line["code"] for line in found} for name, found in levels}
    for children, parent, column in (
        (levels[1][1], "provinces", "province_code"),
        (levels[2][1], "regencies", "regency_code"),
        (villages, "districts", "district_code"),
    ):
        assert {line[column] for line in children} <= parents[parent]
        assert all(line["code"].rpartition(".")[0] == line[column] for line in children)


def repeated(found: list[dict[str, str]], parent: str) -> Iterator[tuple[str, str]]:
    names = Counter((line[parent], key_of(line["name"])) for line in found)
    yield from (pair for pair, count in names.items() if count > 1)


def test_names_are_unique_under_their_parent_but_for_desa_and_kelurahan_of_one_name(
    villages: list[dict[str, str]],
) -> None:
    assert len({line["name"] for line in lines("provinces")}) == 38
    assert list(repeated(lines("regencies"), "province_code")) == []
    assert list(repeated(lines("districts"), "regency_code")) == []
    exact = Counter((line["district_code"], line["name"]) for line in villages)
    pairs = [pair for pair, count in exact.items() if count > 1]
    kinds = {
        pair: "".join(sorted(line["code"][9] for line in villages if (line["district_code"], line["name"]) == pair))
        for pair in pairs
    }

    # One district has two such names; two of the pairs are two desa.
    assert len({district for district, _ in pairs}) == 15
    assert sorted(kinds.values()) == ["12"] * 14 + ["22"] * 2


def test_the_baseline_is_the_published_one() -> None:
    baseline = lines("baseline_2023")

    assert (len(baseline), sum(int(line["baseline_count"]) for line in baseline)) == (28, 4114)
    (told,) = lines("baselines")
    assert (told["total"], told["province_total"], told["counted_on"]) == ("4114", "28", "2023-06-30")
    names = {line["code"]: line["name"] for line in lines("provinces")}
    assert all(names[line["province_code"]] == line["province_name"] for line in baseline)
    missing = {"15", "17", "31", "65", "73", "82"}
    assert {line["baseline_province_code"] for line in lines("province_crosswalk")} == missing | {
        line["province_code"] for line in baseline
    }


def test_the_crosswalk_takes_38_provinces_back_to_34() -> None:
    crosswalk = lines("province_crosswalk")

    assert {line["province_code"] for line in crosswalk} == {line["code"] for line in lines("provinces")}
    assert len({line["baseline_province_code"] for line in crosswalk}) == 34
    moved = {line["province_code"]: line["baseline_province_code"] for line in crosswalk}
    assert {code: old for code, old in moved.items() if code != old} == {"93": "91", "94": "91", "95": "91", "96": "92"}


def test_retired_regencies_have_a_successor_of_their_name() -> None:
    names = {line["code"]: line["name"] for line in lines("regencies")}
    retired = lines("retired_regencies")

    assert all(names[line["successor"]] == line["name"] for line in retired)
    assert not {line["code"] for line in retired} & set(names)
    split = {code for code in names if code[:2] in ("93", "94", "95", "96")}
    assert {line["successor"] for line in retired} == split


def test_rounds_are_in_order_and_do_not_overlap() -> None:
    rounds = lines("rounds")

    assert {line["baseline_id"] for line in rounds} <= {line["baseline_id"] for line in lines("baselines")}
    for earlier, later in pairwise(rounds):
        assert earlier["opens_on"] <= earlier["closes_on"] < later["opens_on"]


@pytest.mark.parametrize("line", lines("region_aliases"), ids=lambda line: str(line["alias"]))
def test_an_alias_is_read_as_the_region_it_points_at(line: dict[str, str]) -> None:
    if line["level"] == "province":
        assert find_province(line["alias"]) == line["code"]
    else:
        assert find_regencies(line["alias"]) == (line["code"],)
    assert line["reason"]


def test_the_provinces_of_bps_are_another_order_of_the_same_six() -> None:
    six = {"91", "92", "93", "94", "95", "96"}
    bps = {line["word"]: line["meaning"] for line in lines("bps_provinces")}

    assert set(bps) == six - {"93"} | {"97"}
    assert set(bps.values()) == six


def test_word_lists_lead_to_words_of_the_register() -> None:
    assert {line["meaning"] for line in lines("status_words")} == set(STATUSES)
    assert {line["meaning"] for line in lines("community_types")} == set(TYPES)
    assert {line["meaning"] for line in lines("months")} == {str(month) for month in range(1, 13)}
    for line in lines("confusables"):
        assert ord(line["character"]) == int(line["code_point"], 16)
        assert line["meaning"].isascii()


def test_the_licence_of_the_regions_travels_with_them() -> None:
    assert "MIT License" in (REFERENCE / "LICENSE-wilayah.txt").read_text(encoding="utf-8")
