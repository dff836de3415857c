"""`kim explain` goes down to file, sheet, row and cell, and says what was meant where nothing is known."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kim.cli.app import app
from kim.errors import UsageError
from kim.home import Home
from kim.register.decisions import DecisionBook
from kim.warehouse.explain import explain


@pytest.fixture
def home(home: Home, peopled: Path) -> Home:
    home.warehouse.mkdir(parents=True)
    home.database.write_bytes(peopled.read_bytes())
    return home


def test_a_kim_is_followed_down_to_its_cells(home: Home) -> None:
    explanation = explain(home, "kim-a")
    assert [record["file_name"] for record in explanation["records"]] == [f"35.15/berkas-{n}.xlsx" for n in (1, 2, 3)]
    first = explanation["records"][0]
    assert (first["sheet"], first["row_number"], first["method"]) == ("Sheet1", 2, "exact")
    assert first["cells"] == {"Nama KIM": "KIM Contoh 1-2", "No HP Ketua": "•••"}
    assert [(found["cell"], found["value"]) for found in first["findings"]] == [("C2", "Kab Sidoarjo")]
    sources = {row["field"]: row for row in explanation["sources"]}
    assert sources["name"]["cells"] == ["B2"]
    assert sources["name"]["value"] == {"name": "KIM Contoh KIM-A"}
    assert sources["founded"]["cells"] == ["D2"]
    assert sources["channels"]["cells"] == []
    assert len(explanation["matches"]) == 3
    assert explanation["matches"][0]["evidence"]["name"]["weight"] == 7.5
    assert [pair["pair_id"] for pair in explanation["reviews"]] == ["p0001"]
    assert explanation["domain"]["verdict"] == "conflict"


def test_a_merged_id_leads_to_the_winner(home: Home) -> None:
    for asked in ("KIM-B", "KIM-B0"):
        explanation = explain(home, asked)
        assert (explanation["asked"], explanation["kim_id"]) == (asked, "KIM-A")
        assert [row["kim_id"] for row in explanation["aliases"]] == ["KIM-B0", "KIM-B"]


def test_rulings_about_its_records_are_told(home: Home) -> None:
    book = DecisionBook(home.decisions)
    at = datetime(2026, 3, 2, tzinfo=UTC)
    one, other = (f"r{number:012x}{2:08x}" for number in (1, 2))
    book.record("same", at=at, by="Penilai Contoh", why="satu kelompok", subject=one, object=other)
    book.record("withdraw", at=at, by="Penilai Contoh", why="lain", subject="s-lain")
    assert [line["why"] for line in explain(home, "KIM-A")["decisions"]] == ["satu kelompok"]
    assert explain(home, "KIM-C")["decisions"] == []


def test_a_figure_is_the_sum_of_its_kim_and_of_its_bridge_lines(home: Home) -> None:
    explanation = explain(home, "35")
    assert explanation["figure"]["kim_count"] == 2 == len(explanation["kim"])
    assert explanation["figure"]["dissolved_count"] == 1
    lines = {row["line"]: row for row in explanation["bridge"] if row["section"] == "baseline"}
    parts = {name: row["part"] for name, row in lines.items()}
    assert parts.pop("registered") == sum(parts.values()) == 2
    assert [(row["line"], row["part"]) for row in explanation["bridge"] if row["section"] == "intake"] == [
        ("dissolved", -1),
        ("registered", 2),
    ]


def test_todays_part_of_a_split_province_is_compared_with_the_whole(home: Home) -> None:
    explanation = explain(home, "93")
    assert explanation["figure"]["kim_count"] == 1
    assert explanation["reconciliation"][0]["province_code"] == "91"
    assert explanation["reconciliation"][0]["provinces"] == ["91", "93", "94", "95"]


def test_a_regency_and_the_nation_have_their_story_too(home: Home) -> None:
    assert explain(home, "35.15")["figure"]["kim_count"] == 2
    nation = explain(home, "id")
    assert nation["figure"]["kim_count"] == 3
    assert [row["code"] for row in nation["parts"]] == ["35", "93"]
    assert explain(home, "91.01")["code"] == "93.01"


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("KIM-AA", "KIM-A"), ("jawa timor", r"35 \(Jawa Timur\)"), ("contoh kim-c", "KIM-C"), ("99", "province code")],
)
def test_what_is_unknown_is_said_with_what_was_meant(home: Home, asked: str, meant: str) -> None:
    with pytest.raises(UsageError, match=f"Nothing is known by .*{meant}"):
        explain(home, asked)


def printed(home: Home, asked: str) -> str:
    result = CliRunner().invoke(app, ["--home", str(home.root), "explain", asked])
    assert result.exit_code == 0, result.exception
    return result.stdout


def test_the_story_names_file_row_cell_and_evidence(home: Home) -> None:
    explanation = printed(home, "KIM-B")
    for part in (
        "KIM-B was merged into KIM-A on 2026-03-01 01:00 UTC.",
        "3 records in force describe it",
        "35.15/berkas-1.xlsx › Sheet1 › row 2",
        "C2 kabupaten_kota “Kab Sidoarjo”: Spelling corrected. [regency_respelt]",
        "1 = 2  model, probability 0.9700",
        "name: outcome one letter apart, weight +7.50",
        "p0001, probability 0.6100: rule on it with kim decide",
        "conflict: also asked for by KIM Contoh KIM-C (KIM-C).",
    ):
        assert part in explanation


def test_the_story_of_a_figure_names_its_kim_and_lines(home: Home) -> None:
    explanation = printed(home, "35")
    for part in ("Jawa Timur (35): 2 registered kim", "in the baseline, not registered yet", "KIM-A", "berkas-1.xlsx"):
        assert part in explanation


def test_json_is_the_whole_explanation(home: Home) -> None:
    result = CliRunner().invoke(app, ["--home", str(home.root), "explain", "KIM-A", "--json"])
    explanation: dict[str, Any] = json.loads(result.stdout)
    assert explanation == explain(home, "KIM-A")
