"""An erased community keeps its id and count, and nothing of its people, wherever the plug was pulled."""

import json
import shutil
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kim.cli.app import app
from kim.errors import KimError
from kim.home import Home
from kim.reading import read_bytes
from kim.register import disk
from kim.register.archive import Archive
from kim.register.contacts import ContactStore
from kim.register.decisions import DecisionBook
from kim.register.receipts import ReceiptBook
from kim.register.vault import Vault
from kim.running.pipeline import DIRECT, run
from kim.running.rebuilding import rebuild
from kim.running.request import RunRequest
from kim.settings import Limits, Settings
from kim.stewardship.erasure import Eraser, unfinished
from kim.stewardship.removal import Person
from kim.stewardship.retention import tidy
from kim.warehouse.connect import reader

HEADER = "nama_kim,provinsi,kabupaten_kota,kecamatan,desa_kelurahan,nama_ketua,nomor_hp,alamat,keterangan\n"
PLACE = "Jawa Timur,Kabupaten Sidoarjo,Tarik"
FIRST = (
    f"KIM Contoh Satu,{PLACE},Tarik,Ketua Terhapus,081200000001,Jalan Terhapus,catatan Terhapus\n"
    f"KIM Contoh Dua,{PLACE},Kalimati,Ketua Tetap,081200000002,,\n"
)
SECOND = (
    f"KIM CONTOH SATU,{PLACE},Tarik,Terhapus Juga,081200000001,,\nKIM Contoh Tiga,{PLACE},Mergobener,Ketua Lain,,,\n"
)
THIRD = f"Kim contoh satu,{PLACE},Tarik,Terhapus Lagi,081200000009,,\n"
NOW = datetime(2026, 3, 1, 2, tzinfo=UTC)
WHO = Person("Petugas Rekaan", "permintaan", NOW + timedelta(days=2))


class PulledPlugError(BaseException):
    """Nothing catches it."""


def _receive(home: Home, day: int, **files: str) -> None:
    for name, rows in files.items():
        path = home.inbox / "35.15 Sidoarjo" / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER + rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KIM_NOW", (NOW + timedelta(days=day)).isoformat())
        run(Settings(home=home.root), RunRequest(publish=False), DIRECT)


