"""The main job from files to figures."""

import shutil
from datetime import UTC, datetime

import pytest

from kim.errors import KimError, UsageError
from kim.register.lock import writer_lock
from kim.running.pipeline import Outcome
from kim.running.rebuilding import rebuild
from kim.settings import Settings
from kim.warehouse.connect import reader
from tests.conftest import Told
from tests.kim.running.conftest import Run
from tests.kim.running.offices import MERAUKE, fill, fingerprint


def test_files_in_one_figure_out(told: Told) -> None:
    outcome = told.outcome
    figures = outcome.figures
    assert figures["registered"] == 4
    assert figures["baseline"] == 4114
    assert figures["difference"] == 4 - 4114
    assert (figures["rows_received"], figures["rows_accepted"], figures["rows_quarantined"]) == (6, 5, 1)
    assert figures["submissions"] == 4
    assert outcome.created
    assert not [path for path in (told.home / "raw" / "inbox").rglob("*") if path.is_file()]


def test_a_second_run_with_nothing_new_publishes_nothing(run: Run, settings: Settings, first: Outcome) -> None:
    before = fingerprint(settings.place.root)
    second = run()
    assert not second.created
    assert second.figures == first.figures
    assert fingerprint(settings.place.root) == before


def test_the_same_bytes_again_change_no_figure(run: Run, settings: Settings, first: Outcome) -> None:
    fill(settings.place.inbox)
    second = run()
    assert not second.created
    for key in ("registered", "rows_received", "rows_accepted", "release"):
        assert second.figures[key] == first.figures[key]
    assert not [path for path in settings.place.inbox.rglob("*") if path.is_file()]


@pytest.mark.usefixtures("first")
def test_a_rebuild_gives_the_same_data(run: Run, settings: Settings) -> None:
    (settings.place.inbox / "94 Papua Tengah").mkdir(parents=True)
    (settings.place.inbox / "94 Papua Tengah" / "kim.csv").write_text(MERAUKE.replace("Lima", "Enam"), "utf-8")
    run()
    before = fingerprint(settings.place.root)
    settings.place.database.unlink()
    shutil.rmtree(settings.place.contacts)
    rebuild(settings)
    assert fingerprint(settings.place.root) == before


def test_as_of_shows_the_register_as_it_was(
    run: Run, settings: Settings, first: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    then = first.figures["registered"]
    monkeypatch.setenv("KIM_NOW", "2026-03-05T02:00:00+00:00")
    (settings.place.inbox / "93 Papua Selatan").mkdir(parents=True, exist_ok=True)
    (settings.place.inbox / "93 Papua Selatan" / "lain.csv").write_text(MERAUKE.replace("Lima", "Tujuh"), "utf-8")
    assert run().figures["registered"] == 5
    past = run(as_of=datetime(2026, 3, 2, tzinfo=UTC))
    assert past.figures["registered"] == then
    assert "as-of" in str(past.figures["report"])
    assert (settings.place.releases / "latest").resolve().name == "0002"
    with pytest.raises(UsageError, match="nothing had been received by 2025-12-31: the first file came on 2026-03-01"):
        run(as_of=datetime(2025, 12, 31, tzinfo=UTC))


def test_a_second_writer_is_told_who_holds_the_lock(run: Run, settings: Settings) -> None:
    settings.place.warehouse.mkdir(parents=True)
    settings.lock_wait_seconds = 0.2
    with writer_lock(settings.place, 1), pytest.raises(KimError, match="being written by"):
        run()


def test_an_unknown_round_is_wrong_usage(run: Run) -> None:
    with pytest.raises(UsageError, match="no round '1999-1'"):
        run(round_id="1999-1")


def test_only_the_provinces_asked_for_are_taken_in(run: Run, settings: Settings) -> None:
    outcome = run(provinces=("93",))
    assert outcome.figures["registered"] == 1
    assert len([path for path in settings.place.inbox.rglob("*") if path.is_file()]) == 2


def test_a_file_whose_reading_ends_badly_holds_up_nobody(
    run: Run, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = settings.place.inbox / "93 Papua Selatan" / "kim.csv"
    large.write_text(MERAUKE + "x" * 30_000_000, "utf-8")
    (settings.place.inbox / "93 Papua Selatan" / "salinan.csv").unlink()
    monkeypatch.setenv("KIM_LIMIT_MEMORY_BYTES", "50000000")
    outcome = run()
    assert outcome.figures["registered"] == 3
    assert any("93 Papua Selatan/kim.csv could not be judged" in warning for warning in outcome.warnings)
    monkeypatch.delenv("KIM_LIMIT_MEMORY_BYTES")
    rebuild(settings)
    assert run().figures["registered"] == 4


def test_an_address_of_other_letters_is_judged_in_a_fork_too(run: Run, settings: Settings) -> None:
    name = "35.15 Sidoarjo/situs.csv"
    header = "Nama KIM,Provinsi,Kabupaten/Kota,Kecamatan,Desa,Situs Web\n"
    row = "KIM Rekaan Situs,Jawa Timur,Kabupaten Sidoarjo,Tarik,Kendalsewu,a\u20131.contoh.id\n"
    (settings.place.inbox / name).write_text(header + row, "utf-8")
    run()
    with reader(settings.place) as conn:
        status = conn.execute("select status from intake.submission where file_name = ?", [name]).fetchall()
    assert status == [("accepted",)]
