"""A file that is still being copied is left for the next run, and holds up nobody else's."""

from pathlib import Path

import pytest

from kim.register.archive import Archive, ChangedError
from kim.register.receipts import ReceiptBook
from kim.running.dry_run import check_waiting
from kim.running.request import RunRequest
from kim.settings import Settings
from tests.kim.running.conftest import Run

GROWING = "35.15 Sidoarjo/kim.csv"
MORE = "KIM Contoh Tujuh,Jawa Timur,Kabupaten Sidoarjo,Tarik,Kendalsewu,,,aktif\n"


@pytest.mark.parametrize("while_it_is_read", [True, False])
def test_a_file_that_grows_waits_for_the_next_run(
    run: Run, settings: Settings, monkeypatch: pytest.MonkeyPatch, *, while_it_is_read: bool
) -> None:
    growing = settings.place.inbox / GROWING
    real = Archive.put

    def put(self: Archive, path: Path) -> str:
        if path != growing:
            return real(self, path)
        if while_it_is_read:
            _grow(growing)
            raise ChangedError(path)
        sha256 = real(self, path)
        _grow(growing)
        return sha256

    monkeypatch.setattr(Archive, "put", put)
    first = run()
    assert growing.exists()
    assert [receipt.file_name for receipt in ReceiptBook(settings.place.receipts).all()].count(GROWING) == 0
    assert first.figures["submissions"] == 3
    assert f"{GROWING} changed while it was read: it stays in the inbox until it is copied whole" in first.warnings
    monkeypatch.setattr(Archive, "put", real)
    second = run()
    assert second.figures["submissions"] == 4
    assert not growing.exists()


def _grow(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(MORE)


def test_a_name_that_is_no_text_or_steers_a_terminal_is_written_out_and_its_file_is_loaded(
    run: Run, settings: Settings
) -> None:
    folder = settings.place.inbox / "35.15 Sidoarjo"
    content = (settings.place.inbox / GROWING).read_text("utf-8")
    header = content.splitlines()[0]
    for number, name in enumerate(("kim\udcff.csv", "kim\x1b[31m\u202e.csv")):
        line = f"KIM Rekaan Tambahan {number},Jawa Timur,Kabupaten Sidoarjo,Tarik,Kendalsewu,,,aktif"
        (folder / name).write_text(f"{header}\n{line}\n", "utf-8")
    run()
    names = {receipt.file_name for receipt in ReceiptBook(settings.place.receipts).all()}
    assert {r"35.15 Sidoarjo/kim\udcff.csv", r"35.15 Sidoarjo/kim\x1b[31m\u202e.csv"} <= names
    assert not list(folder.glob("kim*.csv"))


def test_a_dry_run_reads_a_file_whose_name_is_no_text(settings: Settings) -> None:
    content = (settings.place.inbox / GROWING).read_text("utf-8")
    before = check_waiting(settings, RunRequest()).files
    (settings.place.inbox / "35.15 Sidoarjo" / "kim\udcff.csv").write_text(content, "utf-8")
    assert check_waiting(settings, RunRequest()).files == before + 1
