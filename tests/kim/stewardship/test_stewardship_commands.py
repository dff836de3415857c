"""The commands on the truth, as an operator calls them."""

import csv
import json
import os
import pwd
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner, Result

from kim.cli.app import app
from kim.errors import KimError
from kim.home import Home
from kim.register.decisions import DecisionBook
from kim.stewardship.directory import access_book

WHO = ("--by", "Petugas Rekaan", "--why", "banjir")


@pytest.fixture
def kim(registered: Home, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("KIM_NOW", "2025-04-01T00:00:00+00:00")
    monkeypatch.setattr("kim.running.deciding.apply_decisions", lambda _: None)
    return lambda *words: CliRunner().invoke(app, ["--home", str(registered.root), *words])


@pytest.mark.parametrize("region", ["35", "35.07", "Jawa Timur", "kab. malang", "Kabupaten  Malang"])
def test_contacts_lists_active_communities_with_the_newest_contact(kim: Callable[..., Result], region: str) -> None:
    answer = json.loads(kim("contacts", region, *WHO, "--format", "json").stdout)
    assert [(line["kim_id"], line["leader_name"], line["phone"]) for line in answer["kim"]] == [
        ("K2", "Ketua Dua Rekaan", None),
        ("K1", "Ketua Baru Rekaan", "+628110000003"),
    ]
    assert answer["kim"][0]["email"] == "dua@contoh.invalid"
    assert answer["kim"][1]["channels"] == {"facebook": "kim.contoh"}
    assert answer["kim"][1]["place"] == "Kabupaten Malang, Jawa Timur"


@pytest.mark.parametrize(("office", "called"), [("35.07", "+628110000003"), ("34.04", "+628110000001")])
def test_another_regions_office_does_not_change_whom_to_call(
    kim: Callable[..., Result], registered: Home, office: str, called: str
) -> None:
    with duckdb.connect(registered.database) as conn:
        conn.execute("update intake.submission set office_code = ? where sequence = 2", [office])
    answer = json.loads(kim("contacts", "35.07", *WHO, "--format", "json").stdout)
    assert {line["kim_id"]: line["phone"] for line in answer["kim"]}["K1"] == called


def test_the_account_on_record_is_the_real_user(
    kim: Callable[..., Result], registered: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "somebody")
    monkeypatch.setenv("USER", "somebody")
    kim("contacts", "35.07", *WHO)
    assert [line.account for line in access_book(registered).all()] == [pwd.getpwuid(os.getuid()).pw_name]


def test_contacts_as_table_and_csv(kim: Callable[..., Result]) -> None:
    table = kim("contacts", "35.07", *WHO).stdout
    assert "Kabupaten Malang (35.07): 2 active, 2 can be told" in table
    assert "+628110000003" in table
    rows = list(csv.DictReader(StringIO(kim("contacts", "35.07", *WHO, "--format", "csv").stdout)))
    assert [row["kim_id"] for row in rows] == ["K2", "K1"]


def test_each_use_is_logged_without_those_who_were_read(kim: Callable[..., Result], registered: Home) -> None:
    kim("contacts", "35.07", *WHO)
    kim("contacts", "11", *WHO)
    log = access_book(registered)
    assert [(line.by, line.why, line.region_code, line.kim_count) for line in log.all()] == [
        ("Petugas Rekaan", "banjir", "35.07", 2),
        ("Petugas Rekaan", "banjir", "11", 0),
    ]
    assert "Rekaan Satu" not in log.path.read_text()
    assert "K1" not in log.path.read_text()


@pytest.mark.parametrize(
    ("region", "said"),
    [("Malang", r"2 regions, give the code: 35.07 .*; 35.73"), ("Atlantis", "no region"), ("99", "no region")],
)
def test_a_region_must_be_one_and_nothing_is_logged(
    kim: Callable[..., Result], registered: Home, region: str, said: str
) -> None:
    with pytest.raises(KimError, match=said):
        raise kim("contacts", region, *WHO).exception or AssertionError
    assert not access_book(registered).all()


def test_without_the_key_no_contacts_and_a_sentence(kim: Callable[..., Result], registered: Home) -> None:
    registered.key.unlink()
    fault = kim("contacts", "35", *WHO).exception
    assert isinstance(fault, KimError)
    assert "the key is missing" in str(fault)


def test_withdraw_and_undo_are_on_the_record(kim: Callable[..., Result], registered: Home) -> None:
    said = kim("withdraw", "s1", *WHO).stdout
    assert "s1 (35.07/a.csv, office 35.07, 2025-03-02, 2 records) is withdrawn (d000001)" in said
    assert "Done; `kim publish`" in said
    again = kim("withdraw", "s1", *WHO).exception
    assert "withdrawn already" in str(again)
    assert kim("withdraw", "s1", "--undo", *WHO).exit_code == 0
    book = DecisionBook(registered.decisions)
    assert [line.kind for line in book.all()] == ["withdraw", "undo"]
    assert not book.standing().out
    assert "nothing to undo" in str(kim("withdraw", "s1", "--undo", *WHO).exception)


def test_supersede_and_undo_are_on_the_record(kim: Callable[..., Result], registered: Home) -> None:
    assert "s1 (35.07/a.csv" in kim("supersede", "s2", "s1", *WHO).stdout
    book = DecisionBook(registered.decisions)
    assert book.standing().out == {"s1": "superseded"}
    assert "nothing to undo" in str(kim("supersede", "s3", "s1", "--undo", *WHO).exception)
    assert kim("supersede", "s2", "s1", "--undo", *WHO).exit_code == 0
    assert not book.standing().out


@pytest.mark.parametrize(
    ("submission", "said"), [("s9", "no submission 's9'"), ("s3", "is rejected: none of its records")]
)
def test_what_is_not_in_the_register_cannot_be_withdrawn(
    kim: Callable[..., Result], submission: str, said: str
) -> None:
    assert said in str(kim("withdraw", submission, *WHO).exception)


def test_decisions_are_applied_at_once_where_that_is_possible(
    kim: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    applied: list[object] = []
    monkeypatch.setattr("kim.running.deciding.apply_decisions", applied.append)
    assert "Done; `kim publish`" in kim("withdraw", "s1", *WHO).stdout
    assert len(applied) == 1


def test_backup_and_rotation_speak_of_the_key(kim: Callable[..., Result], tmp_path: Path) -> None:
    said = kim("backup", str(tmp_path / "b")).stdout
    assert "The key is not in it" in said
    folder = next((tmp_path / "b").iterdir())
    assert "is whole" in kim("backup", str(folder), "--check").stdout
    assert "1 files sealed again" in kim("rotate-key").stdout
    assert "+628110000003" in kim("contacts", "35.07", *WHO).stdout
