"""A whole round: what must hold of its truth and its files."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from kim.cleaning.catalogue import rules
from kim.sampling.faults import FAULTS
from kim.sampling.generate import Written, generate
from kim.sampling.round import Request

Told = list[dict[str, str]]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Written, Told]:
    folder = tmp_path_factory.mktemp("round")
    made = generate(folder, Request(kim=1500, seed=11))
    with (folder / "truth.csv").open(encoding="utf-8") as lines:
        return folder, made, list(csv.DictReader(lines))


def test_every_file_is_told_once_and_no_other(written: tuple[Path, Written, Told]) -> None:
    folder, made, told = written
    on_disk = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    on_disk.remove("truth.csv")
    assert sorted(line["file"] for line in told if not line["row"]) == on_disk
    assert len(on_disk) == made.files


def test_about_as_many_files_and_rows_as_asked(written: tuple[Path, Written, Told]) -> None:
    _, made, told = written
    assert 130 <= made.files <= 175
    assert 1.2 <= made.rows / made.kim <= 1.55
    assert made.rows == sum(bool(line["row"]) and line["expected_outcome"] != "ignored" for line in told)


def test_every_community_has_a_row_in_its_own_place(written: tuple[Path, Written, Told]) -> None:
    _, made, told = written
    places = defaultdict(set)
    for line in told:
        if line["community"]:
            places[line["community"]].add((line["regency_code"], line["district_code"], line["village_code"]))
    assert len(places) == made.kim
    assert all(len(place) == 1 for place in places.values())


def test_all_provinces_and_the_baselines_weights(written: tuple[Path, Written, Told]) -> None:
    _, made, told = written
    counts = Counter({line["community"]: line["province_code"] for line in told if line["community"]}.values())
    assert len(counts) == 38
    assert counts.most_common(3)[0][0] == "35"
    assert 0.21 < counts["35"] / made.kim < 0.26


def test_every_kind_of_fault_and_of_hard_negative_is_there(written: tuple[Path, Written, Told]) -> None:
    _, _, told = written
    found = {each.split("@")[0] for line in told for each in line["expected_findings"].split()}
    rare = {"regency_ambiguous"}  # needs a double name in a regency that sent nothing itself
    assert {fault.finding for fault in FAULTS} - rare <= found
    assert {"name_federation", "row_repeated", "place_missing", "file_encrypted", "file_unreadable"} <= found
    cases = {line["case"] for line in told}
    assert {"twin", "neighbour", "pkk", "above", "repeat", "revision", "repeat_in_file", "federation"} <= cases
    assert {"duplicate", "rejected", "ignored", "quarantined"} <= {line["expected_outcome"] for line in told}


def test_findings_are_rules_of_the_catalogue(written: tuple[Path, Written, Told]) -> None:
    _, _, told = written
    codes = {each.split("@")[0] for line in told for each in line["expected_findings"].split()}
    assert codes <= set(rules())
    for line in told:
        severities = {rules()[each.split("@")[0]].severity for each in line["expected_findings"].split()}
        if line["row"]:
            assert ("error" in severities) == (line["expected_outcome"] == "quarantined")


def test_hard_negatives_are_different_communities(written: tuple[Path, Written, Told]) -> None:
    _, _, told = written
    for case in ("twin", "pkk", "above"):
        by_district: defaultdict[str, set[str]] = defaultdict(set)
        for line in told:
            if line["case"] == case:
                by_district[line["district_code"]].add(line["community"])
        assert any(len(members) > 1 for members in by_district.values())


def test_the_same_seed_writes_the_same_bytes_and_another_does_not(tmp_path: Path) -> None:
    requests = (Request(60, 5, 14), Request(60, 5, 14), Request(60, 6, 14))
    rounds = []
    for number, request in enumerate(requests):
        generate(tmp_path / str(number), request)
        files = sorted(path for path in (tmp_path / str(number)).rglob("*") if path.is_file())
        rounds.append([(path.relative_to(tmp_path / str(number)), path.read_bytes()) for path in files])
    assert rounds[0] == rounds[1]
    assert rounds[0] != rounds[2]