@pytest.fixture(scope="session")
def _received(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home that has received two files."""
    made = Home(tmp_path_factory.mktemp("received"))
    _receive(made, 0, satu=FIRST)
    _receive(made, 1, dua=SECOND)
    return made


@pytest.fixture
def kim_id(home: Home, _received: Home) -> str:
    """The id of the community to erase, known from two files."""
    shutil.copytree(_received.root, home.root, symlinks=True)
    with reader(home) as conn:
        [(found, count)] = conn.execute(
            "select kim_id, record_count from registry.kim where name ilike '%satu'"
        ).fetchall()
    assert count == 2
    return str(found)


def _erase(home: Home, kim_id: str) -> None:
    with reader(home) as conn:
        eraser = Eraser(home, conn, Vault(home), lambda content, name: read_bytes(content, name, Limits()))
        eraser.erase(kim_id, WHO)


def _register(home: Home) -> dict[str, object]:
    """What must hold: communities with their counts, each record with its community and place."""
    with reader(home) as conn:
        return {
            "kim": conn.execute("select kim_id, record_count, status from registry.kim order by all").fetchall(),
            "record": conn.execute(
                "select record_id, kim_id, sheet, row_number, name, village_code from registry.record order by all"
            ).fetchall(),
            "alias": conn.execute("select kim_id, merged_into from registry.alias order by all").fetchall(),
            "ids": home.ids.read_text(),
        }


def _everything_sealed(home: Home) -> str:
    vault = Vault(home)
    archive = Archive(home, vault)
    files = b"".join(archive.get(name) for name in archive.names()).decode()
    return files + json.dumps(ContactStore(home, vault).read().to_pylist())


def test_people_go_and_count_and_ids_hold_through_a_rebuild(home: Home, kim_id: str) -> None:
    before = _register(home)
    assert "Terhapus" in _everything_sealed(home)
    _erase(home, kim_id)
    left = _everything_sealed(home)
    assert "erhapus" not in left
    assert "081200000001" not in left
    assert "Ketua Tetap" in left
    assert "Ketua Lain" in left
    assert _register(home) == before
    rebuild(Settings(home=home.root))
    assert _register(home) == before
    assert "erhapus" not in _everything_sealed(home)
    with pytest.raises(KimError, match="was erased on"):
        _erase(home, kim_id)


def test_memberships_are_rulings_and_the_redacted_files_keep_their_names(home: Home, kim_id: str) -> None:
    _erase(home, kim_id)
    lines = DecisionBook(home.decisions).all()
    assert [line.kind for line in lines if line.kind != "different"] == ["same", "erase"]
    archive = Archive(home, Vault(home))
    received = [line.sha256 for line in ReceiptBook(home.receipts).all()]
    assert sorted(received) == archive.names()
    assert all(archive.redacted(sha256) not in (None, sha256) for sha256 in received)


def test_the_original_bytes_sent_again_stay_a_duplicate(home: Home, kim_id: str) -> None:
    _erase(home, kim_id)
    _receive(home, 3, lagi=FIRST)
    assert ReceiptBook(home.receipts).all()[-1].duplicate_of == 1
    assert "erhapus" not in _everything_sealed(home)


def test_contacts_in_later_files_are_masked(home: Home, kim_id: str) -> None:
    _erase(home, kim_id)
    _receive(home, 3, tiga=THIRD)
    with reader(home) as conn:
        assert conn.execute("select record_count from registry.kim where kim_id = ?", [kim_id]).fetchall() == [(3,)]
        tidy(conn, ContactStore(home, Vault(home)), DecisionBook(home.decisions).all(), NOW, 3650)
    told = ContactStore(home, Vault(home)).read().to_pylist()
    assert "erhapus" not in json.dumps(told)
    assert sum(line["leader_name"] is not None for line in told) == 2


def test_a_withdrawn_files_records_are_erased_too(home: Home, kim_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIM_NOW", (NOW + timedelta(days=2)).isoformat())
    with reader(home) as conn:
        [(submission,)] = conn.execute(
            "select submission_id from intake.submission where file_name like '%dua%'"
        ).fetchall()
    done = CliRunner().invoke(app, ["--home", str(home.root), "withdraw", submission, "--by", "P", "--why", "uji"])
    assert done.exit_code == 0, done.exception
    _erase(home, kim_id)
    assert "erhapus" not in _everything_sealed(home)


@pytest.mark.parametrize("writes", range(1, 9))
def test_an_erasure_cut_off_anywhere_is_finished_by_the_same_command(
    home: Home, kim_id: str, monkeypatch: pytest.MonkeyPatch, writes: int
) -> None:
    before = _register(home)
    left = [writes]
    true_sync = disk.sync

    def cut(path: Path) -> None:
        true_sync(path)
        left[0] -= path.is_dir()
        if not left[0]:
            raise PulledPlugError

    monkeypatch.setattr(disk, "sync", cut)
    with suppress(PulledPlugError):
        _erase(home, kim_id)
    monkeypatch.undo()
    _everything_sealed(home)  # opens still
    if unfinished(home):
        _erase(home, kim_id)
    assert not unfinished(home)
    assert "erhapus" not in _everything_sealed(home)
    assert _register(home) == before


def test_only_a_community_there_is_can_be_erased_and_only_with_the_key(home: Home, kim_id: str) -> None:
    with pytest.raises(KimError, match="there is no community 'K0'"):
        _erase(home, "K0")
    home.key.unlink()
    with pytest.raises(KimError, match="the key is missing"):
        _erase(home, kim_id)
    assert DecisionBook(home.decisions).all() == []


def test_contacts_past_their_retention_are_emptied_and_others_stay(home: Home, kim_id: str) -> None:
    assert kim_id
    _receive(home, 400, tiga=THIRD)
    with reader(home) as conn:
        assert (
            tidy(
                conn,
                ContactStore(home, Vault(home)),
                DecisionBook(home.decisions).all(),
                NOW + timedelta(days=401),
                365,
            )
            == 2
        )
        told = json.dumps(ContactStore(home, Vault(home)).read().to_pylist())
        assert "Ketua Tetap" not in told
        assert "Terhapus Lagi" in told
        assert (
            tidy(
                conn,
                ContactStore(home, Vault(home)),
                DecisionBook(home.decisions).all(),
                NOW + timedelta(days=401),
                365,
            )
            == 0
        )


def test_the_command_asks_first_at_a_terminal(home: Home, kim_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kim.cli.erase.at_a_terminal", lambda: True)
    words = ["--home", str(home.root), "erase", kim_id, "--by", "Petugas Rekaan", "--why", "permintaan"]
    assert CliRunner().invoke(app, words, input="n\n").exit_code == 1
    assert DecisionBook(home.decisions).all() == []
    done = CliRunner().invoke(app, words, input="y\n")
    assert "2 contacts and their cells in 2 archived files are gone" in done.stdout
