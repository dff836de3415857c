"""A village said to have no community: counted apart, in the gap, and doubted where the register knows one there."""

from pathlib import Path

import duckdb
import pytest

from kim.checking.feedback import give_feedback
from kim.settings import Limits, Settings
from tests.kim.running.conftest import Run

HEAD = "Nama KIM,Provinsi,Kab/Kota,Kecamatan,Desa/Kel.,Status\n"
LISTED = HEAD + "KIM Rekaan Satu,Jawa Timur,Kabupaten Sidoarjo,Tarik,Tarik,aktif\n"
NONE = (
    HEAD
    + "KIM Rekaan Dua,Jawa Timur,Kabupaten Sidoarjo,Tarik,Kalimati,aktif\n"
    + "Belum terbentuk,Jawa Timur,Kabupaten Sidoarjo,Tarik,Tarik,\n"
    + "Belum terbentuk,Jawa Timur,Kabupaten Sidoarjo,Tarik,Mergobener,\n"
    + "Belum terbentuk,Jawa Timur,Kabupaten Sidoarjo,Tarik,Tarrik Kidul,\n"
)
FOUND = "select sheet, row_number, severity, suggestion from intake.finding where rule = 'no_kim_but_known'"
GAP = "select village_name, state from mart.village_gap where district_code = '35.15.01'"


def put(settings: Settings, name: str, text: str) -> None:
    path = settings.place.inbox / "35.15 Sidoarjo" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def run_two(run: Run, settings: Settings, monkeypatch: pytest.MonkeyPatch, first: str, second: str) -> None:
    """A run over one file alone, and days later one over another."""
    for at in settings.place.inbox.rglob("*.csv"):
        at.unlink()
    put(settings, "a.csv", first)
    run()
    monkeypatch.setenv("KIM_NOW", "2026-03-05T02:00:00+00:00")
    put(settings, "b.csv", second)
    run()


def asked(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(settings.place.database), read_only=True) as conn:
        return conn.execute(sql).fetchall()


def test_a_place_with_a_known_community_is_doubted_and_the_others_are_believed(
    run: Run, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_two(run, settings, monkeypatch, LISTED, NONE)
    known = asked(settings, "select name || ' (' || kim_id || ')' from registry.kim where name like '%Satu'")[0][0]
    assert asked(settings, FOUND) == [("b", 3, "warning", known)]
    states: dict[object, object] = dict(asked(settings, GAP))  # type: ignore[arg-type]
    assert (states["Tarik"], states["Kalimati"], states["Mergobener"]) == ("has_kim", "has_kim", "reported_none")
    checked, _ = give_feedback(settings.place, "2", tmp_path / "kembali.xlsx", Limits())
    assert [(one.row_number, one.severity) for one in checked.findings if one.rule == "no_kim_but_known"] == [
        (3, "warning")
    ]


def test_a_community_founded_later_contradicts_nobody(
    run: Run, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_two(run, settings, monkeypatch, NONE, LISTED)
    assert asked(settings, FOUND) == []
