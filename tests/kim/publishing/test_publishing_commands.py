"""`kim publish`, `kim reconcile` and `kim verify` as an operator meets them."""

import json

import pytest
from typer.testing import CliRunner

from kim.cli.app import app
from kim.errors import GateBlockedError, KimError
from tests.kim.publishing.filled_register import House

pytestmark = pytest.mark.usefixtures("no_workbook")


@pytest.fixture
def home(house: House, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setenv("KIM_NOW", "2026-05-01T00:00:00+00:00")
    with house.open() as register:
        file = register.submission()
        for index in range(12):
            register.row(file, kim_id=f"K{index}")
    return house


def _run(house: House, *arguments: str) -> str:
    result = CliRunner().invoke(app, ["--home", str(house.home.root), *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_publish_then_verify(home: House) -> None:
    assert "published release 0001" in _run(home, "publish")
    assert "nothing is new since release 0001" in _run(home, "publish")
    assert "release 0001" in _run(home, "verify", "1")
    assert "release 0001" in _run(home, "verify", "latest")


def test_verify_fails_on_a_changed_file(home: House) -> None:
    _run(home, "publish")
    path = home.home.releases / "0001" / "kim.csv"
    path.chmod(0o644)
    path.write_text("x")
    with pytest.raises(KimError, match=r"kim\.csv was changed"):
        _run(home, "verify", "0001")


def test_a_blocked_publication_raises_what_ends_in_exit_4(home: House) -> None:
    _run(home, "publish")
    with home.open() as register:
        register.conn.execute("update intake.submission set status = 'withdrawn'")
    with pytest.raises(GateBlockedError):
        _run(home, "publish")
    document = json.loads(_run(home, "publish", "--sign", "Sari Uji", "--why", "uji", "--json"))
    assert (document["release"], document["created"]) == ("0002", True)


def test_reconcile_as_json_and_as_a_table(home: House) -> None:
    document = json.loads(_run(home, "reconcile", "--json"))
    assert len(document["provinces"]) == 35
    assert document["provinces"][-1]["registered_count"] == 12
    assert [line["line"] for line in document["bridge"]][-1] == "registered"
    assert "Jawa Timur" in _run(home, "reconcile")


def test_pictures(home: House) -> None:
    out = home.home.root / "press"
    assert "picture:" in _run(home, "publish", "--format", "png", "--out", str(out))
    assert (out / "map.id.png").stat().st_size > 10_000
