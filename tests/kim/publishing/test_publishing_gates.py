"""Gates: what blocks, what does not, what a signature lifts and what nothing lifts."""

import json

import pytest

from kim.errors import GateBlockedError, UsageError
from kim.register.decisions import DecisionBook
from tests.kim.publishing.filled_register import House

pytestmark = pytest.mark.usefixtures("no_workbook")


def _register(house: House, count: int, start: int = 0, regency_code: str | None = None) -> str:
    with house.open() as register:
        file = register.submission()
        for index in range(start, start + count):
            register.row(file, kim_id=f"K{index:03d}", regency_code=regency_code)
    return file


def _withdraw(house: House, file: str) -> None:
    with house.open() as register:
        register.conn.execute("update intake.submission set status = 'withdrawn' where submission_id = ?", [file])


def test_without_a_previous_release_nothing_drops_or_grows(house: House) -> None:
    _register(house, 50)
    assert house.publish().created


def test_an_open_round_may_grow_by_new_submissions(house: House) -> None:
    _register(house, 5)
    house.publish()
    _register(house, 100, start=5)
    assert house.publish().release == "0002"


def test_a_drop_within_the_tolerance_passes(house: House) -> None:
    _register(house, 20)
    file = _register(house, 3, start=20)
    house.publish()
    _withdraw(house, file)
    assert house.publish().release == "0002"


def test_a_drop_beyond_the_tolerance_blocks_and_names_what_is_lost(house: House) -> None:
    _register(house, 20)
    file = _register(house, 12, start=20)
    house.publish()
    _withdraw(house, file)
    with pytest.raises(GateBlockedError) as caught:
        house.publish()
    error_text = str(caught.value)
    assert caught.value.exit_code == 4
    assert "gate `drop`" in error_text
    assert "35 Jawa Timur: 32 -> 20, 12 fewer; round 2026-1 tolerates 3" in error_text
    assert "K020: its submissions were withdrawn or superseded" in error_text
    assert "and 4 more" in error_text
    assert "--sign NAME --why TEXT" in error_text
    assert sorted(path.name for path in house.home.releases.iterdir()) == ["0001", "latest"]


def test_a_signature_lifts_a_drop_and_is_part_of_the_release(house: House) -> None:
    _register(house, 20)
    file = _register(house, 12, start=20)
    house.publish()
    _withdraw(house, file)
    release = house.publish(signer="Sari Uji", why="Berkas ganda, ditarik dinas")
    manifest = json.loads((release.folder / "manifest.json").read_text())
    assert [(one["gate"], one["by"]) for one in manifest["signatures"]] == [("drop", "Sari Uji")]
    assert "Berkas ganda, ditarik dinas" in (release.folder / "report.html").read_text()
    assert [line.kind for line in DecisionBook(house.home.decisions).all()] == ["sign"]
    assert not house.publish().created


def test_a_signature_outlives_a_publication_that_broke_off(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    _register(house, 20)
    file = _register(house, 12, start=20)
    house.publish()
    _withdraw(house, file)
    with monkeypatch.context() as broken:
        broken.setattr("kim.publishing.publish._fill", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            house.publish(signer="Sari Uji", why="benar")
    assert house.publish().release == "0002"


def test_growth_that_no_new_submission_explains_blocks(house: House) -> None:
    file = _register(house, 5)
    house.publish()
    with house.open() as register:
        for index in range(10):
            register.row(file, kim_id=f"N{index}")
    with pytest.raises(GateBlockedError, match="gate `growth`") as caught:
        house.publish()
    assert "5 -> 15, 10 more; new submissions explain 0" in str(caught.value)
    assert "N0: no new submission names it" in str(caught.value)


def test_a_submission_that_counts_again_explains_growth(house: House) -> None:
    _register(house, 2)
    file = _register(house, 3, start=2)
    house.publish()
    _withdraw(house, file)
    house.publish()
    with house.open() as register:
        register.conn.execute("update intake.submission set status = 'accepted' where submission_id = ?", [file])
    assert house.publish().release == "0003"


def test_completeness_warns_and_blocks_only_a_final_release(house: House) -> None:
    _register(house, 3, regency_code="35.15")
    release = house.publish()
    assert "regencies have not sent in round 2026-1" in release.warnings[0]
    with pytest.raises(GateBlockedError, match="gate `completeness`"):
        house.publish(final=True)
    final = house.publish(final=True, signer="Sari Uji", why="putaran ditutup")
    assert final.release == "0002"
    assert "Angka final" in (final.folder / "report.html").read_text()
    assert not house.publish().created


def test_no_signature_lifts_the_control_totals(house: House) -> None:
    _register(house, 3)
    with house.open() as register:
        register.conn.execute("update intake.record set province_code = '36' where row_number = 2")
        register.conn.execute("delete from registry.membership where record_id = 'r00000000000000000001'")
    with pytest.raises(GateBlockedError, match="records of live submissions") as caught:
        house.publish(signer="Sari Uji", why="tetap")
    assert "No signature lifts this gate" in str(caught.value)
    assert not house.home.decisions.exists()
    assert not house.home.releases.exists()


@pytest.mark.parametrize("half", [{"signer": "Sari Uji"}, {"why": "benar"}, {"signer": "Sari Uji", "why": " "}])
def test_half_a_signature_is_refused(house: House, half: dict[str, str]) -> None:
    _register(house, 3)
    with pytest.raises(UsageError, match="--sign NAME and --why TEXT"):
        house.publish(**half)


def test_personal_data_in_a_published_name_is_never_published(house: House) -> None:
    with house.open() as register:
        file = register.submission()
        register.row(file, kim_id="K001", name="KIM Melati (0812) 9999 0001")
    for asked in ({}, {"signer": "Direktur Rekaan", "why": "tetap"}):
        with pytest.raises(GateBlockedError, match="gate `personal-data`") as caught:
            house.publish(**asked)
        assert "9999" not in str(caught.value)
        assert "K001: name" in str(caught.value)
